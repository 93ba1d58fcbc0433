import { createPassEmulator } from 'react-adobe-pass/emulator'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Application, application } from './testbed.ts'

const emulator = createPassEmulator({ throttle: false })
beforeEach(emulator.reset)

const metadata = async (app: Application, mvpd: string, headers: Record<string, string> = {}) =>
  (await (await app.get(`/profiles/${mvpd}`, headers)).json()).profiles[mvpd].attributes

const authorize = (app: Application, mvpd: string, resource: string) =>
  app.postJson(`/decisions/authorize/${mvpd}`, { resources: [resource] })

describe('user metadata', () => {
  it('has the types that Adobe documents', async () => {
    const app = await application(emulator)
    await app.signIn('Lumenwave')

    const text = { value: expect.any(String), state: 'plain' }
    const boolean = { value: expect.any(Boolean), state: 'plain' }
    expect(await metadata(app, 'Lumenwave')).toEqual({
      userID: text,
      upstreamUserID: text,
      householdID: text,
      primaryOID: text,
      typeID: text,
      is_hoh: text,
      language: text,
      channelID: { value: [expect.any(String), expect.any(String)], state: 'plain' },
      zip: { value: ['90210'], state: 'plain' },
      maxRating: {
        value: { MPAA: 'PG-13', VCHIP: 'TV-14', URL: expect.any(String) },
        state: 'plain',
      },
      hba_status: boolean,
      allowMirroring: boolean,
      onNet: boolean,
      inHome: boolean,
    })
  })

  it('of MarigoldVision has an encrypted item, and one that fails', async () => {
    const app = await application(emulator)
    await app.signIn('MarigoldVision')

    expect(await metadata(app, 'MarigoldVision')).toMatchObject({
      zip: { value: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/), state: 'enc' },
      encryptedZip: {
        error: { code: 'invalid_configuration_user_metadata_certificate', status: 500 },
      },
    })
    expect((await metadata(app, 'MarigoldVision')).encryptedZip).not.toHaveProperty('value')
  })

  it('of Pebblecast has booleans as strings', async () => {
    const app = await application(emulator)
    await app.signIn('Pebblecast')

    expect(await metadata(app, 'Pebblecast')).toMatchObject({
      hba_status: { value: 'false' },
      allowMirroring: { value: 'true' },
      onNet: { value: 'true' },
      inHome: { value: 'true' },
    })
  })

  it('of Quillstone is complete only after a permitted authorization', async () => {
    const app = await application(emulator)
    await app.signIn('Quillstone')
    const atFirst = await metadata(app, 'Quillstone')
    expect(atFirst).not.toHaveProperty('householdID')
    expect(atFirst).not.toHaveProperty('maxRating')

    await app.postJson('/decisions/preauthorize/Quillstone', { resources: ['News'] })
    await authorize(app, 'Quillstone', 'denied')
    expect(await metadata(app, 'Quillstone')).toEqual(atFirst)

    await authorize(app, 'Quillstone', 'News')
    const complete = await metadata(app, 'Quillstone')
    expect(complete).toEqual({
      ...atFirst,
      householdID: { value: expect.any(String), state: 'plain' },
      maxRating: {
        value: { MPAA: 'PG-13', VCHIP: 'TV-14', URL: expect.any(String) },
        state: 'plain',
      },
    })
    await authorize(app, 'Quillstone', 'Sports')
    expect(await metadata(app, 'Quillstone')).toEqual(complete)
  })

  it('of a TempPass contains its expiration date', async () => {
    const app = await application(emulator)
    const { profiles } = await (await app.get('/profiles/FreePreview')).json()
    const { notAfter, attributes } = profiles.FreePreview

    expect(attributes).toEqual({
      userID: { value: expect.stringMatching(/^temppass_/), state: 'plain' },
      expiration_date: { value: notAfter, state: 'plain' },
    })
  })
})
