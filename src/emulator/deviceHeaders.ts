import * as z from 'zod/mini'
import { parseJson } from './parseJson.ts'

const jsonObject = z.record(z.string(), z.unknown())

const base64 = /^[A-Za-z0-9+/]+={0,2}$/

function decodeBase64(text: string): string | undefined {
  if (!base64.test(text)) return undefined
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * Decodes a header such as `X-Device-Info`. `undefined` if it is not the base64 of a JSON object.
 */
export function decodeJsonHeader(header: string): Readonly<Record<string, unknown>> | undefined {
  return jsonObject.safeParse(parseJson(decodeBase64(header) ?? '')).data
}

/** Whether an `AP-Device-Identifier` header has the form `fingerprint <base64>`. */
export function isDeviceIdentifier(header: string): boolean {
  const [scheme, value, ...rest] = header.split(' ')
  return scheme === 'fingerprint' && rest.length === 0 && decodeBase64(value ?? '') !== undefined
}
