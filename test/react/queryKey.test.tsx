import { dehydrate, QueryClient } from '@tanstack/react-query'
import { waitFor } from '@testing-library/react'
import { useEffect } from 'react'
import {
  type PassClientOptions,
  type PassEndpoint,
  passEndpoint,
  passQueryOptions,
  usePassMutation,
  usePassQuery,
  usePassToken,
} from 'react-adobe-pass'
import { configuration, profiles } from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'
import { calls, emulator, makePass, passOptions, renderApp, wiretap } from './testbed.tsx'

const keyOf = async (endpoint: string | PassEndpoint<unknown>, more?: Partial<PassClientOptions>) =>
  passQueryOptions(await makePass(more), endpoint).queryKey

describe('the query key', () => {
  it('consists of client, service provider, method, path, query, body and key', async () => {
    const client = expect.stringMatching(/^[0-9a-z]+$/)
    expect(await keyOf(configuration())).toStrictEqual([
      'react-adobe-pass',
      client,
      'REF30',
      'GET',
      '/api/v2/REF30/configuration',
      undefined,
      undefined,
      undefined,
    ])
    const endpoint = passEndpoint({
      path: '/api/v2/{serviceProvider}/decisions/authorize/{mvpd}',
      params: { mvpd: 'a/b' },
      query: { page: 2 },
      body: { resources: ['news'] },
      headers: { 'AP-TempPass-Identity': 'an-identity' },
      key: 'viewer-1',
    })
    expect(await keyOf(endpoint)).toStrictEqual([
      'react-adobe-pass',
      client,
      'REF30',
      'POST',
      '/api/v2/REF30/decisions/authorize/a%2Fb',
      { page: 2 },
      { resources: ['news'] },
      'viewer-1',
    ])
  })

  it('contains a form body as text', async () => {
    const body = new URLSearchParams({ mvpd: 'Lumenwave', domainName: 'a b' })
    expect(await keyOf(passEndpoint({ path: '/x', body }))).toContain(
      'mvpd=Lumenwave&domainName=a+b',
    )
  })

  it('is the same for a path and for an endpoint with that path', async () => {
    const pass = await makePass()
    const path = '/api/v2/REF30/configuration'
    expect(passQueryOptions(pass, path).queryKey).toEqual(
      passQueryOptions(pass, configuration()).queryKey,
    )
  })

  it('differs for another origin, statement or device id only', async () => {
    const options = await passOptions()
    const [first, second] = [await keyOf('/x', options), await keyOf('/x', options)]
    expect(second).toEqual(first)

    const { softwareStatement } = await passOptions()
    const others: readonly Partial<PassClientOptions>[] = [
      { origin: 'https://elsewhere.test' },
      { softwareStatement },
      { deviceId: 'device-1' },
    ]
    const hashes = await Promise.all(
      others.map(async (other) => (await keyOf('/x', { ...options, ...other }))[1]),
    )
    expect(new Set([first[1], ...hashes]).size).toBe(4)
    const spaced = `${options.softwareStatement.slice(0, 9)}\n${options.softwareStatement.slice(9)} `
    expect(await keyOf('/x', { ...options, softwareStatement: spaced })).toEqual(first)
  })
})

it('no secret reaches the application’s cache, from a success or from a failure', async () => {
  const { fetch, secrets } = wiretap()
  const options = await passOptions({ fetch, deviceId: 'the-device' })
  const pass = await makePass(options)
  secrets.add(options.softwareStatement).add('the-device')
  const queryClient = new QueryClient()
  const broken = passEndpoint({
    path: '/api/v2/{serviceProvider}/nowhere',
    headers: { ap_42: 'x' },
  })

  const App = () => {
    const { isSuccess } = usePassToken()
    const all = [usePassQuery(configuration()), usePassQuery(profiles()), usePassQuery(broken)]
    const { mutate, status } = usePassMutation(() => profiles())
    useEffect(() => mutate(), [mutate])
    return isSuccess ? [...all.map((query) => query.status), status].join() : null
  }
  const { container } = renderApp(<App />, { pass, queryClient })
  await waitFor(() => expect(container.textContent).toBe('success,success,error,success'))

  const everything = { shouldDehydrateQuery: () => true, shouldDehydrateMutation: () => true }
  const html = JSON.stringify(dehydrate(queryClient, everything))
  expect(html).toContain('"error"')
  expect(html).toContain('Lumenwave')
  const shown = JSON.stringify([
    queryClient
      .getQueryCache()
      .getAll()
      .map(({ queryKey, state, meta }) => [queryKey, state, meta]),
    queryClient
      .getMutationCache()
      .getAll()
      .map(({ state, meta }) => [state, meta]),
  ])
  // Six: id and secret of the client, the token, the device identifier in two forms, the statement.
  expect(secrets.size).toBe(6)
  for (const secret of secrets) {
    expect(html).not.toContain(secret)
    expect(shown).not.toContain(secret)
  }
  expect(calls(pass, '/nowhere')).toBe(1)
  expect(emulator.log.some(({ status }) => status === 404)).toBe(true)
})
