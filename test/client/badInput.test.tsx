import { inspect } from 'node:util'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { PassConfigurationError, PassProvider, usePassQuery } from 'react-adobe-pass'
import { authenticateUrl, passHeaders, profile } from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'
import { answering, createBed, json, PROFILES, rejection } from './testbed.ts'

const ANY = '/api/v2/any'

describe('an invalid header is rejected by name, and nothing is sent', () => {
  const values = [
    ['a line feed', 'se\ncret'],
    ['a trailing line feed', 'secret\n'],
    ['a carriage return', 'secret\rx-injected: 1'],
    ['a NUL', 'se\0cret'],
    ['a character outside Latin-1', 'secret ✓'],
    ['a lone surrogate', 'secret \ud83d'],
  ] as const

  describe.each(values)('with %s', (_, value) => {
    const given = { 'X-Own': 'good', 'AD-Service-Token': value }
    it.each([
      ['in an endpoint', () => createBed(), { path: ANY, headers: given }],
      [
        'in an endpoint of REST API V2',
        () => createBed(),
        profile({ mvpd: 'A', serviceToken: value }),
      ],
      [
        'in the options of the client',
        () => createBed({ headers: passHeaders({ serviceToken: value }) }),
        profile({ mvpd: 'A' }),
      ],
    ])('%s', async (_, make, endpoint) => {
      const { client, sent } = make()
      expectRefusal(await rejection(client.request(endpoint)))
      expect(sent).toEqual([])
    })

    it.each([
      ['an object', given],
      ['an array', Object.entries(given)],
    ])('in the init of fetch(), as %s', async (_, headers) => {
      const { client, sent } = createBed()
      expectRefusal(await rejection(client.fetch(PROFILES, { headers })))
      expect(sent).toEqual([])
    })
  })

  function expectRefusal(error: Error) {
    expect(error).toBeInstanceOf(PassConfigurationError)
    expect(error.message).toContain('AD-Service-Token')
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toMatch(
      /se\\?.?cret|injected/,
    )
  }

  it('but Latin-1 is accepted, and a header can be repeated', async () => {
    const { client, sent } = createBed({ fetch: answering(ANY, () => json('done')) })
    await client.request({ path: ANY, headers: { 'X-Name': 'Zoë\t~' } })
    expect(sent.at(-1)?.headers['x-name']).toBe('Zoë\t~')
    const headers: [string, string][] = [
      ['X-Own', '1'],
      ['x-own', '2'],
    ]
    await client.fetch(ANY, { headers })
    expect(sent.at(-1)?.headers['x-own']).toBe('1, 2')
  })
})

describe('a lone surrogate in a path', () => {
  const half = 'A\ud83d'

  it('is rejected in a placeholder, and nothing is sent', async () => {
    const { client, sent } = createBed()
    for (const endpoint of [profile({ mvpd: half }), { path: '/x/{n}', params: { n: half } }]) {
      const error = await rejection(client.request(endpoint))
      expect(error).toBeInstanceOf(PassConfigurationError)
      expect(error.message).toMatch(/mvpd|n /)
    }
    expect(sent).toEqual([])
  })

  it('is rejected in the service provider', () => {
    expect(() => createBed({ serviceProvider: half })).toThrow(PassConfigurationError)
  })

  it('causes an error of the query and does not throw in the component', async () => {
    const { client } = createBed()
    const Profile = () => <p>{usePassQuery(profile({ mvpd: half })).error?.name}</p>
    render(
      <QueryClientProvider client={new QueryClient()}>
        <PassProvider client={client}>
          <Profile />
        </PassProvider>
      </QueryClientProvider>,
    )
    expect(await screen.findByText('PassConfigurationError')).toBeDefined()
  })

  it('is rejected only if it is alone: a surrogate pair is sent encoded', async () => {
    const { client, sent } = createBed()
    await rejection(client.request(profile({ mvpd: '😀' })))
    expect(sent.at(-1)?.path).toBe(`${PROFILES}/%F0%9F%98%80`)
  })
})

it.each(['/', '?', '#', '%', '%2F', '\\', '../x', '\n', '\r\n', '\t', '\0', '\x7f', ' ', ';', '@'])(
  'a placeholder value stays in its path segment: %j',
  async (value) => {
    const { client, sent } = createBed({ fetch: answering(ANY, () => json('done')) })
    await rejection(client.request({ path: '/api/v2/{value}/end', params: { value } }))
    const [, , , segment, end, ...more] = new URL(String(sent.at(-1)?.url)).pathname.split('/')
    expect([decodeURIComponent(String(segment)), end, more]).toEqual([value, 'end', []])
    expect(sent.at(-1)?.path).not.toMatch(/[?#]/)
  },
)

it.each(['', ' \n', '.', '..', '\udc00'])('authenticateUrl() rejects the code %j', (code) => {
  const client = { origin: 'https://pass.test', serviceProvider: 'REF30' }
  expect(() => authenticateUrl(client, { code })).toThrow(PassConfigurationError)
  expect(() => authenticateUrl(client, { code })).toThrow('code')
})

it.each([undefined, '', '  ', '..', '\ud800'])(
  'authenticateUrl() rejects the service provider %j',
  (serviceProvider) => {
    const client = { origin: 'https://pass.test', serviceProvider }
    expect(() => authenticateUrl(client, { code: 'CODE' })).toThrow(PassConfigurationError)
    expect(() => authenticateUrl(client, { code: 'CODE' })).toThrow('serviceProvider')
  },
)
