import * as z from 'zod/mini'
import { checked } from './checked.ts'
import { onlyFields } from './onlyFields.ts'
import type {
  EmulatedMetadata,
  EmulatedMvpd,
  EmulatedMvpdKind,
  EmulatedThrottle,
  PassEmulatorOptions,
} from './PassEmulatorOptions.ts'

/** A schema for each field of an interface. */
type ShapeOf<T> = Readonly<Record<keyof T, z.ZodMiniType>>

const text = (name: string) => z.string(`a text as \`${name}\``)
const texts = (name: string) => z.array(z.string(`texts in \`${name}\``), `a list as \`${name}\``)
const flag = (name: string) => z.boolean(`true or false as \`${name}\``)
const number = (name: string) => z.number(`a finite number as \`${name}\``)
const duration = (name: string, unit: 'ms' | 'seconds') =>
  number(name).check(z.gte(0, `0 or more ${unit} as \`${name}\``))
const oneOf = (name: string, values: readonly string[]) =>
  z.enum(values, `as \`${name}\` one of: ${values.join(', ')}`)

const kinds = Object.keys({
  login: true,
  'no-logout': true,
  slow: true,
  password: true,
  unsteady: true,
  denying: true,
  'authn-all': true,
  'authz-all': true,
  'authz-none': true,
  temporary: true,
  promotional: true,
} satisfies Record<EmulatedMvpdKind, true>)

const metadata = Object.keys({
  plain: true,
  encrypted: true,
  'booleans-as-texts': true,
  'after-authorization': true,
} satisfies Record<EmulatedMetadata, true>)

const mvpdShape = {
  kind: z.optional(oneOf('kind', kinds)),
  metadata: z.optional(oneOf('metadata', metadata)),
  hidden: z.optional(flag('hidden')),
  id: text('id').check(z.minLength(1, 'a text as `id`')),
  displayName: text('displayName'),
  logoUrl: text('logoUrl'),
  isTempPass: z.optional(flag('isTempPass')),
  isProxy: z.optional(flag('isProxy')),
  boardingStatus: z.optional(text('boardingStatus')),
  platformMappingId: z.optional(text('platformMappingId')),
  enablePlatformServices: z.optional(flag('enablePlatformServices')),
  displayInPlatformPicker: z.optional(flag('displayInPlatformPicker')),
  enforcePlatformPermissions: z.optional(flag('enforcePlatformPermissions')),
  authPerAggregator: z.optional(flag('authPerAggregator')),
  authPerBrowserSession: z.optional(flag('authPerBrowserSession')),
  passiveAuthnEnabled: z.optional(flag('passiveAuthnEnabled')),
} satisfies ShapeOf<EmulatedMvpd>

const throttleShape = {
  refill: z.optional(flag('refill')),
  countPreflights: z.optional(flag('countPreflights')),
} satisfies ShapeOf<EmulatedThrottle>

const mvpdList = z.array(onlyFields('an MVPD', mvpdShape), 'a list as `mvpds`').check(
  z.minLength(1, 'at least one MVPD in `mvpds`'),
  z.refine(
    (mvpds) => new Set(mvpds.map(({ id }) => id)).size === mvpds.length,
    'each `id` only once in `mvpds`',
  ),
)

const wholeNumber = 'a whole number from 1 up as `maxResources`'

/** The schemas of the options of `createPassEmulator`, by name. */
export const emulatorShape = {
  tokenLifetime: z.optional(duration('tokenLifetime', 'seconds')),
  throttle: z.optional(
    z.union([z.boolean(), onlyFields('`throttle`', throttleShape)], {
      error: 'true, false or an object as `throttle`',
    }),
  ),
  allowAllHeaders: z.optional(flag('allowAllHeaders')),
  serviceProviders: z.optional(texts('serviceProviders')),
  scopes: z.optional(texts('scopes')),
  domains: z.optional(texts('domains')),
  latency: z.optional(duration('latency', 'ms')),
  mvpds: z.optional(mvpdList),
  sessionLifetime: z.optional(duration('sessionLifetime', 'seconds')),
  domainParameter: z.optional(oneOf('domainParameter', ['domainName', 'domain'])),
  partnerStatus: z.optional(oneOf('partnerStatus', ['refuse', 'fallback'])),
  maxResources: z.optional(z.int(wholeNumber).check(z.gte(1, wholeNumber))),
  mvpdLatency: z.optional(duration('mvpdLatency', 'ms')),
} satisfies ShapeOf<PassEmulatorOptions>

const emulatorOptions = onlyFields('its options', emulatorShape)

/**
 * Checks the options of `createPassEmulator`.
 *
 * @throws `TypeError` that says what is wrong with them.
 */
export const checkEmulatorOptions = (options: unknown): void => {
  checked('createPassEmulator', emulatorOptions, options)
}
