import { createPassClient, memoryStore } from 'react-adobe-pass'
import { createPassEmulator } from 'react-adobe-pass/emulator'
import { authorize, createSession, logout, profiles } from 'react-adobe-pass/rest-v2'
import { beforeEach, describe, expect, it } from 'vitest'
import { application, command, json, redirectUrl } from './testbed.ts'

const emulator = createPassEmulator({ throttle: false })
beforeEach(emulator.reset)

const client = async () => {
  const pass = createPassClient({
    softwareStatement: await emulator.softwareStatement(),
    serviceProvider: 'REF30',
    store: memoryStore(),
    throttle: false,
    fetch: emulator.fetch,
  })
  await pass.getToken()
  return pass
}

describe('amend', () => {
  it('changes the next response that has the fields, once', async () => {
    const app = await application(emulator)
    emulator.amend({ actionName: 'pause', actionType: 'remote' })

    expect(await json(await app.get('/profiles'))).toEqual({ profiles: {} })
    expect(await json(await app.post('/sessions'))).toMatchObject({
      actionName: 'pause',
      actionType: 'remote',
      reasonType: 'none',
    })
    expect(await json(await app.post('/sessions'))).toMatchObject({ actionName: 'resume' })
  })

  it('changes nested fields and list items, and waits for a response that has them', async () => {
    const app = await application(emulator)
    emulator.amend({ profiles: { Lumenwave: { type: 'householdSSO' } } })
    emulator.amend({ decisions: [{}, { error: { code: 'vpn_detected' } }] })
    expect(await json(await app.get('/profiles'))).toEqual({ profiles: {} })
    await app.signIn('Lumenwave')

    expect(await json(await app.get('/profiles'))).toEqual({
      profiles: {
        Lumenwave: expect.objectContaining({ type: 'householdSSO', issuer: 'Lumenwave' }),
      },
    })
    const decide = async (...resources: readonly string[]) =>
      (await app.postJson('/decisions/authorize/Lumenwave', { resources })).json()
    expect(JSON.stringify(await decide('denied', 'b'))).not.toContain('vpn_detected')
    expect(await decide('a', 'denied')).toMatchObject({
      decisions: [
        { resource: 'a', authorized: true },
        { resource: 'denied', error: { code: 'vpn_detected', action: 'none' } },
      ],
    })
  })

  it('removes a field with null, in as many responses as `times` says', async () => {
    const app = await application(emulator)
    expect((await command(emulator.fetch, 'amend', { sessionId: null }, { times: 2 })).status).toBe(
      204,
    )
    const has = async () => 'sessionId' in (await json(await app.post('/sessions')))

    expect([await has(), await has(), await has()]).toEqual([false, false, true])
  })

  it('skips a response of fail(), keeps the status, and is cleared by reset()', async () => {
    const app = await application(emulator)
    const origin = 'https://tv.example'
    emulator.fail('authenticated_profile_missing')
    emulator.amend({ code: 'new_code', action: 'call' }, { times: 2 })
    const refused = await app.get('/profiles', { origin })

    expect(refused.status).toBe(403)
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin)
    expect(await json(refused)).toMatchObject({ code: 'authenticated_profile_missing' })
    const real = await app.postJson('/decisions/authorize/Lumenwave', { resources: ['A'] })
    expect(real.status).toBe(403)
    expect(await json(real)).toMatchObject({ code: 'new_code', action: 'call', status: 403 })
    emulator.reset()
    const again = await application(emulator)
    const other = await again.postJson('/decisions/authorize/Lumenwave', { resources: ['A'] })
    expect(await json(other)).toMatchObject({ code: 'authenticated_profile_missing' })
  })

  it.each([[[]], [['x']], [[{}]], [[[1]]], [[{ a: 1 }, { times: 0 }]], [[{ a: 1 }, 3]]])(
    'answers 400 over HTTP to %j',
    async (args) => {
      const response = await command(emulator.fetch, 'amend', ...args)

      expect(response.status).toBe(400)
      expect((await json(response))['error']).toMatch(/amend\(\)/)
    },
  )
})

describe('a client accepts values that Adobe may add later', () => {
  it('in a session, a profile, a decision, an error and a logout', async () => {
    const pass = await client()
    emulator.signIn('Lumenwave')
    emulator.amend({ actionName: 'pause', actionType: 'remote', reasonType: 'maintenance' })
    expect(await pass.request(createSession({ mvpd: 'Lumenwave' }))).toMatchObject({
      actionName: 'pause',
      actionType: 'remote',
      reasonType: 'maintenance',
    })

    emulator.amend({ profiles: { Lumenwave: { type: 'householdSSO', issuer: 'Roku' } } })
    expect((await pass.request(profiles())).profiles['Lumenwave']).toMatchObject({
      type: 'householdSSO',
      issuer: 'Roku',
    })

    emulator.amend({ decisions: [{ source: 'oracle' }] })
    const question = authorize({ mvpd: 'Lumenwave', resources: ['A'] })
    expect((await pass.request(question)).decisions[0]).toMatchObject({
      source: 'oracle',
      authorized: true,
    })

    emulator.fail({ code: 'vpn_detected', action: 'disconnect' }, { on: 'decision' })
    expect((await pass.request(question)).decisions[0]?.error).toMatchObject({
      code: 'vpn_detected',
      action: 'disconnect',
    })

    emulator.fail({ code: 'vpn_detected', action: 'disconnect', status: 451 })
    await expect(pass.request(question)).rejects.toMatchObject({
      name: 'PassApiError',
      code: 'vpn_detected',
      action: 'disconnect',
      status: 451,
    })

    emulator.amend({ logouts: { Lumenwave: { actionName: 'farewell', actionType: 'spoken' } } })
    expect(
      (await pass.request(logout({ mvpd: 'Lumenwave', redirectUrl }))).logouts['Lumenwave'],
    ).toMatchObject({ actionName: 'farewell', actionType: 'spoken' })
  })
})
