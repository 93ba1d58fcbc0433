import * as z from 'zod/mini'
import { checked } from '../checked.ts'
import { onlyFields } from '../onlyFields.ts'

/** Whether an application of this name has a statement. */
export type KnowsApplication = (application: string) => boolean

const wholeNumber = 'a whole number from 1 up as `times`'

const scopeShape = { application: z.optional(z.string('a name as `application`')) }

/** The options of a plan: how often it applies, and to which application. */
export const planShape = {
  times: z._default(z.int(wholeNumber).check(z.gte(1, wholeNumber)), 1),
  ...scopeShape,
}

const scopeOptions = onlyFields('its options', scopeShape)

/**
 * Returns `application`, if it is known or `undefined`.
 *
 * @throws `TypeError` for an application without a statement.
 */
export function knownApplication(
  handle: string,
  application: string | undefined,
  knows: KnowsApplication,
): string | undefined {
  if (application === undefined || knows(application)) return application
  throw new TypeError(
    `${handle}() does not know the application ${JSON.stringify(application)}: no softwareStatement() has been issued for it`,
  )
}

/**
 * Returns the application of a scope, if it names one.
 *
 * @throws `TypeError` for an invalid scope, and for an unknown application.
 */
export const readScope = (
  handle: string,
  scope: unknown,
  knows: KnowsApplication,
): string | undefined =>
  knownApplication(handle, checked(handle, scopeOptions, scope ?? {}).application, knows)
