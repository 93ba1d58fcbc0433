import { attempt } from '../platform/attempt.ts'
import type { DeviceInfo } from './deviceInfo.ts'

const UNKNOWN = 'unknown'

/** The browser properties that are read. */
interface Browser {
  readonly userAgent: string
  /** The maximum number of touch points: 0 on a TV, a console or a Mac. */
  readonly touchPoints: number
  /** CSS pixels. */
  readonly width: number | undefined
  readonly height: number | undefined
}

/**
 * The device info that the browser reveals reliably. A free key that it cannot know is `unknown`.
 * Such a restricted key is left out: Adobe then reads the `userAgent` by its own rules.
 *
 * User agents imitate each other, so a word in one counts only if nothing else uses it. Client
 * hints would say more, but only later, and the first request needs the header.
 */
export function browserDeviceInfo(): DeviceInfo {
  const browser = readBrowser()
  const info = { model: UNKNOWN, version: UNKNOWN, osVersion: UNKNOWN, connectionType: UNKNOWN }
  if (!browser) return info
  return {
    ...info,
    ...systemOf(browser),
    primaryHardwareType: hardwareOf(browser),
    userAgent: browser.userAgent,
    displayWidth: browser.width,
    displayHeight: browser.height,
  }
}

function readBrowser(): Browser | undefined {
  if (typeof document === 'undefined') return undefined
  const userAgent = attempt(() => navigator.userAgent)
  if (!userAgent) return undefined
  return {
    userAgent,
    touchPoints: attempt(() => navigator.maxTouchPoints) ?? 0,
    width: attempt(() => screen.width),
    height: attempt(() => screen.height),
  }
}

/**
 * User agents that do not reveal their system reliably. Headsets, Chromecast receivers and Silk in
 * its desktop view call themselves Linux. Windows Phone and HarmonyOS call themselves Android.
 */
const DISGUISED = /CrKey|OculusBrowser|PicoBrowser|X11.*Silk\/|Windows Phone|Harmony|KAIOS/i

/**
 * Systems and the patterns of their versions, in order of preference: most user agents also name
 * Linux or Mac OS.
 */
const SYSTEMS: readonly (readonly [
  system: Pick<DeviceInfo, 'osName' | 'osFamily'>,
  pattern: RegExp,
])[] = [
  [{ osFamily: 'Tizen' }, /Tizen(?: ([\d.]+))?/],
  [{ osFamily: 'PlayStation OS' }, /PlayStation/i],
  [{ osName: 'webOS' }, /Web0S|webOS\.TV/],
  [{ osName: 'Roku OS' }, /Roku(?:\/DVP-([\d.]+))?/],
  [{ osName: 'Chrome OS' }, /CrOS \w+ ([\d.]+)/],
  // Some TVs write it with a zero, so that they are not taken for a phone.
  [{ osName: 'Android' }, /Andr[o0]id(?: ([\d.]+))?/],
  [{ osName: 'iOS' }, /\((?:iPhone|iPad|iPod).*? OS ([\d_]+)/],
  [{ osName: 'Windows' }, /Windows NT ([\d.]+)/],
  [{ osName: 'Mac OS' }, /Macintosh.*Mac OS X ([\d_.]+)/],
  [{ osName: 'OpenBSD' }, /X11; OpenBSD/],
  [{ osName: 'Linux' }, /Linux/],
]

/** Versions that browsers have frozen: later systems report the same. */
const FROZEN = /^(10(\.0)?|10\.15(\.7)?|14541\.0\.0|18\.[67])$/

function systemOf(browser: Browser): Pick<DeviceInfo, 'osName' | 'osFamily' | 'osVersion'> {
  const { userAgent, touchPoints } = browser
  if (DISGUISED.test(userAgent)) return { osVersion: UNKNOWN }
  const [system, pattern] = SYSTEMS.find(([, pattern]) => pattern.test(userAgent)) ?? []
  // An iPad shows the user agent of a Mac, and no Mac has a touch screen.
  if (isTouchedMac(browser)) return { osName: 'iOS', osVersion: UNKNOWN }
  // An Android tablet that requests the desktop site has the user agent of Linux.
  if (system?.osName === 'Linux' && touchPoints > 0) return { osVersion: UNKNOWN }
  const version = pattern?.exec(userAgent)?.[1]?.replace(/_/g, '.')
  // 10.0 is the version of Windows NT in Windows 10 and 11.
  const isKnown = version && (system?.osName === 'Windows' || !FROZEN.test(version))
  return { ...system, osVersion: isKnown ? version : UNKNOWN }
}

const CONSOLE = /\bXbox|PlayStation|Nintendo/i

/** Not "Android TV" or "HbbTV": boxes and sticks call themselves that as well. */
const TV = /Web0S|webOS\.TV|NetCast\.TV|Smart-?TV|BRAVIA|VIDAA|VIZIO SmartCast/i

function hardwareOf(browser: Browser): DeviceInfo['primaryHardwareType'] {
  const { userAgent, touchPoints } = browser
  const is = (pattern: RegExp) => pattern.test(userAgent)
  if (is(CONSOLE)) return 'GamesConsole'
  if (is(TV)) return 'TV'
  if (is(DISGUISED) || is(/Roku/)) return undefined
  if (is(/iPhone;|iPad|Android/) || isTouchedMac(browser)) return handheldOf(browser)
  if (is(/Windows NT|Macintosh|CrOS/)) return 'Desktop'
  // Set-top boxes and TVs run Linux too, mostly on other processors and without X11.
  const isPc = is(/X11;.*(Linux (x86_64|i\d86)|OpenBSD)/) && !is(/TV/i)
  return isPc && touchPoints === 0 ? 'Desktop' : undefined
}

/**
 * A phone or a tablet, if the user agent and the screen agree. Many boxes, sticks and TVs with
 * Android call themselves `Mobile`, but have no touch screen. An iPhone that requests the desktop
 * site has the user agent of a Mac, as an iPad does.
 */
function handheldOf(browser: Browser): DeviceInfo['primaryHardwareType'] {
  const { userAgent, touchPoints, width = NaN, height = NaN } = browser
  if (touchPoints === 0 || /\bTV\b|\bAFT\w+/.test(userAgent)) return undefined
  const shorter = Math.min(width, height)
  // 600 CSS pixels are Android's own limit; iPhones are below it, and iPads above.
  const bySize = shorter >= 600 ? 'Tablet' : shorter >= 320 ? 'MobilePhone' : undefined
  const byName = /iPad|Android(?!.*Mobile)/.test(userAgent) ? 'Tablet' : 'MobilePhone'
  return bySize === byName || isTouchedMac(browser) ? bySize : undefined
}

const isTouchedMac = ({ userAgent, touchPoints }: Browser) =>
  /Macintosh/.test(userAgent) && touchPoints > 1
