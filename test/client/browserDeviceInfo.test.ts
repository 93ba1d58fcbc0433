import type { DeviceInfo } from 'react-adobe-pass'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CONFIGURATION, createBed, emulator } from './testbed.ts'

beforeEach(emulator.reset)
afterEach(() => {
  vi.unstubAllGlobals()
})

const decode = (header: unknown): DeviceInfo =>
  JSON.parse(
    new TextDecoder().decode(Uint8Array.from(atob(String(header)), (c) => c.charCodeAt(0))),
  )

/** The `X-Device-Info` header, which is the same in every kind of request. */
async function sentHeader(deviceInfo?: DeviceInfo) {
  const { client, sent } = createBed({ deviceInfo })
  expect((await client.fetch(CONFIGURATION)).status).toBe(200)
  const headers = sent.map((one) => one.headers['x-device-info'])
  expect(headers).toHaveLength(3)
  expect(new Set(headers).size).toBe(1)
  return headers[0]
}

const pc = { touchPoints: 0, screen: [1920, 1080] } as const
const tv = pc
const phone = { touchPoints: 5, screen: [390, 844] } as const
const tablet = { touchPoints: 5, screen: [820, 1180] } as const

/** A browser, and what is certain about its device. */
interface Device {
  readonly what: string
  readonly userAgent: string
  readonly touchPoints: number
  readonly screen: readonly [width: number, height: number]
  readonly expected: Partial<DeviceInfo>
}

