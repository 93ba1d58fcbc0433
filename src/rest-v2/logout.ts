import * as z from 'zod/mini'
import { absentIfOdd } from '../wire/orElse.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import { exactText, text } from './fields.ts'
import { lazySchema } from './lazySchema.ts'
import { type Fields, object, withoutOddItems } from './leniently.ts'
import type { Open } from './Open.ts'
import { headersOf, type PassHeaders, SSO } from './passHeaders.ts'

/** The parameters of {@link logout}. */
export interface LogoutParameters
  extends Omit<PassHeaders, 'partnerFrameworkStatus' | 'tempPassIdentity'> {
  /** The id of the MVPD. */
  readonly mvpd: string
  /** The URL to which the viewer returns. */
  readonly redirectUrl: string
}

/** What the app must do after the removal of one profile. */
export interface Logout {
  /**
   * `logout`: go to `url`. `partner_logout`: tell the viewer to sign out with the partner too, in
   * the system's settings. `complete`: nothing is left to do. `invalid`: there was no valid
   * profile.
   */
  readonly actionName: Open<'logout' | 'partner_logout' | 'complete' | 'invalid'>
  /**
   * `interactive` with `logout`, `partner_interactive` with `partner_logout`, `none` with the
   * others.
   */
  readonly actionType?: Open<'interactive' | 'partner_interactive' | 'none'> | undefined
  /** The id of the MVPD. */
  readonly mvpd: string
  /** The URL at which the MVPD signs the viewer out. May be relative to the API origin. */
  readonly url?: string | undefined
}

/** The response of the logout operation. */
export interface Logouts {
  /** By MVPD id. An odd result is left out: the profile is removed anyway. */
  readonly logouts: Readonly<Record<string, Logout>>
}

const logoutFields = () =>
  ({
    actionName: text(),
    actionType: absentIfOdd(text()),
    mvpd: absentIfOdd(text()),
    url: absentIfOdd(exactText()),
  }) satisfies Fields<Partial<Logout>>

/** Builds the schema of the response of {@link logout}. */
export const logoutsSchema = (): z.ZodMiniType<Logouts> =>
  object({
    logouts: z.pipe(
      withoutOddItems(z.record(z.string(), object(logoutFields()))),
      z.transform((logouts) =>
        Object.fromEntries(
          Object.entries(logouts).map(([name, { mvpd = name, ...rest }]) => [
            name,
            { ...rest, mvpd },
          ]),
        ),
      ),
    ),
  } satisfies Fields<Logouts>)

const answer = /* @__PURE__ */ lazySchema(logoutsSchema)

/**
 * `GET /api/v2/{serviceProvider}/logout/{mvpd}`: removes the viewer's profile with an MVPD. Call it
 * only if the viewer asks for it (rule V5). It changes state: use it with `usePassMutation`.
 */
export const logout = ({
  mvpd,
  redirectUrl,
  ...headers
}: LogoutParameters): PassEndpoint<Logouts> => ({
  path: '/api/v2/{serviceProvider}/logout/{mvpd}',
  params: { mvpd },
  query: { redirectUrl },
  schema: answer,
  staleTime: 0,
  ...headersOf(headers, SSO),
})
