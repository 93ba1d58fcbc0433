/** The everyday names of the device types that Adobe Pass recognises. */
const kinds: Readonly<Record<string, string>> = {
  TV: 'TV',
  SetTopBox: 'set-top box',
  MediaPlayer: 'media player',
  GamesConsole: 'games console',
  Desktop: 'computer',
  MobilePhone: 'phone',
  Tablet: 'tablet',
  Projector: 'projector',
}

const textOf = (value: unknown) =>
  typeof value === 'string' && !/^(|unknown)$/i.test(value) ? value : undefined

/** A device by its maker and kind, such as "LG TV"; `undefined` if Adobe Pass recognised neither. */
export function deviceName(
  device: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  const { type, hardware, operatingSystem } = device ?? {}
  const { manufacturer, vendor } = Object(hardware)
  const maker = [manufacturer, vendor, Object(operatingSystem).vendor].map(textOf).find(Boolean)
  const kind = kinds[textOf(type) ?? '']
  if (!maker && !kind) return undefined
  return [maker, kind ?? 'device'].filter(Boolean).join(' ')
}
