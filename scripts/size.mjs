// size-limit, with the numbers in bytes, and whether the README quotes them right.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../node_modules/.bin/size-limit', import.meta.url))
const { stdout, stderr } = spawnSync(command, ['--json'], { encoding: 'utf8' })
const [json] = stdout.match(/^\[.*\]$/ms) ?? []
if (json === undefined) {
  console.error(stderr || stdout)
  process.exit(1)
}
for (const { name, size, sizeLimit, passed } of JSON.parse(json)) {
  console.log(`${passed ? 'ok      ' : 'too big '} ${size} B of ${sizeLimit} B gzip  ${name}`)
  if (!passed) process.exitCode = 1
}

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const [main, , , restV2] = JSON.parse(json)
for (const [mark, { size }] of Object.entries({ main, 'rest-v2': restV2 })) {
  const figure = `${(size / 1000).toFixed(1)} kB`
  if (readme.includes(`<!-- size:${mark} -->${figure}<!-- /size -->`)) continue
  console.log(`the README should say ${figure} between its size:${mark} marks`)
  process.exitCode = 1
}
