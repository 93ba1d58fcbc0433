// `npm run test:soak`: the simulation for long, on all cores, each with seeds of its own.
//   --runs N     schedules in all (200000)
//   --seconds N  and no longer than that (no limit)
//   --seed N     the first seed (taken from the clock)
//   --jobs N     processes (one for each core)
//   --journey    the viewer's journey instead, whose schedules take longer (20000)
import { availableParallelism, cpus } from 'node:os'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { endOnSignals, isEnding, startChild } from './processes.mjs'

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    seconds: { type: 'string' },
    seed: { type: 'string' },
    jobs: { type: 'string' },
    journey: { type: 'boolean' },
  },
})
endOnSignals({ exitCode: 1 })

const runs = Number(values.runs ?? (values.journey ? 20_000 : 200_000))
const seed = Number(values.seed ?? Math.floor(Date.now() / 1_000))
const jobs = Number(values.jobs ?? availableParallelism())

const root = fileURLToPath(new URL('..', import.meta.url))
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))
const explored = values.journey
  ? ['journey.test', '-t', 'keeps what it has said']
  : ['simulation.test', '-t', 'loses no credentials']
// Far enough apart that no two jobs try the same schedules.
const APART = 1_000_000

/** ms after which a job that stays at one seed is mentioned: usually a batch takes seconds. */
const LONG = 300_000
/** The seed at which each job is, and since when. */
const places = new Map()

const started = performance.now()
const elapsed = () => `${Math.round((performance.now() - started) / 60_000)} min`
const progress = setInterval(() => {
  const seeds = [...places.values()].map(({ seed }) => seed)
  console.log(`${elapsed()}: at seeds ${seeds.join(', ')}`)
  for (const [job, { seed, since }] of places) {
    if (performance.now() - since < LONG) continue
    console.log(`  job ${job} stays at seed ${seed}: it shrinks a failing schedule, or it hangs`)
  }
}, 60_000)
const figures = await Promise.all(Array.from({ length: jobs }, (_, job) => run(job)))
clearInterval(progress)
if (isEnding()) process.exit(1)
const seconds = (performance.now() - started) / 1_000
const sum = (name) => figures.reduce((total, figure) => total + (figure?.[name] ?? 0), 0)
const seeds = figures.map((figure) => figure?.seeds.join(' to ')).join(', ')

console.log(`${sum('runs')} schedules, ${sum('events')} events, ${seconds.toFixed(0)} s`)
console.log(`seeds ${seeds}; ${jobs} jobs, Node ${process.versions.node}, ${cpus()[0]?.model}`)
if (figures.some((figure) => !figure) || process.exitCode) process.exitCode = 1
else console.log('every promise was kept')

/** One process; its figures, or what it said where it failed. */
function run(job) {
  return new Promise((resolve) => {
    const child = startChild(
      process.execPath,
      [vitest, 'run', '--project', 'simulation', ...explored],
      {
        cwd: root,
        env: {
          ...process.env,
          NO_COLOR: '1',
          SIMULATION_RUNS: String(Math.ceil(runs / jobs)),
          SIMULATION_SECONDS: values.seconds ?? 'Infinity',
          SIMULATION_SEED: String(seed + job * APART),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        const seed = [...text.matchAll(/^seed (\d+)$/gm)].at(-1)?.[1]
        if (seed) places.set(job, { seed, since: performance.now() })
      })
    child.on('close', (code) => {
      if (code) {
        console.log(output)
        process.exitCode = 1
      }
      const [, json] = output.match(/^simulated: (.*)$/m) ?? []
      resolve(json && JSON.parse(json))
    })
  })
}
