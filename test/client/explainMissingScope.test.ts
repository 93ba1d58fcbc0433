import { PassApiError } from 'react-adobe-pass'
import { profiles } from 'react-adobe-pass/rest-v2'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  answering,
  createBed,
  emulator,
  json,
  PROFILES,
  REGISTER,
  rejection,
  TOKEN,
} from './testbed.ts'

beforeEach(emulator.reset)

/** A server that registers clients with these scopes and rejects every call for profiles. */
const refusing = (scopes: unknown, refusal: () => Response = () => json({}, 401)) =>
  createBed({
    fetch: answering(
      REGISTER,
      async ({ real }) => json({ ...Object(await (await real()).json()), scopes }, 201),
      answering(PROFILES, refusal),
    ),
  })

const ask = ({ client }: ReturnType<typeof createBed>) =>
  rejection<PassApiError>(client.request(profiles()))

describe('an application registered without api:client:v2', () => {
  it.each([
    ['other scopes', ['api:client:v1']],
    ['no scopes', []],
    ['a string of other scopes', 'api:client:v1 openid'],
  ])('gets a 401 error that names the missing scope and what to do: %s', async (_, scopes) => {
    const bed = refusing(scopes)
    const error = await ask(bed)
    expect(error).toBeInstanceOf(PassApiError)
    expect(error).toMatchObject({ status: 401, action: 'configuration', retryable: false })
    expect(error.code).toBeUndefined()
    expect(error.message).toMatch(/registered application lacks the scope api:client:v2/)
    expect(error.message).toMatch(/REST API V2.*new software statement/)
    // As for any other 401: one new token, one replay.
    expect([bed.count(REGISTER), bed.count(TOKEN), bed.count(PROFILES)]).toEqual([1, 2, 2])
  })

  it('gets this error after a reload too, without another registration', async () => {
    const bed = refusing(['api:client:v1'])
    await bed.client.getToken()
    const error = await ask({ ...bed, client: bed.again() })
    expect(error.message).toContain('api:client:v2')
    expect(bed.count(REGISTER)).toBe(1)
  })

  it('gets this error even if the store fails', async () => {
    const broken = async () => {
      throw new Error('Broken')
    }
    const bed = refusing(['api:client:v1'])
    const store = { get: broken, set: broken, delete: broken }
    const error = await ask({ ...bed, client: bed.again({ store }) })
    expect(error.message).toContain('api:client:v2')
  })

  it('gets the code and action of the server if the 401 has a code', async () => {
    const code = 'invalid_access_token_service_provider'
    const bed = refusing(['api:client:v1'], () =>
      json({ code, action: 'application-registration' }, 401),
    )
    expect(await ask(bed)).toMatchObject({ code, action: 'application-registration' })
  })

  it('gets no such explanation for another status', async () => {
    const error = await ask(refusing(['api:client:v1'], () => json({}, 403)))
    expect(error).toMatchObject({ status: 403 })
    expect(error.message).not.toContain('scope')
  })
})

it.each([
  ['has the scope', ['api:client:v1', 'api:client:v2']],
  ['has the scope in a string', 'api:client:v1 api:client:v2'],
  ['has no scopes', undefined],
  ['has null as scopes', null],
  ['has a number as scopes', 7],
])('a 401 error does not mention scopes if the registration %s', async (_, scopes) => {
  const error = await ask(refusing(scopes))
  expect(error).toMatchObject({ status: 401 })
  expect(error.action).toBeUndefined()
  expect(error.message).not.toContain('scope')
})
