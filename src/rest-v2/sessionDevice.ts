import type * as z from 'zod/mini'
import { absentIfOdd } from '../wire/orElse.ts'
import { text } from './fields.ts'
import { type Fields, openObject } from './leniently.ts'

/** A part of a device, as far as Adobe reports it. */
export interface SessionDevicePart {
  /** Its name, such as `Chrome` for a browser. */
  readonly name?: string | undefined
  /** The company that sells it. */
  readonly vendor?: string | undefined
  /** The company that makes it. Hardware only. */
  readonly manufacturer?: string | undefined
  /** The group that it belongs to. Operating systems only. */
  readonly family?: string | undefined
  readonly [field: string]: unknown
}

/**
 * The device on which a session was started, as Adobe recognised it. A second screen that shows it
 * protects viewers from codes that strangers send. Adobe may leave out any field and add others.
 */
export interface SessionDevice {
  /** Such as `TV`, `SetTopBox` or `Desktop`. */
  readonly type?: string | undefined
  /** The model name. */
  readonly model?: string | undefined
  /** The hardware. */
  readonly hardware?: SessionDevicePart | undefined
  /** The operating system. */
  readonly operatingSystem?: SessionDevicePart | undefined
  /** The browser. */
  readonly browser?: SessionDevicePart | undefined
  readonly [field: string]: unknown
}

const partSchema = () =>
  openObject({
    name: absentIfOdd(text()),
    vendor: absentIfOdd(text()),
    manufacturer: absentIfOdd(text()),
    family: absentIfOdd(text()),
  } satisfies Fields<SessionDevicePart>)

/** Builds the schema of a device. Fields that are not documented are kept unchanged. */
export const sessionDeviceSchema = (): z.ZodMiniType<SessionDevice> =>
  openObject({
    type: absentIfOdd(text()),
    model: absentIfOdd(text()),
    hardware: absentIfOdd(partSchema()),
    operatingSystem: absentIfOdd(partSchema()),
    browser: absentIfOdd(partSchema()),
  } satisfies Fields<SessionDevice>)
