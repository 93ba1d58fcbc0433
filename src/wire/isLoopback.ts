import { parseUrl } from './url.ts'

/** Whether an origin is this machine's own, as that of an emulator is. */
export const isLoopback = (origin: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(parseUrl(origin)?.hostname ?? '')
