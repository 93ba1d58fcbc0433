/** The exports that `run.mjs` needs, in one file. */
export { measure } from './measure.ts'
export { tuned, untuned } from './policies.ts'
export { beyond, promised, quietRun } from './scenarios.ts'
export { simulateFleet } from './simulateFleet.ts'
