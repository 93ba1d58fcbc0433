import type * as z from 'zod/mini'
import { absentIfOdd } from '../wire/orElse.ts'
import { text } from './fields.ts'
import { type Fields, openObject } from './leniently.ts'

/** A part of a device, as far as Adobe reports it. */
export interface SessionDevicePart {
  readonly name?: string | undefined
  readonly vendor?: string | undefined
  readonly manufacturer?: string | undefined
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
  readonly model?: string | undefined
  readonly hardware?: SessionDevicePart | undefined
  readonly operatingSystem?: SessionDevicePart | undefined
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
