import { memoryStore } from 'react-adobe-pass'
import { beforeEach, describe, expect, it } from 'vitest'
import { createBed, emulator, PROFILES, REGISTER, TOKEN } from '../client/testbed.ts'

beforeEach(emulator.reset)

const many = <T>(count: number, make: (i: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i))

describe('a client registers once', () => {
  it('for 1,000 concurrent callers', async () => {
    const { client, paths, types } = createBed()
    const tokens = await Promise.all(many(1_000, () => client.getToken()))
    expect(new Set(tokens).size).toBe(1)
    expect(paths()).toEqual([REGISTER, TOKEN])
    expect(types()).toEqual(['registered', 'token-issued'])
  })

  it('for 100 concurrent protected calls', async () => {
    const { client, count } = createBed()
    const answers = await Promise.all(many(100, () => client.fetch(PROFILES)))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect([count(REGISTER), count(TOKEN), count(PROFILES)]).toEqual([1, 1, 100])
  })

  it.each([
    ['with update', () => memoryStore()],
    [
      'without update',
      () => {
        const { get, set, delete: remove } = memoryStore()
        return { get, set, delete: remove }
      },
    ],
  ])('and another tab uses its credentials, in a store %s', async (_, makeStore) => {
    const { client, again, count } = createBed({ store: makeStore() })
    const token = await client.getToken()
    expect(await again().getToken()).toEqual(token)
    expect([count(REGISTER), count(TOKEN)]).toEqual([1, 1])
  })

  it('even if ten tabs open at the same time', async () => {
    const { again, count, types } = createBed()
    const tokens = await Promise.all(many(10, () => again().getToken()))
    expect(new Set(tokens.map(({ value }) => value)).size).toBe(1)
    expect([count(REGISTER), count(TOKEN)]).toEqual([1, 1])
    expect(types().filter((type) => type === 'registered')).toHaveLength(1)
  })

  it('however often the page is reloaded', async () => {
    const { again, count } = createBed()
    for (const client of many(20, () => again())) await client.getToken()
    expect([count(REGISTER), count(TOKEN)]).toEqual([1, 1])
  })

  it('and two tabs that register without a shared lock end up with the same client', async () => {
    const store = memoryStore()
    const { get, set, delete: remove } = store
    const bed = createBed({ store: { get, set, delete: remove } })
    const other = bed.again()
    await Promise.all([bed.client.getToken(), other.getToken()])

    emulator.signIn()
    const lists = await Promise.all([bed.client.fetch(PROFILES), bed.again().fetch(PROFILES)])
    const [mine, theirs] = await Promise.all(lists.map((list) => list.text()))
    expect(mine).toContain('notAfter')
    expect(mine).toBe(theirs)
  })
})

describe('credentials are separate', () => {
  it('for each statement, ignoring white space', async () => {
    const { client, again, count } = createBed()
    await client.getToken()
    const softwareStatement = await emulator.softwareStatement()
    await again({ softwareStatement }).getToken()
    expect(count(REGISTER)).toBe(2)
    await again({ softwareStatement: `${softwareStatement}\n` }).getToken()
    expect(count(REGISTER)).toBe(2)
  })

  it('for each origin, and an environment stands for its origin', async () => {
    const { again, count, sent } = createBed()
    await again({ origin: undefined, environment: 'staging' }).getToken()
    await again({ origin: 'https://api.auth-staging.adobe.com' }).getToken()
    expect(count(REGISTER)).toBe(1)
    await again({ origin: undefined }).getToken()
    expect(count(REGISTER)).toBe(2)
    expect(sent.map(({ url }) => new URL(url).host)).toEqual([
      'api.auth-staging.adobe.com',
      'api.auth-staging.adobe.com',
      'api.auth.adobe.com',
      'api.auth.adobe.com',
    ])
  })
})

it('a client does nothing before the first call', async () => {
  const { again, sent, events } = createBed()
  again()
  await Promise.resolve()
  expect([sent, events]).toEqual([[], []])
})
