import { parseUrl } from './url.ts'

/** Whether an origin is on this machine, such as an emulator's. */
export const isLoopback = (origin: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(parseUrl(origin)?.hostname ?? '')
