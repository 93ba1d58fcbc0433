// size-limit, with the numbers in bytes: what a README can quote.
import { spawnSync } from 'node:child_process'
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
