import { createPassEmulator, type EmulatedScope, type FailOptions } from 'react-adobe-pass/emulator'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  base64,
  type Credentials,
  callApi,
  command,
  json,
  listProfiles,
  mint,
  open,
  origin,
  postForm,
  postJson,
  register,
  requestToken,
  session,
} from './testbed.ts'

const emulator = createPassEmulator({ throttle: false })
const { fetch } = emulator
beforeEach(emulator.reset)

interface Registered {
  readonly name: string
  readonly statement: string
  readonly credentials: Credentials
  readonly token: string
}

async function registered(name: string): Promise<Registered> {
  const statement = await emulator.softwareStatement(name)
  const credentials = await register(emulator, statement)
  return { name, statement, credentials, token: await mint(emulator, credentials) }
}

const both = async () => [await registered('news'), await registered('sports')] as const
const status = async (answer: Promise<Response>) => (await answer).status
const signedIn = async ({ token }: Registered) =>
  Object.keys((await json(await listProfiles(fetch, token)))['profiles'] ?? {})

const only: EmulatedScope = { application: 'news' }

describe('a handle with an application affects no other application', () => {
  it('revokeTokens() revokes only the tokens of that application', async () => {
    const [news, sports] = await both()
    emulator.revokeTokens(only)

    expect(await status(callApi(fetch, news.token))).toBe(401)
    expect(await status(callApi(fetch, sports.token))).toBe(200)
    expect(await status(callApi(fetch, await mint(emulator, news.credentials)))).toBe(200)
  })

  it('revokeClients() revokes only its clients, with their sign-ins and sessions', async () => {
    const [news, sports] = await both()
    emulator.signIn()
    const codeOf = async ({ token }: Registered) => {
      const headers = {
        authorization: `Bearer ${token}`,
        'ap-device-identifier': `fingerprint ${base64('device-1')}`,
      }
      return session(fetch(`${origin}/api/v2/REF30/sessions`, postForm({}, headers)))
    }
    const [ofNews, ofSports] = [await codeOf(news), await codeOf(sports)]
    emulator.revokeClients(only)

    expect(await json(await callApi(fetch, news.token))).toMatchObject({
      code: 'invalid_access_token_client_application',
    })
    expect(await json(await requestToken(fetch, news.credentials))).toEqual({
      error: 'invalid_client',
    })
    expect(await signedIn(sports)).toEqual(['Lumenwave'])
    const find = ({ code }: { code: string }) =>
      callApi(fetch, sports.token, `/api/v2/REF30/sessions/${code}`)
    expect(await json(await find(ofNews))).toMatchObject({ code: 'invalid_authentication_session' })
    expect(await status(find(ofSports))).toBe(200)
    expect(await signedIn(await registered('news'))).toEqual([])
  })

  it('signIn() and signOutElsewhere() change only its sign-ins', async () => {
    const [news, sports] = await both()
    emulator.signIn(undefined, only)
    expect([await signedIn(news), await signedIn(sports)]).toEqual([['Lumenwave'], []])

    emulator.signIn('Quillstone', { application: 'sports' })
    emulator.signOutElsewhere(only)
    expect([await signedIn(news), await signedIn(sports)]).toEqual([[], ['Quillstone']])
  })

  it('setTokenLifetime() changes only its lifetime, until it is set for all or reset', async () => {
    const [{ credentials }, sports] = await both()
    const lifetime = async (whose: Credentials) =>
      Number((await json(await requestToken(fetch, whose)))['expires_in'])
    emulator.setTokenLifetime(8, only)
    expect([await lifetime(credentials), await lifetime(sports.credentials)]).toEqual([8, 21_600])

    emulator.setTokenLifetime(60)
    expect([await lifetime(credentials), await lifetime(sports.credentials)]).toEqual([60, 60])
    emulator.setTokenLifetime(8, only)
    emulator.reset()
    const again = await registered('news')
    expect(await lifetime(again.credentials)).toBe(21_600)
  })

  it('amend() changes only its responses', async () => {
    const [news, sports] = await both()
    emulator.amend({ profiles: null }, only)

    expect(await json(await listProfiles(fetch, sports.token))).toEqual({ profiles: {} })
    expect(await json(await listProfiles(fetch, news.token))).toEqual({})
  })
})

