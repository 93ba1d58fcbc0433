import { createPassEmulator } from 'react-adobe-pass/emulator'
import { beforeEach, describe, expect, it } from 'vitest'
import { json, origin, postForm, postJson, register, requestToken } from './testbed.ts'

const url = `${origin}/o/client/token`
const emulator = createPassEmulator({ throttle: false, tokenLifetime: 600 })
beforeEach(emulator.reset)

const refusal = async (response: Response) => [response.status, (await json(response))['error']]
const complete = async () => ({ ...(await register(emulator)), grant_type: 'client_credentials' })

describe('POST /o/client/token', () => {
  it('answers valid credentials with 201 and an opaque bearer token', async () => {
    const response = await requestToken(emulator.fetch, await register(emulator))

    expect(response.status).toBe(201)
    expect(await response.json()).toEqual({
      id: expect.any(String),
      access_token: expect.stringMatching(/^\w{40,}$/),
      created_at: expect.closeTo(Date.now(), -4),
      expires_in: 600,
      token_type: 'bearer',
    })
  })

  it('issues a new token each time', async () => {
    const credentials = await register(emulator)
    const first = await json(await requestToken(emulator.fetch, credentials))
    const second = await json(await requestToken(emulator.fetch, credentials))

    expect(first['access_token']).not.toBe(second['access_token'])
  })

  it('applies setTokenLifetime() until reset()', async () => {
    emulator.setTokenLifetime(5)
    const short = await json(await requestToken(emulator.fetch, await register(emulator)))
    expect(short['expires_in']).toBe(5)

    emulator.reset()
    const usual = await json(await requestToken(emulator.fetch, await register(emulator)))
    expect(usual['expires_in']).toBe(600)
  })

  it('refuses credentials in the query string', async () => {
    const { client_secret, ...rest } = await complete()
    const address = `${url}?client_secret=${client_secret}`

    expect(await refusal(await emulator.fetch(address, postForm(rest)))).toEqual([
      400,
      'invalid_request',
    ])
    const both = await emulator.fetch(address, postForm({ ...rest, client_secret }))
    expect(await refusal(both)).toEqual([400, 'invalid_request'])
  })

  it.each(['client_id', 'client_secret', 'grant_type'])('refuses a missing %s', async (name) => {
    const { [name]: _, ...rest }: Record<string, string> = await complete()

    expect(await refusal(await emulator.fetch(url, postForm(rest)))).toEqual([
      400,
      'invalid_request',
    ])
  })

  it('refuses a JSON body, and a malformed device info', async () => {
    const fields = await complete()
    const malformed = postForm(fields, { 'x-device-info': 'nothing' })

    expect(await refusal(await emulator.fetch(url, postJson(fields)))).toEqual([
      400,
      'invalid_request',
    ])
    expect(await refusal(await emulator.fetch(url, malformed))).toEqual([400, 'invalid_request'])
  })

  it('refuses any other grant type', async () => {
    const fields = { ...(await complete()), grant_type: 'password' }

    expect(await refusal(await emulator.fetch(url, postForm(fields)))).toEqual([
      400,
      'unsupported_grant_type',
    ])
  })

  it('refuses an unknown or revoked client and a wrong secret as invalid_client', async () => {
    const credentials = await register(emulator)
    const unknown = { ...credentials, client_id: crypto.randomUUID() }
    const wrong = { ...credentials, client_secret: 'wrong' }
    emulator.revokeTokens()
    expect((await requestToken(emulator.fetch, credentials)).status).toBe(201)

    expect(await refusal(await requestToken(emulator.fetch, unknown))).toEqual([
      400,
      'invalid_client',
    ])
    expect(await refusal(await requestToken(emulator.fetch, wrong))).toEqual([
      400,
      'invalid_client',
    ])
    emulator.revokeClients()
    expect(await refusal(await requestToken(emulator.fetch, credentials))).toEqual([
      400,
      'invalid_client',
    ])
  })

  it('still issues tokens to a client whose statement was revoked', async () => {
    const credentials = await register(emulator)
    emulator.revokeStatements()

    expect((await requestToken(emulator.fetch, credentials)).status).toBe(201)
  })

  it('refuses other methods with 405', async () => {
    expect((await emulator.fetch(url)).status).toBe(405)
    expect((await emulator.fetch(url, { method: 'DELETE' })).status).toBe(405)
  })
})
