import * as z from 'zod/mini'
import { checked } from '../checked.ts'
import { enhancedErrors } from '../errors/enhancedErrors.ts'
import { oauthErrors } from '../errors/oauthErrors.ts'
import type { FailureTarget } from '../PassEmulator.ts'

/** The failures that coming calls will meet. */
export interface Failures {
  /** Plans one; a `TypeError` says what is wrong with the arguments. */
  readonly add: (what: unknown, options?: unknown) => void
  /** The failure that this call meets, if one is planned for it. */
  readonly take: (target: FailureTarget) => string | undefined
  readonly clear: () => void
}

interface Planned {
  readonly what: string
  readonly targets: readonly FailureTarget[]
  times: number
}

const anywhere: readonly FailureTarget[] = ['register', 'token', 'api']
const onTheWay = ['429', '500', 'network', 'html', 'empty', 'truncated', 'hang']

const usualTargets: ReadonlyMap<string, readonly FailureTarget[]> = new Map([
  ...oauthErrors,
  ['invalid_token', ['api']],
  ...[...enhancedErrors.keys()].map((code) => [code, ['api']] as const),
  ...onTheWay.map((what) => [what, anywhere] as const),
])

const wholeNumber = 'a whole number from 1 up as `times`'

const failOptions = z.object(
  {
    on: z.optional(z.enum(anywhere, `as \`on\` one of: ${anywhere.join(', ')}`)),
    times: z._default(z.int(wholeNumber).check(z.gte(1, wholeNumber)), 1),
  },
  'its options as an object',
)

function plan(what: unknown, options: unknown): Planned {
  const usual = typeof what === 'string' ? usualTargets.get(what) : undefined
  if (typeof what !== 'string' || !usual) {
    const valid = [...usualTargets.keys()].join(', ')
    throw new TypeError(`fail() does not know ${JSON.stringify(what)}; it knows: ${valid}`)
  }
  const { on, times } = checked('fail', failOptions, options)
  return { what, targets: on ? [on] : usual, times }
}

/** No failures planned. */
export function createFailures(): Failures {
  let planned: Planned[] = []
  return {
    add: (what, options) => {
      planned.push(plan(what, options ?? {}))
    },
    take: (target) => {
      const next = planned.find((failure) => failure.targets.includes(target))
      if (!next) return undefined
      next.times -= 1
      if (next.times === 0) planned = planned.filter((failure) => failure !== next)
      return next.what
    },
    clear: () => {
      planned = []
    },
  }
}
