import { mvpdLogo } from './mvpdLogo.ts'
import type { EmulatedMvpd, EmulatedMvpdKind } from './PassEmulatorOptions.ts'

type Flags = Omit<EmulatedMvpd, 'id' | 'displayName' | 'logoUrl'>

const mvpd = (id: string, name: string, color: string, mark: string, flags: Flags = {}) => ({
  id,
  displayName: name,
  logoUrl: mvpdLogo({ name, color, mark }),
  ...flags,
})

/** Fictional pay-TV providers: one of each kind, and the variants that a picker must handle. */
export const mvpdCatalogue: readonly EmulatedMvpd[] = [
  mvpd('Lumenwave', 'Lumenwave', '#4338ca', 'M14 38q9-24 18-6t18-6', {
    kind: 'login',
    boardingStatus: 'SUPPORTED',
    platformMappingId: 'lumenwave_apple',
    enablePlatformServices: true,
    displayInPlatformPicker: true,
  }),
  mvpd('CedarHollow', 'Cedar Hollow', '#166534', 'M32 12 18 34h28zM32 34v18', {
    kind: 'no-logout',
  }),
  mvpd('TidepoolTV', 'Tidepool TV', '#0e7490', 'M12 28q10-10 20 0t20 0M12 42q10-10 20 0t20 0', {
    kind: 'slow',
  }),
  mvpd('Quillstone', 'Quillstone Fiber', '#9f1239', 'M18 48 46 16M18 48l4-16M46 16 34 44', {
    kind: 'password',
    metadata: 'after-authorization',
    authPerBrowserSession: true,
  }),
  mvpd(
    'MarigoldVision',
    'Marigold Vision',
    '#b45309',
    'M32 22a10 10 0 1 0 .1 0M32 10v2M32 52v2M10 32h2M52 32h2',
    {
      kind: 'unsteady',
      metadata: 'encrypted',
      passiveAuthnEnabled: true,
    },
  ),
  mvpd('FernbrookSat', 'Fernbrook Sat', '#1d4ed8', 'M16 20a28 28 0 0 0 28 28M32 32 46 18', {
    kind: 'denying',
    boardingStatus: 'PICKER',
    platformMappingId: 'fernbrook_apple',
    displayInPlatformPicker: true,
    enforcePlatformPermissions: true,
  }),
  mvpd('Saltmarsh', 'Saltmarsh', '#334155', 'M14 46h36M22 46V28M32 46V16M42 46V24', {
    kind: 'authn-all',
  }),
  mvpd('OwlCreekCoop', 'Owl Creek Co-op', '#6d28d9', 'M16 18v14a16 16 0 0 0 32 0V18L32 26z', {
    kind: 'authz-all',
    isProxy: true,
    authPerAggregator: true,
  }),
  mvpd(
    'Pebblecast',
    'Pebblecast',
    '#be185d',
    'M20 40a6 6 0 1 0 .1 0M20 26a20 20 0 0 1 20 20M20 14a32 32 0 0 1 32 32',
    { kind: 'authz-none', metadata: 'booleans-as-texts' },
  ),
  mvpd('FreePreview', 'Free preview', '#0f766e', 'M32 14v18l12 8M32 10a22 22 0 1 0 .1 0', {
    kind: 'temporary',
    isTempPass: true,
  }),
  mvpd(
    'SummerPass',
    'Summer pass',
    '#c2410c',
    'M32 20a12 12 0 1 0 .1 0M32 8v4M32 52v4M8 32h4M52 32h4',
    {
      kind: 'promotional',
      hidden: true,
      isTempPass: true,
    },
  ),
]

/** Returns how an MVPD behaves. */
export const kindOf = ({ kind, isTempPass }: EmulatedMvpd): EmulatedMvpdKind =>
  kind ?? (isTempPass ? 'temporary' : 'login')

/** Returns an MVPD as the configuration lists it. JSON omits `undefined` fields. */
export const asListed = (mvpd: EmulatedMvpd): object => ({
  ...mvpd,
  kind: undefined,
  metadata: undefined,
  hidden: undefined,
})
