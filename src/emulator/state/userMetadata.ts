import { type EnhancedErrorBody, enhancedErrorBody } from '../errors/enhancedError.ts'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'

/** One item of user metadata: a value, or the reason why there is none. */
export interface MetadataItem {
  /** A string, a number, a boolean, a list or a map. A single string if `state` is `enc`. */
  readonly value?: unknown
  readonly state?: 'plain' | 'enc'
  readonly error?: EnhancedErrorBody
}

/** The user metadata of a profile, by name. */
export type UserMetadata = Readonly<Record<string, MetadataItem>>

/** Returns an item that is not encrypted. */
export const plain = (value: unknown): MetadataItem => ({ value, state: 'plain' })

/** Imitates a value that is encrypted with the programmer's certificate. Nothing can decrypt it. */
const encrypted = (): MetadataItem => {
  const bytes = crypto.getRandomValues(new Uint8Array(256))
  return { value: btoa(String.fromCharCode(...bytes)), state: 'enc' }
}

const household = (): UserMetadata => ({
  householdID: plain(crypto.randomUUID()),
  maxRating: plain({ MPAA: 'PG-13', VCHIP: 'TV-14', URL: 'https://mvpd.example/ratings' }),
})

const booleans = { hba_status: false, allowMirroring: true, onNet: true, inHome: true }

/** Returns the metadata that an MVPD sends after a sign-in. */
export function metadataOnSignIn({ metadata = 'plain' }: EmulatedMvpd): UserMetadata {
  const asTexts = metadata === 'booleans-as-texts'
  return {
    userID: plain(crypto.randomUUID()),
    upstreamUserID: plain(crypto.randomUUID()),
    primaryOID: plain(crypto.randomUUID()),
    typeID: plain('Primary'),
    is_hoh: plain('1'),
    language: plain('en'),
    channelID: plain(['News', 'Sports']),
    ...Object.fromEntries(
      Object.entries(booleans).map(([name, value]) => [name, plain(asTexts ? `${value}` : value)]),
    ),
    ...(metadata !== 'after-authorization' && household()),
    ...(metadata === 'encrypted'
      ? {
          zip: encrypted(),
          encryptedZip: {
            error: enhancedErrorBody('invalid_configuration_user_metadata_certificate'),
          },
        }
      : { zip: plain(['90210']) }),
  }
}

/** Returns the metadata that an MVPD sends only after an authorization. */
export const metadataOnAuthorization = ({ metadata }: EmulatedMvpd): UserMetadata =>
  metadata === 'after-authorization' ? household() : {}
