import type { PassEndpoint } from 'react-adobe-pass'
import { configuration, profile, profiles } from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'
import { answerDifferences, note, present } from './contracts.ts'
import { emulator, recorded } from './testbed.ts'

describe.skipIf(!present)(`the emulator, compared with Adobe’s contracts${note}`, () => {
  it('answers a registration with 201 and client credentials', async () => {
    const { pass, last } = await recorded({ redirectUri: 'https://app.example/' })
    await pass.getToken()
    expect(last('/register').status).toBe(201)
    expect(answerDifferences(last('/register'))).toEqual([])
    expect(last('/register').answer).toMatchObject({
      client_id: expect.any(String),
      client_secret: expect.any(String),
      client_id_issued_at: expect.any(Number),
      redirect_uris: ['https://app.example/'],
      grant_types: ['client_credentials'],
      scopes: ['api:client:v2'],
    })
  })

  it('answers a token request with 201 and an access token', async () => {
    const { pass, last } = await recorded()
    await pass.getToken()
    expect(last('/token').status).toBe(201)
    expect(answerDifferences(last('/token'))).toEqual([])
    expect(Object.keys(Object(last('/token').answer)).sort()).toEqual([
      'access_token',
      'created_at',
      'expires_in',
      'id',
      'token_type',
    ])
  })

  it.each([
    ['register', 'invalid_software_statement'],
    ['register', 'unapproved_software_statement'],
    ['register', 'invalid_redirect_uri'],
    ['token', 'unauthorized_client'],
    ['token', 'unsupported_grant_type'],
  ])('refuses %s with 400 %s', async (path, code) => {
    const { pass, last } = await recorded()
    emulator.fail(code)
    await expect(pass.getToken()).rejects.toMatchObject({ code, status: 400 })
    // The contract does not describe the body; the documentation does.
    expect(answerDifferences(last(`/${path}`))).toEqual([])
    expect(last(`/${path}`)).toMatchObject({ status: 400, answer: { error: code } })
  })

  it('answers a configuration with two fields that only the documentation has', async () => {
    const { pass, last } = await recorded()
    await pass.request(configuration())
    expect(last('/configuration').status).toBe(200)
    expect(answerDifferences(last('/configuration'))).toEqual([
      // The documentation has these two; the contract has platform, platformCategory, sdkType.
      'answer must NOT have additional properties device',
      'answer must NOT have additional properties clientType',
    ])
  })

  it('answers profiles if nobody is signed in', async () => {
    const { pass, last } = await recorded()
    await pass.request(profiles())
    expect(last('/profiles').status).toBe(200)
    expect(answerDifferences(last('/profiles'))).toEqual([])
  })

  it('answers profiles; metadata are maps only if the documentation has maps', async () => {
    const { pass, last } = await recorded()
    await pass.getToken()
    emulator.signIn('Lumenwave')
    await pass.request(profiles())
    await pass.request(profile({ mvpd: 'FreePreview' }))
    const noMap = (mvpd: string, names: readonly string[]) =>
      names.map((name) => `answer/profiles/${mvpd}/attributes/${name}/value must be object`).sort()

    expect(answerDifferences(last('/profiles')).sort()).toEqual(
      noMap('Lumenwave', [
        ...['userID', 'upstreamUserID', 'householdID', 'primaryOID', 'typeID', 'is_hoh'],
        ...['language', 'channelID', 'zip', 'hba_status', 'allowMirroring', 'onNet', 'inHome'],
      ]),
    )
    expect(answerDifferences(last('/profiles/FreePreview')).sort()).toEqual(
      noMap('FreePreview', ['userID', 'expiration_date']),
    )
  })

  const endpoints: readonly PassEndpoint<unknown>[] = [configuration(), profiles()]
  const errors = [
    ['invalid_parameter_service_provider', 400],
    ['invalid_access_token_service_provider', 401],
    ['internal_server_error', 500],
  ] as const
  it.each(
    endpoints.flatMap(({ path }) => errors.map(([code, status]) => ({ path, code, status }))),
  )('answers $path with the enhanced error $status $code', async ({ path, code, status }) => {
    const { pass, last } = await recorded()
    emulator.fail(code)
    await expect(pass.request({ path })).rejects.toMatchObject({ code, status })
    const call = last(path.slice(path.lastIndexOf('/')))
    // The contract types the message as a map; the documentation has a string.
    expect(answerDifferences(call)).toEqual(['answer/message must be object'])
    expect(call.answer).toMatchObject({ code, status, message: expect.any(String) })
  })

  it('refuses an invalid token with 401 and an OAuth error, as documented', async () => {
    const { pass, last } = await recorded()
    emulator.fail('invalid_token', { times: 2 })
    await expect(pass.request(profiles())).rejects.toMatchObject({ status: 401 })
    expect(answerDifferences(last('/profiles'))).toEqual([
      'answer must NOT have additional properties error',
    ])
    expect(last('/profiles').answer).toEqual({ error: 'invalid_token' })
  })
})
