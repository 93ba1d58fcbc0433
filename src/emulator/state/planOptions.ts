import * as z from 'zod/mini'
import { checked } from '../checked.ts'

/** Whether an application of this name has a statement. */
export type KnowsApplication = (application: string) => boolean

const anObject = 'its options as an object'
const wholeNumber = 'a whole number from 1 up as `times`'

const scopeOptions = z.object(
  { application: z.optional(z.string('a name as `application`')) },
  anObject,
)
const planOptions = z.object(
  { times: z._default(z.int(wholeNumber).check(z.gte(1, wholeNumber)), 1) },
  anObject,
)

/**
 * The application that a scope names, if it names one.
 *
 * @throws `TypeError` for what is no scope, and for an application that nobody knows.
 */
export function readScope(
  handle: string,
  scope: unknown,
  knows: KnowsApplication,
): string | undefined {
  const { application } = checked(handle, scopeOptions, scope)
  if (application === undefined || knows(application)) return application
  throw new TypeError(
    `${handle}() does not know the application ${JSON.stringify(application)}: no softwareStatement() has been issued for it`,
  )
}

/**
 * How often something is to happen, and to which application.
 *
 * @throws `TypeError` that says what is wrong.
 */
export function readPlan(
  handle: string,
  options: unknown,
  knows: KnowsApplication,
): { readonly times: number; readonly application: string | undefined } {
  const { times } = checked(handle, planOptions, options)
  return { times, application: readScope(handle, options, knows) }
}