const devices: readonly Device[] = [
  {
    what: 'Chrome on Windows',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    ...pc,
    expected: { osName: 'Windows', osVersion: '10.0', primaryHardwareType: 'Desktop' },
  },
  {
    what: 'Chrome on a Windows laptop with a touch screen',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    touchPoints: 10,
    screen: [1536, 864],
    expected: { osName: 'Windows', osVersion: '10.0', primaryHardwareType: 'Desktop' },
  },
  {
    what: 'Safari on a Mac, which reports a frozen OS version',
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    ...pc,
    expected: { osName: 'Mac OS', primaryHardwareType: 'Desktop' },
  },
  {
    what: 'Chrome on an older Mac',
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_14_6) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0.0.0 Safari/537.36',
    ...pc,
    expected: { osName: 'Mac OS', osVersion: '10.14.6', primaryHardwareType: 'Desktop' },
  },
  {
    what: 'Firefox on Linux',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    ...pc,
    expected: { osName: 'Linux', primaryHardwareType: 'Desktop' },
  },
  {
    what: 'Firefox on OpenBSD',
    userAgent: 'Mozilla/5.0 (X11; OpenBSD amd64; rv:128.0) Gecko/20100101 Firefox/128.0',
    ...pc,
    expected: { osName: 'OpenBSD', primaryHardwareType: 'Desktop' },
  },
  {
    what: 'a Chromebook, which reports a frozen OS version',
    userAgent:
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    ...pc,
    expected: { osName: 'Chrome OS', primaryHardwareType: 'Desktop' },
  },
  {
    what: 'an iPhone',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    ...phone,
    expected: { osName: 'iOS', osVersion: '18.5', primaryHardwareType: 'MobilePhone' },
  },
  {
    what: 'an iPhone with iOS 26, which reports a frozen OS version',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
    ...phone,
    expected: { osName: 'iOS', primaryHardwareType: 'MobilePhone' },
  },
  {
    what: 'an iPhone that requests the desktop site',
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    ...phone,
    expected: { osName: 'iOS', primaryHardwareType: 'MobilePhone' },
  },
  {
    what: 'an iPod',
    userAgent:
      'Mozilla/5.0 (iPod touch; CPU iPhone OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1',
    touchPoints: 5,
    screen: [320, 568],
    expected: { osName: 'iOS', osVersion: '12.5' },
  },
  {
    what: 'an iPad, which sends the user agent of a Mac',
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    ...tablet,
    expected: { osName: 'iOS', primaryHardwareType: 'Tablet' },
  },
  {
    what: 'an iPad that requests the mobile site',
    userAgent:
      'Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
    ...tablet,
    expected: { osName: 'iOS', osVersion: '16.7', primaryHardwareType: 'Tablet' },
  },
  {
    what: 'an Android phone',
    userAgent:
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    ...phone,
    expected: { osName: 'Android', osVersion: '15', primaryHardwareType: 'MobilePhone' },
  },
  {
    what: 'an Android phone with the reduced user agent',
    userAgent:
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    ...phone,
    expected: { osName: 'Android', primaryHardwareType: 'MobilePhone' },
  },
  {
    what: 'Firefox on an Android phone',
    userAgent: 'Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0',
    ...phone,
    expected: { osName: 'Android', osVersion: '14', primaryHardwareType: 'MobilePhone' },
  },
  {
    what: 'an Android tablet',
    userAgent:
      'Mozilla/5.0 (Linux; Android 14; SM-X910) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    ...tablet,
    expected: { osName: 'Android', osVersion: '14', primaryHardwareType: 'Tablet' },
  },
  {
    what: 'an Android tablet that reports itself as mobile',
    userAgent:
      'Mozilla/5.0 (Linux; Android 7.0; Lenovo TB-7304F) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36',
    touchPoints: 5,
    screen: [600, 976],
    expected: { osName: 'Android', osVersion: '7.0' },
  },
  {
    what: 'an Android tablet that requests the desktop site',
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    ...tablet,
    expected: {},
  },
  {
    what: 'a Fire tablet',
    userAgent:
      'Mozilla/5.0 (Linux; Android 9; KFTRWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/84.3.5 like Chrome/84.0.4147.125 Safari/537.36',
    ...tablet,
    expected: { osName: 'Android', osVersion: '9', primaryHardwareType: 'Tablet' },
  },
  {
    what: 'a watch',
    userAgent:
      'Mozilla/5.0 (Linux; Android 13; SM-R920) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/4.0. Chrome/121.0.0.0 Mobile Safari/537.36',
    touchPoints: 2,
    screen: [225, 225],
    expected: { osName: 'Android', osVersion: '13' },
  },
  {
    what: 'Fire TV in a web view',
    userAgent:
      'Mozilla/5.0 (Linux; Android 9; AFTKA Build/PS7633.3445N; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/108.0.5359.160 Mobile Safari/537.36',
    ...tv,
    expected: { osName: 'Android', osVersion: '9' },
  },
  {
    what: 'Fire TV with a remote that counts as a touch screen',
    userAgent:
      'Mozilla/5.0 (Linux; Android 7.1.2; AFTMM) AppleWebKit/537.36 (KHTML, like Gecko) Silk/91.1.138 like Chrome/91.0.4472.114 Safari/537.36',
    touchPoints: 1,
    screen: [960, 540],
    expected: { osName: 'Android', osVersion: '7.1.2' },
  },
  {
    what: 'Silk in desktop view',
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Silk/128.5.4 like Chrome/128.0.6613.194 Safari/537.36',
    ...tv,
    expected: {},
  },
  {
    what: 'a BRAVIA, which is an Android TV',
    userAgent:
      'Mozilla/5.0 (Linux; Android 9; BRAVIA 4K GB ATV3) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/103.0.0.0 Mobile Safari/537.36',
    ...tv,
    expected: { osName: 'Android', osVersion: '9', primaryHardwareType: 'TV' },
  },
  {
    what: 'a BRAVIA that hides that it runs Android',
    userAgent:
      'Mozilla/5.0 (Linux; Andr0id 9; BRAVIA 4K UR1 Build/PTT1.190515.001.S71) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/67.0.3396.99 Safari/537.36 OPR/46.0.2207.0 OMI/4.13.5.431.DIA5HBBTV.185',
    ...tv,
    expected: { osName: 'Android', osVersion: '9', primaryHardwareType: 'TV' },
  },
  {
    what: 'an Android TV box',
    userAgent:
      'Mozilla/5.0 (Linux; Android 11; SHIELD Android TV Build/RQ1A.210105.003; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.0.0 Safari/537.36',
    ...tv,
    expected: { osName: 'Android', osVersion: '11' },
  },
  {
    what: 'a Chromecast with Google TV',
    userAgent:
      'Mozilla/5.0 (Linux; Android 12; Chromecast HD Build/STTE.220920.012.H1) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/110.0.5481.65 Mobile Safari/537.36',
    ...tv,
    expected: { osName: 'Android', osVersion: '12' },
  },
  {
    what: 'a Chromecast receiver',
    userAgent:
      'Mozilla/5.0 (X11; Linux armv7l) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0.4430.225 Safari/537.36 CrKey/1.56.500000 DeviceType/Chromecast',
    ...tv,
    expected: {},
  },
  {
    what: 'an LG television',
    userAgent:
      'Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.5359.211 Safari/537.36 WebAppManager',
    ...tv,
    expected: { osName: 'webOS', primaryHardwareType: 'TV' },
  },
  {
    what: 'a Samsung television',
    userAgent:
      'Mozilla/5.0 (SMART-TV; LINUX; Tizen 7.0) AppleWebKit/537.36 (KHTML, like Gecko) 94.0.4606.31/7.0 TV Safari/537.36',
    ...tv,
    expected: { osFamily: 'Tizen', osVersion: '7.0', primaryHardwareType: 'TV' },
  },
  {
    what: 'a Tizen refrigerator',
    userAgent:
      'Mozilla/5.0 (Linux; Tizen 6.0; SAMSUNG Family Hub 6.0) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/1.0 Chrome/76.0.3809.146 Mobile Safari/537.36',
    touchPoints: 5,
    screen: [1080, 1920],
    expected: { osFamily: 'Tizen', osVersion: '6.0' },
  },
  {
    what: 'a Vizio television',
    userAgent:
      'Mozilla/5.0 (X11; Linux armv7l) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.5359.124 Safari/537.36 CrKey/1.0.999999 VIZIO SmartCast(Conjure/MTKC-108.710.14 FW/1.710.30.2-1 Model/M43Q6-J04)',
    ...tv,
    expected: { primaryHardwareType: 'TV' },
  },
  {
    what: 'a set-top box',
    userAgent:
      'Mozilla/5.0 (Linux aarch64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/67.0.3396.99 Safari/537.36 OPR/46.0.2207.0 OMI/4.13.180.Charlie.111 HbbTV/1.5.1 ( PVR; ARRIS; FS-ARS-01B; 5; ; com.arris.FS-ARS-01;)',
    ...tv,
    expected: { osName: 'Linux' },
  },
  {
    what: 'a Roku, which sends the user agent of Windows',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.77 Safari/537.36 Roku/DVP-8.10 (468.10E04145A)',
    ...tv,
    expected: { osName: 'Roku OS', osVersion: '8.10' },
  },
  {
    what: 'an Xbox, which runs Windows',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox Series X) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/48.0.2564.82 Safari/537.36 Edge/20.02',
    ...tv,
    expected: { osName: 'Windows', osVersion: '10.0', primaryHardwareType: 'GamesConsole' },
  },
  {
    what: 'a PlayStation 5',
    userAgent:
      'Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15',
    ...tv,
    expected: { osFamily: 'PlayStation OS', primaryHardwareType: 'GamesConsole' },
  },
  {
    what: 'a PlayStation that reports itself as a smart TV',
    userAgent: 'Mozilla/5.0 (PlayStation 5 3.03/SmartTV) AppleWebKit/605.1.15 (KHTML, like Gecko)',
    ...tv,
    expected: { osFamily: 'PlayStation OS', primaryHardwareType: 'GamesConsole' },
  },
  {
    what: 'a Nintendo Switch',
    userAgent:
      'Mozilla/5.0 (Nintendo Switch; WifiWebAuthApplet) AppleWebKit/606.4 (KHTML, like Gecko) NF/6.0.1.15.4 NintendoBrowser/5.1.0.20393',
    touchPoints: 10,
    screen: [1280, 720],
    expected: { primaryHardwareType: 'GamesConsole' },
  },
  {
    what: 'a VR headset, which reports itself as Linux',
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64; Quest Pro) AppleWebKit/537.36 (KHTML, like Gecko) OculusBrowser/32.1.0.37.133.575621010 Chrome/122.0.6261.64 VR Safari/537.36',
    ...pc,
    expected: {},
  },
  { what: 'an unknown user agent', userAgent: 'curl/8', ...pc, expected: {} },
]

