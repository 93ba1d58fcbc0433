import * as z from 'zod/mini'
import { absentIfOdd } from '../wire/orElse.ts'
import type { PassEndpoint } from '../wire/passEndpoint.ts'
import { exactText, text } from './fields.ts'
import { lazySchema } from './lazySchema.ts'
import { type Fields, object, withoutOddItems } from './leniently.ts'
import type { Open } from './Open.ts'
import { headersOf, type PassHeaders, SSO } from './passHeaders.ts'

/** What one removed profile asks of the app. */
export interface Logout {
  readonly actionName: Open<'logout' | 'partner_logout' | 'complete' | 'invalid'>
  readonly actionType?: Open<'interactive' | 'partner_interactive' | 'none'> | undefined
  readonly mvpd: string
  /** Where the MVPD signs the viewer out; may be relative to the API origin. */
  readonly url?: string | undefined
}

/** What the logout operation answers. */
export interface Logouts {
  /** By MVPD id. The profile is removed whatever stands here: a result that is odd is left out. */
  readonly logouts: Readonly<Record<string, Logout>>
}

const logoutFields = () =>
  ({
    actionName: text(),
    actionType: absentIfOdd(text()),
    mvpd: absentIfOdd(text()),
    url: absentIfOdd(exactText()),
  }) satisfies Fields<Partial<Logout>>

/** Builds the schema of what {@link logout} answers. */
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
 * `GET /api/v2/{serviceProvider}/logout/{mvpd}`: removes the viewer's profile with an MVPD. Only
 * when the viewer asks (rule V5). It changes something: use it with `usePassMutation`.
 */
export const logout = ({
  mvpd,
  redirectUrl,
  ...headers
}: {
  readonly mvpd: string
  /** Where the viewer comes back to. */
  readonly redirectUrl: string
} & Pick<PassHeaders, keyof typeof SSO>): PassEndpoint<Logouts> => ({
  path: '/api/v2/{serviceProvider}/logout/{mvpd}',
  params: { mvpd },
  query: { redirectUrl },
  schema: answer,
  staleTime: 0,
  ...headersOf(headers, SSO),
})
