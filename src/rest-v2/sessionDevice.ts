import { anything, type Decoder, openObject, optional, text } from './decoders.ts'

/** What a device is made of, as far as Adobe tells. */
export interface SessionDevicePart {
  readonly name?: string | undefined
  readonly vendor?: string | undefined
  readonly manufacturer?: string | undefined
  readonly family?: string | undefined
  readonly [field: string]: unknown
}

/**
 * The device on which a session was begun, as Adobe recognised it. A second screen that names it
 * guards viewers against codes that strangers send. Adobe may leave out any field, and add others.
 */
export interface SessionDevice {
  /** Such as `TV`, `SetTopBox` or `Desktop`. */
  readonly type?: string | undefined
  readonly model?: string | undefined
  readonly hardware?: SessionDevicePart | undefined
  readonly operatingSystem?: SessionDevicePart | undefined
  readonly browser?: SessionDevicePart | undefined
  readonly [field: string]: unknown
}

/** Reads a device; a field of a documented name that is odd is dropped, other fields are as they came. */
export const sessionDevice = (): Decoder<SessionDevice> => {
  const word = optional(text)
  const part = optional(
    openObject({ name: word, vendor: word, manufacturer: word, family: word }, anything),
  )
  return openObject(
    { type: word, model: word, hardware: part, operatingSystem: part, browser: part },
    anything,
  )
}
