import { configuration, profiles } from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'
import { note, present, requestDifferences } from './contracts.ts'
import { recorded } from './testbed.ts'

const REDIRECT_URI = "body must have required property 'redirect_uri'"
const ACCEPT = 'accept is not in the contract'

describe.skipIf(!present)(`the client, compared with Adobe’s contracts${note}`, () => {
  it('registers with the contract’s path, method, headers and body', async () => {
    const { pass, last } = await recorded({ redirectUri: 'https://app.example/' })
    await pass.getToken()
    const call = last('/register')
    expect(call.request.method).toBe('POST')
    expect(call.request.headers.get('content-type')).toBe('application/json;charset=utf-8')
    // The documentation allows Accept.
    expect(requestDifferences(call)).toEqual([ACCEPT])
  })

  it('registers without a redirect_uri, which the documentation calls optional', async () => {
    const { pass, last } = await recorded()
    await pass.getToken()
    expect(requestDifferences(last('/register'))).toEqual([ACCEPT, REDIRECT_URI])
  })

  it('sends token parameters in the body, as documented, and no secret in the URL', async () => {
    const { pass, last } = await recorded()
    await pass.getToken()
    const call = last('/token')
    expect(requestDifferences(call)).toEqual([
      'query client_id is missing',
      'query client_secret is missing',
      'query grant_type is missing',
      // The documentation lists the three headers.
      ACCEPT,
      'content-type is not in the contract',
      'x-device-info is not in the contract',
      'there is a body',
    ])
    expect(new URL(call.request.url).search).toBe('')
    expect([...new URLSearchParams(call.requestBody).keys()].sort()).toEqual([
      'client_id',
      'client_secret',
      'grant_type',
    ])
  })

  it('requests the configuration with the contract’s headers and the device headers', async () => {
    const { pass, last } = await recorded()
    await pass.request(configuration())
    expect(requestDifferences(last('/configuration'))).toEqual([
      // The documentation lists both as optional.
      'ap-device-identifier is not in the contract',
      'x-device-info is not in the contract',
    ])
  })

  it('requests the profiles exactly as the contract defines it', async () => {
    const { pass, last } = await recorded()
    await pass.request(profiles())
    expect(requestDifferences(last('/profiles'))).toEqual([])
  })
})
