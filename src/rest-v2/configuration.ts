import type { PassEndpoint } from '../wire/passEndpoint.ts'
import {
  coreList,
  type Decoder,
  exactText,
  flag,
  id,
  list,
  missingAs,
  object,
  optional,
  schema,
  text,
  unreadableAs,
} from './decoders.ts'

/** An MVPD that the service provider works with: a pay-TV provider to pick. */
export interface Mvpd {
  readonly id: string
  /** What the viewer knows it by; its `id` where the configuration names none. */
  readonly displayName: string
  readonly logoUrl?: string | undefined
  /** TempPass: access for a while, without a sign-in at an MVPD. */
  readonly isTempPass?: boolean | undefined
  readonly isProxy?: boolean | undefined
  readonly boardingStatus?: string | undefined
  readonly platformMappingId?: string | undefined
  readonly enablePlatformServices?: boolean | undefined
  /** About the picker of the device's platform (Apple's), never about the app's. */
  readonly displayInPlatformPicker?: boolean | undefined
  readonly enforcePlatformPermissions?: boolean | undefined
  readonly authPerAggregator?: boolean | undefined
  readonly authPerBrowserSession?: boolean | undefined
  readonly passiveAuthnEnabled?: boolean | undefined
}

/** What `GET /api/v2/{serviceProvider}/configuration` answers. */
export interface Configuration {
  readonly requestor: {
    readonly id?: string | undefined
    readonly name?: string | undefined
    readonly domains: readonly {
      readonly name: string
      readonly mvpdInitiated?: boolean | undefined
    }[]
    /** Those that can be picked: one without a usable `id` is left out. */
    readonly mvpds: readonly Mvpd[]
  }
}

/** Without the rule that every MVPD has a name. */
const listedMvpd = () =>
  object<Omit<Mvpd, 'displayName'> & { readonly displayName: string | undefined }>({
    id,
    displayName: optional(text),
    logoUrl: optional(exactText),
    isTempPass: optional(flag),
    isProxy: optional(flag),
    boardingStatus: optional(text),
    platformMappingId: optional(text),
    enablePlatformServices: optional(flag),
    displayInPlatformPicker: optional(flag),
    enforcePlatformPermissions: optional(flag),
    authPerAggregator: optional(flag),
    authPerBrowserSession: optional(flag),
    passiveAuthnEnabled: optional(flag),
  })

const mvpd = (): Decoder<Mvpd> => {
  const decode = listedMvpd()
  return (json) => {
    const read = decode(json)
    if (read.issues) return read
    const { displayName = read.value.id } = read.value
    return { value: { ...read.value, displayName } }
  }
}

const answer = () =>
  object<Configuration>({
    requestor: object<Requestor>({
      id: optional(text),
      name: optional(text),
      domains: unreadableAs(
        list(object<Domain>({ name: text, mvpdInitiated: optional(flag) })),
        [],
      ),
      mvpds: missingAs(coreList(mvpd()), []),
    }),
  })

type Requestor = Configuration['requestor']
type Domain = Requestor['domains'][number]

const THREE_MINUTES = 180_000

/**
 * `GET /api/v2/{serviceProvider}/configuration`: the MVPDs to pick from. Fresh for 3 minutes; fetch
 * it only to show a picker (REST API V2, rule V1).
 */
export const configuration = (): PassEndpoint<Configuration> => ({
  path: '/api/v2/{serviceProvider}/configuration',
  schema: schema(answer),
  staleTime: THREE_MINUTES,
})
