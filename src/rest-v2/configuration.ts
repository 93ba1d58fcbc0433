import * as z from 'zod/mini'
import { absentIfOdd, orElse } from '../wire/orElse.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import { exactText, flag, id, text } from './fields.ts'
import { lazySchema } from './lazySchema.ts'
import { coreItems, type Fields, ifMissing, object, withoutOddItems } from './leniently.ts'

/** An MVPD that the service provider works with: a pay-TV provider to pick. */
export interface Mvpd {
  readonly id: string
  /** The name that viewers know; the `id` if the configuration has no name. */
  readonly displayName: string
  readonly logoUrl?: string | undefined
  /** TempPass: temporary access without a sign-in at an MVPD. */
  readonly isTempPass?: boolean | undefined
  readonly isProxy?: boolean | undefined
  readonly boardingStatus?: string | undefined
  readonly platformMappingId?: string | undefined
  readonly enablePlatformServices?: boolean | undefined
  /** For the picker of the device's platform (Apple's), not for the app's own. */
  readonly displayInPlatformPicker?: boolean | undefined
  readonly enforcePlatformPermissions?: boolean | undefined
  readonly authPerAggregator?: boolean | undefined
  readonly authPerBrowserSession?: boolean | undefined
  readonly passiveAuthnEnabled?: boolean | undefined
}

/** The response of `GET /api/v2/{serviceProvider}/configuration`. */
export interface Configuration {
  readonly requestor: {
    readonly id?: string | undefined
    readonly name?: string | undefined
    readonly domains: readonly {
      readonly name: string
      readonly mvpdInitiated?: boolean | undefined
    }[]
    /** The MVPDs to pick from. An MVPD without a usable `id` is left out. */
    readonly mvpds: readonly Mvpd[]
  }
}

const mvpdSchema = () =>
  z.pipe(
    object({
      id: id(),
      displayName: absentIfOdd(text()),
      logoUrl: absentIfOdd(exactText()),
      isTempPass: absentIfOdd(flag()),
      isProxy: absentIfOdd(flag()),
      boardingStatus: absentIfOdd(text()),
      platformMappingId: absentIfOdd(text()),
      enablePlatformServices: absentIfOdd(flag()),
      displayInPlatformPicker: absentIfOdd(flag()),
      enforcePlatformPermissions: absentIfOdd(flag()),
      authPerAggregator: absentIfOdd(flag()),
      authPerBrowserSession: absentIfOdd(flag()),
      passiveAuthnEnabled: absentIfOdd(flag()),
    } satisfies Fields<Partial<Mvpd>>),
    z.transform((mvpd) => ({ ...mvpd, displayName: mvpd.displayName ?? mvpd.id })),
  ) satisfies z.ZodMiniType<Mvpd>

type Requestor = Configuration['requestor']

/** Builds the schema of the response of {@link configuration}. */
export const configurationSchema = (): z.ZodMiniType<Configuration> =>
  object({
    requestor: object({
      id: absentIfOdd(text()),
      name: absentIfOdd(text()),
      domains: orElse(
        withoutOddItems(
          z.array(
            object({
              name: text(),
              mvpdInitiated: absentIfOdd(flag()),
            } satisfies Fields<Requestor['domains'][number]>),
          ),
        ),
        () => [],
      ),
      mvpds: ifMissing(coreItems(z.array(mvpdSchema())), () => []),
    } satisfies Fields<Requestor>),
  } satisfies Fields<Configuration>)

const answer = /* @__PURE__ */ lazySchema(configurationSchema)

const THREE_MINUTES = 180_000

/**
 * `GET /api/v2/{serviceProvider}/configuration`: the MVPDs to pick from. Fresh for 3 minutes; fetch
 * it only to show a picker (REST API V2, rule V1).
 *
 * @example
 * const { data } = usePassQuery(configuration())
 * const names = data?.requestor.mvpds.map(({ displayName }) => displayName)
 */
export const configuration = (): PassEndpoint<Configuration> => ({
  path: '/api/v2/{serviceProvider}/configuration',
  schema: answer,
  staleTime: THREE_MINUTES,
})