describe('X-Device-Info', () => {
  it.each(devices)(
    'states only what is certain about $what',
    async ({ userAgent, touchPoints, screen: [width, height], expected }) => {
      vi.stubGlobal('navigator', { userAgent, maxTouchPoints: touchPoints })
      vi.stubGlobal('screen', { width, height })
      // Required keys that a browser cannot know are 'unknown'. Restricted keys without a value are
      // omitted.
      expect(decode(await sentHeader())).toStrictEqual({
        model: 'unknown',
        version: 'unknown',
        connectionType: 'unknown',
        osVersion: 'unknown',
        userAgent,
        displayWidth: width,
        displayHeight: height,
        ...expected,
      })
    },
  )

  it('contains the deviceInfo option as base64 of its UTF-8 bytes', async () => {
    const info = { model: 'Gerät 日本', version: '1', osVersion: '2', connectionType: 'wifi' }
    expect(decode(await sentHeader(info))).toStrictEqual(info)
  })

  it('is never sent if deviceInfo is false', async () => {
    const { client, sent } = createBed({
      deviceInfo: false,
      // The emulator requires the header for a registration, as the documentation says.
      fetch: async (input, init) => {
        const headers = new Headers(init?.headers)
        if (!headers.has('x-device-info')) headers.set('x-device-info', btoa('{}'))
        return emulator.fetch(input, { ...init, headers })
      },
    })
    await client.fetch(CONFIGURATION)
    expect(sent).toHaveLength(3)
    for (const { headers } of sent) expect(headers).not.toHaveProperty('x-device-info')
    expect(sent[2]?.headers).toHaveProperty('ap-device-identifier')
  })
})
