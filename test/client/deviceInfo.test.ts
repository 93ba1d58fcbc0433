import type { DeviceInfo } from 'react-adobe-pass'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CONFIGURATION, createBed, emulator } from './testbed.ts'

beforeEach(emulator.reset)
afterEach(() => {
  vi.restoreAllMocks()
})

const decode = (header: unknown): DeviceInfo =>
  JSON.parse(
    new TextDecoder().decode(Uint8Array.from(atob(String(header)), (c) => c.charCodeAt(0))),
  )

/** What a client tells of its device, with every kind of call. */
async function told(deviceInfo?: DeviceInfo): Promise<DeviceInfo> {
  const { client, sent } = createBed({ deviceInfo })
  expect((await client.fetch(CONFIGURATION)).status).toBe(200)
  const headers = sent.map((one) => one.headers['x-device-info'])
  expect(headers).toHaveLength(3)
  expect(new Set(headers).size).toBe(1)
  return decode(headers[0])
}

const agents: readonly [
  what: string,
  userAgent: string,
  osName: DeviceInfo['osName'],
  osVersion: string,
  hardware: DeviceInfo['primaryHardwareType'],
][] = [
  [
    'Chrome on Windows',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Windows',
    '10.0',
    'Desktop',
  ],
  [
    'Safari on a Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    'Mac OS',
    '10.15.7',
    'Desktop',
  ],
  [
    'Firefox on Linux',
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Linux',
    'unknown',
    'Desktop',
  ],
  [
    'a Chromebook',
    'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Chrome OS',
    '14541.0.0',
    'Desktop',
  ],
  [
    'an iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'iOS',
    '18.5',
    'MobilePhone',
  ],
  [
    'an iPad',
    'Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
    'iOS',
    '16.7',
    'Tablet',
  ],
  [
    'an Android phone',
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    'Android',
    '15',
    'MobilePhone',
  ],
  [
    'an Android tablet',
    'Mozilla/5.0 (Linux; Android 14; SM-X910) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Android',
    '14',
    'Tablet',
  ],
  [
    'Firefox on an Android phone',
    'Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0',
    'Android',
    '14',
    'MobilePhone',
  ],
  [
    'an Android TV',
    'Mozilla/5.0 (Linux; Android 12; BRAVIA 4K VH2 Smart TV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
    'Android',
    '12',
    'TV',
  ],
  [
    'an LG television',
    'Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.5359.211 Safari/537.36 WebAppManager',
    'webOS',
    'unknown',
    'TV',
  ],
  [
    'a Samsung television',
    'Mozilla/5.0 (SMART-TV; LINUX; Tizen 7.0) AppleWebKit/537.36 (KHTML, like Gecko) 94.0.4606.31/7.0 TV Safari/537.36',
    undefined,
    'unknown',
    'TV',
  ],
  ['who knows what', 'curl/8', undefined, 'unknown', undefined],
]

describe('X-Device-Info', () => {
  it.each(agents)('tells of %s', async (_, userAgent, osName, osVersion, primaryHardwareType) => {
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(userAgent)
    vi.stubGlobal('screen', { width: 1280, height: 720 })
    const info = await told()
    vi.unstubAllGlobals()
    // What a browser cannot know is unknown, and a restricted key without a value is left out.
    expect(info).toStrictEqual({
      model: 'unknown',
      version: 'unknown',
      connectionType: 'unknown',
      osVersion,
      userAgent,
      displayWidth: 1280,
      displayHeight: 720,
      ...(osName && { osName }),
      ...(primaryHardwareType && { primaryHardwareType }),
    })
  })

  it('is what is given, as base64 of UTF-8 bytes', async () => {
    const info = { model: 'Gerät 日本', version: '1', osVersion: '2', connectionType: 'wifi' }
    expect(await told(info)).toStrictEqual(info)
  })
})
