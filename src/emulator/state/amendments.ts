import { checked } from '../checked.ts'
import { isRecord } from '../isRecord.ts'
import { onlyFields } from '../onlyFields.ts'
import { createPlannedQueue } from './plannedQueue.ts'
import { type KnowsApplication, knownApplication, planShape } from './planOptions.ts'

/** The planned changes of responses. */
export interface Amendments {
  /** Plans a change. Throws a `TypeError` that says what is wrong with the arguments. */
  readonly add: (fields: unknown, options?: unknown) => void
  /** Applies the first matching change to a response's JSON. `undefined` if none matches. */
  readonly apply: (json: unknown, application: string | undefined) => unknown
  readonly clear: () => void
}

interface Planned {
  readonly fields: Readonly<Record<string, unknown>>
  readonly application: string | undefined
}

const amendOptions = onlyFields('its options', planShape)

const holds = (json: unknown, fields: unknown): boolean => {
  if (Array.isArray(fields)) {
    return Array.isArray(json) && fields.every((item, i) => i in json && holds(json[i], item))
  }
  if (!isRecord(fields)) return true
  return (
    isRecord(json) &&
    Object.entries(fields).every(([name, value]) => name in json && holds(json[name], value))
  )
}

const amended = (json: unknown, fields: unknown): unknown => {
  if (Array.isArray(fields) && Array.isArray(json)) {
    return json.map((item, i) => (i in fields ? amended(item, fields[i]) : item))
  }
  if (!isRecord(fields) || !isRecord(json)) return fields
  const all = Object.entries(fields).map(([name, value]) => [name, amended(json[name], value)])
  // JSON has no `undefined`: this removes the field.
  return { ...json, ...Object.fromEntries(all.map(([name, value]) => [name, value ?? undefined])) }
}

/** Creates an empty list of planned changes. */
export function createAmendments(knows: KnowsApplication): Amendments {
  const queue = createPlannedQueue<Planned>()
  return {
    add: (fields, options) => {
      if (!isRecord(fields) || Object.keys(fields).length === 0) {
        throw new TypeError('amend() takes an object with the fields to change')
      }
      const { times, application: named } = checked('amend', amendOptions, options ?? {})
      const application = knownApplication('amend', named, knows)
      queue.add({ fields, application }, times)
    },
    apply: (json, application) => {
      const met = queue.take(
        (planned) =>
          holds(json, planned.fields) &&
          (planned.application === undefined || planned.application === application),
      )
      return met && amended(json, met.fields)
    },
    clear: queue.clear,
  }
}