describe('fail() with an application', () => {
  const registering = ({ statement }: Registered) =>
    status(fetch(`${origin}/o/client/register`, postJson({ software_statement: statement })))
  const minting = ({ credentials }: Registered) => status(requestToken(fetch, credentials))
  const calling = ({ token }: Registered) => status(callApi(fetch, token))

  it.each([
    ['register', registering, 201],
    ['token', minting, 201],
    ['api', calling, 200],
  ] as const)('fails only the calls of that application: %s', async (on, call, good) => {
    const [news, sports] = await both()
    const options: FailOptions = { on, application: 'news' }
    emulator.fail('500', options)

    expect([await call(sports), await call(news), await call(news)]).toEqual([good, 500, good])
  })

  it('fails them even if the token and the client are revoked', async () => {
    const [news] = await both()
    emulator.revokeClients(only)
    emulator.fail('500', { ...only, times: 2 })

    expect([await calling(news), await minting(news), await minting(news)]).toEqual([500, 500, 400])
  })

  it('does not hold back a later failure for all applications', async () => {
    const [news, sports] = await both()
    emulator.fail('500', { on: 'api', ...only })
    emulator.fail('429', { on: 'api' })

    expect(await calling(sports)).toBe(429)
    expect(await calling(news)).toBe(500)
  })

  it('fails its decisions, and its authenticate URLs', async () => {
    const [news, sports] = await both()
    emulator.signIn()
    const device = { 'ap-device-identifier': `fingerprint ${base64('device-1')}` }
    const decide = async ({ token }: Registered) => {
      const headers = { authorization: `Bearer ${token}`, ...device }
      const answer = await fetch(
        `${origin}/api/v2/REF30/decisions/authorize/Lumenwave`,
        postJson({ resources: ['A'] }, headers),
      )
      const { decisions }: { decisions: { authorized: boolean }[] } = await answer.json()
      return decisions[0]?.authorized
    }
    emulator.fail('authorization_denied_by_mvpd', { on: 'decision', ...only })
    expect([await decide(sports), await decide(news), await decide(news)]).toEqual([
      true,
      false,
      true,
    ])

    const fields = {
      mvpd: 'Quillstone',
      domainName: 'a.example',
      redirectUrl: 'https://a.example/',
    }
    const open302 = async ({ token }: Registered) => {
      const headers = { authorization: `Bearer ${token}`, ...device }
      const { url } = await session(
        fetch(`${origin}/api/v2/REF30/sessions`, postForm(fields, headers)),
      )
      return url
    }
    const [ofNews, ofSports] = [await open302(news), await open302(sports)]
    emulator.fail('500', { on: 'api', ...only })
    expect((await open(emulator, ofSports)).status).toBe(302)
    expect((await open(emulator, ofNews)).status).toBe(500)
  })

  it('does not fail a call that identifies no application', async () => {
    await both()
    emulator.fail('500', only)

    expect(await status(callApi(fetch, 'unknown'))).toBe(401)
    expect(await status(fetch(`${origin}/o/client/register`, postJson('{')))).toBe(400)
    expect(await status(requestToken(fetch, { client_id: 'x', client_secret: 'y' }))).toBe(400)
  })
})

describe('an unknown application', () => {
  const nobody: EmulatedScope = { application: 'nobody' }

  it.each([
    ['revokeTokens', () => emulator.revokeTokens(nobody)],
    ['revokeClients', () => emulator.revokeClients(nobody)],
    ['signIn', () => emulator.signIn('Lumenwave', nobody)],
    ['signOutElsewhere', () => emulator.signOutElsewhere(nobody)],
    ['setTokenLifetime', () => emulator.setTokenLifetime(8, nobody)],
    ['fail', () => emulator.fail('500', nobody)],
    ['amend', () => emulator.amend({ profiles: {} }, nobody)],
  ])('makes %s() throw a TypeError', (name, call) => {
    expect(call).toThrow(TypeError)
    expect(call).toThrow(`${name}() does not know the application "nobody"`)
  })
})

describe('over HTTP', () => {
  it('the scope is the last argument, and earlier arguments may be null', async () => {
    const [news, sports] = await both()
    expect(await status(command(fetch, 'signIn', null, only))).toBe(204)
    expect([await signedIn(news), await signedIn(sports)]).toEqual([['Lumenwave'], []])

    expect(await status(command(fetch, 'signOutElsewhere', only))).toBe(204)
    expect(await signedIn(news)).toEqual([])
    expect(await status(command(fetch, 'setTokenLifetime', 8, only))).toBe(204)
    expect(await status(command(fetch, 'revokeTokens', only))).toBe(204)
    expect(await status(callApi(fetch, news.token))).toBe(401)
    expect(await status(command(fetch, 'revokeClients', only))).toBe(204)
    expect(await status(requestToken(fetch, news.credentials))).toBe(400)
    expect(await status(callApi(fetch, sports.token))).toBe(200)
  })

  it.each([
    ['revokeTokens', [{ application: 'nobody' }]],
    ['revokeClients', [7]],
    ['signOutElsewhere', [{ application: 7 }]],
    ['signIn', ['Lumenwave', 'news']],
    ['setTokenLifetime', [8, []]],
  ] as const)('%s() answers 400 to %j', async (name, args) => {
    await both()
    const response = await command(fetch, name, ...args)

    expect(response.status).toBe(400)
    expect((await json(response))['error']).toMatch(`${name}()`)
  })
})
