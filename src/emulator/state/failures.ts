import * as z from 'zod/mini'
import { checked } from '../checked.ts'
import { enhancedErrors } from '../errors/enhancedErrors.ts'
import { oauthErrors } from '../errors/oauthErrors.ts'
import { isRecord } from '../isRecord.ts'
import { onlyFields } from '../onlyFields.ts'
import type { EmulatedError, FailureTarget } from '../PassEmulator.ts'
import { createPlannedQueue } from './plannedQueue.ts'
import { type KnowsApplication, knownApplication, planShape } from './planOptions.ts'

/** How a call fails: a code or another value that `fail` knows, or a custom error. */
export type Failure = string | EmulatedError

/** The planned failures of calls. */
export interface Failures {
  /** Plans a failure. Throws a `TypeError` that says what is wrong with the arguments. */
  readonly add: (what: unknown, options?: unknown) => void
  /** Takes the planned failure for this call of an application, if there is one. */
  readonly take: (target: FailureTarget, application: string | undefined) => Failure | undefined
  readonly clear: () => void
}

interface Planned {
  readonly what: Failure
  readonly targets: readonly FailureTarget[]
  readonly application: string | undefined
}

const anywhere: readonly FailureTarget[] = ['register', 'token', 'api']
const targets: readonly FailureTarget[] = [...anywhere, 'decision']
const onTheWay = ['429', '500', 'network', 'html', 'empty', 'truncated', 'hang']

const usualTargets: ReadonlyMap<string, readonly FailureTarget[]> = new Map([
  ...oauthErrors,
  ['invalid_token', ['api']],
  ...[...enhancedErrors.keys()].map((code) => [code, ['api']] as const),
  ...onTheWay.map((what) => [what, anywhere] as const),
])

const errorStatus = 'a number from 400 to 599 as `status` of an error'
const textAs = (name: string) => z.string(`a text as \`${name}\` of an error`)

const errorFields = onlyFields('an error', {
  code: textAs('code').check(z.minLength(1, 'a text as `code` of an error')),
  status: z._default(
    z.int(errorStatus).check(z.gte(400, errorStatus), z.lte(599, errorStatus)),
    403,
  ),
  action: z.optional(textAs('action')),
  message: z.optional(textAs('message')),
  details: z.optional(textAs('details')),
})

const failOptions = onlyFields('its options', {
  on: z.optional(z.enum(targets, `as \`on\` one of: ${targets.join(', ')}`)),
  ...planShape,
})

function readFailure(what: unknown): Pick<Planned, 'what' | 'targets'> {
  if (isRecord(what)) return { what: checked('fail', errorFields, what), targets: ['api'] }
  const usual = typeof what === 'string' ? usualTargets.get(what) : undefined
  if (typeof what === 'string' && usual) return { what, targets: usual }
  const known = [...usualTargets.keys()]
  const meant = known.find((name) => name === String(what).trim().toLowerCase())
  const advice = meant ? `is "${meant}" meant?` : `it knows: ${known.join(', ')}`
  throw new TypeError(`fail() does not know ${JSON.stringify(what)}; ${advice}`)
}

function refuseTarget(what: Failure, on: FailureTarget | undefined): void {
  if (on === 'decision' && typeof what === 'string' && !enhancedErrors.has(what)) {
    throw new TypeError(`fail() puts enhanced errors on a decision, and ${what} is none`)
  }
}

/** Creates an empty list of planned failures. */
export function createFailures(knows: KnowsApplication): Failures {
  const queue = createPlannedQueue<Planned>()
  return {
    add: (given, options) => {
      const { what, targets: usual } = readFailure(given)
      const { on, times, application: named } = checked('fail', failOptions, options ?? {})
      const application = knownApplication('fail', named, knows)
      refuseTarget(what, on)
      queue.add({ what, targets: on ? [on] : usual, application }, times)
    },
    take: (target, application) =>
      queue.take(
        (planned) =>
          planned.targets.includes(target) &&
          (planned.application === undefined || planned.application === application),
      )?.what,
    clear: queue.clear,
  }
}
