import type { PassEndpoint } from '../wire/passEndpoint.ts'
import {
  type Decoder,
  exactText,
  map,
  object,
  optional,
  schema,
  text,
  unreadableAs,
} from './decoders.ts'
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

const logoutDecoder: Decoder<Logout> = (json, mvpd) =>
  object<Logout>({
    actionName: text,
    actionType: optional(text),
    mvpd: unreadableAs(text, String(mvpd)),
    url: optional(exactText),
  })(json)

const logoutsDecoder = () => object<Logouts>({ logouts: map(logoutDecoder) })

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
  schema: schema(logoutsDecoder),
  staleTime: 0,
  ...headersOf(headers, SSO),
})
