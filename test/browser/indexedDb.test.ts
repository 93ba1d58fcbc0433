import { indexedDbStore } from 'react-adobe-pass'
import { expect, test } from 'vitest'
import { application, recordName } from './testbed.tsx'

test('a new client reuses the stored credentials and token, and sends nothing', async () => {
  const { open, calls } = await application()
  const token = await open().pass.getToken()
  const { pass, events } = open()

  expect(await pass.getToken()).toEqual(token)
  expect(calls).toEqual(['/o/client/register', '/o/client/token'])
  expect(events.map(({ type }) => type)).toEqual(['token-restored'])
})

test('the record holds the credentials and the token, and nothing else', async () => {
  const { open, stored } = await application()
  const token = await open().pass.getToken()
  const records = await stored()

  expect(records[recordName(records)]).toEqual({
    version: 1,
    credentials: { clientId: expect.any(String), clientSecret: expect.any(String) },
    token,
  })
})

test('the device identifier has its own record, and every client sends the same', async () => {
  const sent: (string | null)[] = []
  const { open, stored } = await application()
  const recording: typeof fetch = (input, init) => {
    const id = new Headers(init?.headers).get('ap-device-identifier')
    if (id) sent.push(id)
    return fetch(input, init)
  }
  await open({ fetch: recording }).pass.fetch('/api/v2/REF30/profiles')
  await open({ fetch: recording }).pass.fetch('/api/v2/REF30/profiles')

  const deviceId = (await stored())['react-adobe-pass:device']
  expect(deviceId).toMatch(/^\w{16,}$/)
  expect(sent).toEqual(Array(2).fill(`fingerprint ${btoa(String(deviceId))}`))
})

test('the database does not contain the software statement, nor do its keys', async () => {
  const { open, stored, softwareStatement } = await application()
  await open().pass.getToken()
  const everything = JSON.stringify(await stored())

  expect(everything).toContain('clientSecret')
  for (const part of softwareStatement.split('.')) expect(everything).not.toContain(part)
})

test('reset() deletes credentials and token, and keeps the device identifier', async () => {
  const { open, stored } = await application()
  const { pass } = open()
  await pass.fetch('/api/v2/REF30/profiles')
  const before = await stored()
  await pass.reset()
  const after = await stored()

  expect(after).toMatchObject({
    'react-adobe-pass:device': before['react-adobe-pass:device'],
    [recordName(before)]: { version: 1 },
  })
  expect(JSON.stringify(after)).not.toMatch(/client|token/i)
})

test('two applications share a database, but each has its own credentials', async () => {
  const [one, other] = [await application(), await application()]
  const store = indexedDbStore({ name: one.name })
  await one.open({ store }).pass.getToken()
  await other.open({ store }).pass.getToken()

  const keys = Object.keys(await one.stored())
  expect(keys.filter((key) => key.startsWith('react-adobe-pass:http'))).toHaveLength(2)
  expect(one.registrations() + other.registrations()).toBe(2)
})
