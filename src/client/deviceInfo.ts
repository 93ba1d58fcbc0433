/**
 * What `X-Device-Info` tells of the device. A restricted key takes only Adobe's own values
 * ("Passing device and connection information"); leave out what is not known.
 */
export interface DeviceInfo {
  model: string
  version: string
  osName?:
    | 'Android'
    | 'Chrome OS'
    | 'Linux'
    | 'Mac OS'
    | 'OS X'
    | 'OpenBSD'
    | 'Roku OS'
    | 'Windows'
    | 'iOS'
    | 'tvOS'
    | 'webOS'
    | undefined
  osVersion: string
  connectionType: string
  primaryHardwareType?:
    | 'Camera'
    | 'DataCollectionTerminal'
    | 'Desktop'
    | 'EmbeddedNetworkModule'
    | 'eReader'
    | 'GamesConsole'
    | 'GeolocationTracker'
    | 'Glasses'
    | 'MediaPlayer'
    | 'MobilePhone'
    | 'PaymentTerminal'
    | 'PluginModem'
    | 'SetTopBox'
    | 'TV'
    | 'Tablet'
    | 'WirelessHotspot'
    | 'Wristwatch'
    | 'Unknown'
    | undefined
  manufacturer?: string | undefined
  vendor?: string | undefined
  osFamily?:
    | 'Android'
    | 'BSD'
    | 'Linux'
    | 'PlayStation OS'
    | 'Roku OS'
    | 'Symbian'
    | 'Tizen'
    | 'Windows'
    | 'iOS'
    | 'tvOS'
    | 'macOS'
    | 'webOS'
    | undefined
  osVendor?:
    | 'Amazon'
    | 'Apple'
    | 'Google'
    | 'LG'
    | 'Microsoft'
    | 'Mozilla'
    | 'Nintendo'
    | 'Nokia'
    | 'Roku'
    | 'Samsung'
    | 'Sony'
    | 'Tizen Project'
    | undefined
  browserName?:
    | 'Android Browser'
    | 'Chrome'
    | 'Edge'
    | 'Firefox'
    | 'Internet Explorer'
    | 'Opera'
    | 'Safari'
    | 'SeaMonkey'
    | 'Symbian Browser'
    | undefined
  browserVendor?:
    | 'Amazon'
    | 'Apple'
    | 'Google'
    | 'Microsoft'
    | 'Motorola'
    | 'Mozilla'
    | 'Netscape'
    | 'Nintendo'
    | 'Nokia'
    | 'Samsung'
    | 'Sony Ericsson'
    | undefined
  browserVersion?: string | undefined
  userAgent?: string | undefined
  displayWidth?: number | undefined
  displayHeight?: number | undefined
  displayPpi?: number | undefined
  diagonalScreenSize?: number | undefined
  connectionIp?: string | undefined
  connectionPort?: string | undefined
  connectionSecure?: boolean | undefined
  applicationId?: string | undefined
}

// In the order of preference: a user agent of Chrome OS or Android names Linux too.
const SYSTEMS: readonly (readonly [DeviceInfo['osName'], RegExp])[] = [
  ['webOS', /Web0S/],
  ['Chrome OS', /CrOS \w+ ([\d.]+)/],
  ['Android', /Android ?([\d.]*)/],
  ['iOS', /(?:iPhone|CPU) OS ([\d_]+)/],
  ['Windows', /Windows NT ([\d.]+)/],
  ['Mac OS', /Mac OS X ([\d_.]+)/],
  ['Linux', /Linux/],
]

/**
 * What the browser tells of itself. What it cannot know is `unknown`, never invented, and a
 * restricted key without a value is left out: the server reads the rest from `userAgent`.
 */
export function browserDeviceInfo(): DeviceInfo {
  const unknown = 'unknown'
  const info = { model: unknown, version: unknown, osVersion: unknown, connectionType: unknown }
  if (typeof document === 'undefined') return info
  const { userAgent } = navigator
  const is = (pattern: RegExp) => pattern.test(userAgent)
  const [osName, pattern] = SYSTEMS.find(([, pattern]) => is(pattern)) ?? []
  return {
    ...info,
    osName,
    osVersion: pattern?.exec(userAgent)?.[1]?.replace(/_/g, '.') || unknown,
    primaryHardwareType: is(/TV|Web0S|Tizen/)
      ? 'TV'
      : is(/iPad|Android(?!.*Mobile)/)
        ? 'Tablet'
        : is(/Mobile/)
          ? 'MobilePhone'
          : osName && 'Desktop',
    userAgent,
    displayWidth: screen.width,
    displayHeight: screen.height,
  }
}
