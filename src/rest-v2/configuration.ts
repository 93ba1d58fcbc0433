import * as z from 'zod/mini'
import type { PassEndpoint } from '../client/passEndpoint.ts'

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
  readonly displayInPlatformPicker?: boolean | undefined
  readonly enforcePlatformPermissions?: boolean | undefined
  readonly authPerAggregator?: boolean | undefined
  readonly authPerBrowserSession?: boolean | undefined
  readonly passiveAuthnEnabled?: boolean | undefined
}

/** What `GET /api/v2/{serviceProvider}/configuration` answers. */
export interface Configuration {
  readonly requestor: {
    readonly id: string
    readonly name?: string | undefined
    readonly domains: readonly {
      readonly name: string
      readonly mvpdInitiated?: boolean | undefined
    }[]
    readonly mvpds: readonly Mvpd[]
  }
}

const flag = z.optional(z.boolean())
const text = z.optional(z.string())

const mvpdSchema = z.pipe(
  z.object({
    id: z.string(),
    displayName: text,
    logoUrl: text,
    isTempPass: flag,
    isProxy: flag,
    boardingStatus: text,
    platformMappingId: text,
    enablePlatformServices: flag,
    displayInPlatformPicker: flag,
    enforcePlatformPermissions: flag,
    authPerAggregator: flag,
    authPerBrowserSession: flag,
    passiveAuthnEnabled: flag,
  }),
  z.transform((mvpd): Mvpd => ({ ...mvpd, displayName: mvpd.displayName ?? mvpd.id })),
)

const configurationSchema: z.ZodMiniType<Configuration> = z.object({
  requestor: z.object({
    id: z.string(),
    name: text,
    domains: z._default(z.array(z.object({ name: z.string(), mvpdInitiated: flag })), []),
    mvpds: z._default(z.array(mvpdSchema), []),
  }),
})

const THREE_MINUTES = 180_000

/**
 * `GET /api/v2/{serviceProvider}/configuration`: the MVPDs to pick from. Fresh for 3 minutes; fetch
 * it only to show a picker (REST API V2, rule V1).
 */
export const configuration = (): PassEndpoint<Configuration> => ({
  path: '/api/v2/{serviceProvider}/configuration',
  schema: configurationSchema,
  staleTime: THREE_MINUTES,
})
