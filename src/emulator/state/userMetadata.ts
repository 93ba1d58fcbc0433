import { type EnhancedErrorBody, enhancedErrorBody } from '../errors/enhancedError.ts'
import type { EmulatedMvpd } from '../PassEmulatorOptions.ts'

/** One item of user metadata: a value, or the reason why there is none. */
export interface MetadataItem {
  /** A text, a number, a boolean, a list or a map; one text where `state` is `enc`. */
  readonly value?: unknown
  readonly state?: 'plain' | 'enc'
  readonly error?: EnhancedErrorBody
}

/** The user metadata of a profile, by name. */
export type UserMetadata = Readonly<Record<string, MetadataItem>>

/** An item that is not encrypted. */
export const plain = (value: unknown): MetadataItem => ({ value, state: 'plain' })

/** Stands for a value that is encrypted with the programmer's certificate; nothing can decrypt it. */
const encrypted = (): MetadataItem => {
  const bytes = crypto.getRandomValues(new Uint8Array(256))
  return { value: btoa(String.fromCharCode(...bytes)), state: 'enc' }
}

const household = (): UserMetadata => ({
  householdID: plain(crypto.randomUUID()),
  maxRating: plain({ MPAA: 'PG-13', VCHIP: 'TV-14', URL: 'https://mvpd.example/ratings' }),
})

const booleans = { hba_status: false, allowMirroring: true, onNet: true, inHome: true }

/** What `mvpd` tells of a viewer who has signed in. */
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

/** What `mvpd` tells of a viewer only once a resource has been authorized. */
export const metadataOnAuthorization = ({ metadata }: EmulatedMvpd): UserMetadata =>
  metadata === 'after-authorization' ? household() : {}
