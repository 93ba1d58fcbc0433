// What Vitest takes for the browser, by the name BROWSER: it hands the address to the engine that runs.
import process from 'node:process'

await fetch(process.env.ENGINE_ADDRESS, { method: 'POST', body: process.argv.at(-1) })
