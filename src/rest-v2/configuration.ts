import * as z from 'zod/mini'
import { absentIfOdd, orElse } from '../wire/orElse.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import { exactText, flag, id, text } from './fields.ts'
import { lazySchema } from './lazySchema.ts'
import { coreItems, type Fields, ifMissing, object, withoutOddItems } from './leniently.ts'

/**
 * An MVPD that the service provider works with: a pay-TV provider to pick. A flag that Adobe does
 * not send is `undefined`.
 */
export interface Mvpd {
  /** The id, for `mvpd` in other operations. */
  readonly id: string
  /** The name that viewers know; the `id` if the configuration has no name. */
  readonly displayName: string
  /** The URL of the logo. */
  readonly logoUrl?: string | undefined
  /** TempPass: temporary access without a sign-in at an MVPD. */
  readonly isTempPass?: boolean | undefined
  /** Whether it is a proxied MVPD. */
  readonly isProxy?: boolean | undefined
  /**
   * Single sign-on on the device's platform: `SUPPORTED`, or `PICKER` if the platform's picker only
   * lists the MVPD.
   */
  readonly boardingStatus?: string | undefined
  /** Its id on the device's platform, for single sign-on. */
  readonly platformMappingId?: string | undefined
  /** Whether it is enabled for single sign-on on the device's platform. */
  readonly enablePlatformServices?: boolean | undefined
  /** For the picker of the device's platform (Apple's), not for the app's own. */
  readonly displayInPlatformPicker?: boolean | undefined
  /**
   * Whether the device must enforce the permissions that the viewer gave its platform, for single
   * sign-on.
   */
  readonly enforcePlatformPermissions?: boolean | undefined
  /** "Auth per Aggregator" in the TVE Dashboard: viewers sign in again if they switch apps. */
  readonly authPerAggregator?: boolean | undefined
  /** Adobe lists it without a description. */
  readonly authPerBrowserSession?: boolean | undefined
  /** Adobe lists it without a description. */
  readonly passiveAuthnEnabled?: boolean | undefined
}

/** The response of `GET /api/v2/{serviceProvider}/configuration`. */
export interface Configuration {
  /** The service provider. */
  readonly requestor: {
    /** Its id, such as `REF30`. */
    readonly id?: string | undefined
    /** Its brand name. */
    readonly name?: string | undefined
    /** Its domains, as registered with Adobe. Empty if there is no usable list. */
    readonly domains: readonly {
      /** The domain name, such as `adobe.com`. */
      readonly name: string
      /** Adobe lists it without a description. */
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
