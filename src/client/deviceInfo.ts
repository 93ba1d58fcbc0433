import type { deviceInfoValues } from './deviceInfoValues.ts'

/**
 * A value of a restricted key.
 *
 * @inline
 */
type Restricted<Key extends keyof typeof deviceInfoValues> =
  | (typeof deviceInfoValues)[Key][number]
  | undefined

/**
 * The content of `X-Device-Info`. Restricted keys take only Adobe's own values (REST API V2,
 * "X-Device-Info"). Leave out what is unknown; a required key that is unknown is `'unknown'`.
 */
export interface DeviceInfo {
  /** The model name of the device, such as `AppleTV`. */
  model: string
  /** The version of the device, such as `2.0.1`. */
  version: string
  /** The name of the operating system. Adobe lists it as required. */
  osName?: Restricted<'osName'>
  /** The version of the operating system, such as `10.2`. */
  osVersion: string
  /** The type of the network connection, such as `WiFi`, `LAN` or `5G`. */
  connectionType: string
  /** What the device is in the first place, such as `TV` or `SetTopBox`. */
  primaryHardwareType?: Restricted<'primaryHardwareType'>
  /** The company that makes the device, such as `Samsung`. */
  manufacturer?: string | undefined
  /** The company that sells the device, such as `Samsung`. */
  vendor?: string | undefined
  /** The group that the operating system belongs to. */
  osFamily?: Restricted<'osFamily'>
  /** The supplier of the operating system. */
  osVendor?: Restricted<'osVendor'>
  /** The name of the browser. */
  browserName?: Restricted<'browserName'>
  /** The company that makes the browser. */
  browserVendor?: Restricted<'browserVendor'>
  /** The version of the browser, such as `60.0.3112`. */
  browserVersion?: string | undefined
  /** The user agent of the device. */
  userAgent?: string | undefined
  /** The width of the physical screen. Adobe names no unit; the default is in CSS pixels. */
  displayWidth?: number | undefined
  /** The height of the physical screen, in the same unit. */
  displayHeight?: number | undefined
  /** The pixel density of the physical screen in pixels per inch, such as `294`. */
  displayPpi?: number | undefined
  /** The diagonal of the physical screen in inches, such as `10.1`. */
  diagonalScreenSize?: number | undefined
  /** The IP address from which the device sends HTTP requests. */
  connectionIp?: string | undefined
  /** The port from which the device sends HTTP requests, such as `53124`. */
  connectionPort?: string | undefined
  /** `true` for a secure network, `false` for a public hot spot. */
  connectionSecure?: Restricted<'connectionSecure'>
  /** The unique id of the application, such as `REF30`. */
  applicationId?: string | undefined
}
