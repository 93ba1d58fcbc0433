import type { deviceInfoValues } from './deviceInfoValues.ts'

/** A value of a restricted key. */
type Restricted<Key extends keyof typeof deviceInfoValues> =
  | (typeof deviceInfoValues)[Key][number]
  | undefined

/**
 * The content of `X-Device-Info`. Restricted keys take only Adobe's own values ("Passing device and
 * connection information"). Leave out what is unknown.
 */
export interface DeviceInfo {
  model: string
  version: string
  osName?: Restricted<'osName'>
  osVersion: string
  connectionType: string
  primaryHardwareType?: Restricted<'primaryHardwareType'>
  manufacturer?: string | undefined
  vendor?: string | undefined
  osFamily?: Restricted<'osFamily'>
  osVendor?: Restricted<'osVendor'>
  browserName?: Restricted<'browserName'>
  browserVendor?: Restricted<'browserVendor'>
  browserVersion?: string | undefined
  userAgent?: string | undefined
  displayWidth?: number | undefined
  displayHeight?: number | undefined
  displayPpi?: number | undefined
  diagonalScreenSize?: number | undefined
  connectionIp?: string | undefined
  connectionPort?: string | undefined
  connectionSecure?: Restricted<'connectionSecure'>
  applicationId?: string | undefined
}
