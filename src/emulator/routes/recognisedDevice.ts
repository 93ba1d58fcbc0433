import { decodeJsonHeader } from '../deviceHeaders.ts'

/** The device that the server recognises, as in a session's status. `null` for unknown values. */
export type RecognisedDevice = Readonly<Record<string, unknown>>

const hardwareTypes = [
  ...['Camera', 'DataCollectionTerminal', 'Desktop', 'EmbeddedNetworkModule', 'eReader'],
  ...['GamesConsole', 'GeolocationTracker', 'Glasses', 'MediaPlayer', 'MobilePhone'],
  ...['PaymentTerminal', 'PluginModem', 'SetTopBox', 'TV', 'Tablet', 'WirelessHotspot'],
  ...['Wristwatch', 'Unknown'],
]

function version(text: string | null) {
  const [major = 0, minor = 0, patch = 0] = (/\d+(\.\d+)*/.exec(text ?? '')?.[0] ?? '0')
    .split('.')
    .map(Number)
  return { major, minor, patch, profile: '' }
}

/**
 * Reads the device of a request from `X-Device-Info`. Its user agent may also come from
 * `User-Agent`.
 */
export function recognisedDevice({ headers }: Request): RecognisedDevice {
  const info = decodeJsonHeader(headers.get('x-device-info') ?? '') ?? {}
  const text = (name: string) => {
    const value = info[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const number = (name: string) => Number(info[name]) || 0
  const userAgent = text('userAgent') ?? headers.get('user-agent')
  const type = text('primaryHardwareType')
  return {
    type: type !== null && hardwareTypes.includes(type) ? type : 'Unknown',
    model: text('model'),
    version: version(text('version')),
    hardware: {
      name: text('model'),
      vendor: text('vendor'),
      version: version(null),
      manufacturer: text('manufacturer'),
    },
    operatingSystem: {
      name: text('osName'),
      family: text('osFamily'),
      vendor: text('osVendor'),
      version: version(text('osVersion')),
    },
    browser: {
      name: text('browserName'),
      vendor: text('browserVendor'),
      version: version(text('browserVersion')),
      userAgent,
      originalUserAgent: userAgent,
    },
    display: {
      width: number('displayWidth'),
      height: number('displayHeight'),
      ppi: number('displayPpi'),
      name: 'DISPLAY',
      vendor: null,
      version: null,
      diagonalSize: text('diagonalScreenSize'),
    },
    applicationId: text('applicationId'),
    connection: {
      ipAddress: text('connectionIp'),
      port: text('connectionPort'),
      secure: info['connectionSecure'] === true || info['connectionSecure'] === 'true',
      type: text('connectionType'),
    },
  }
}
