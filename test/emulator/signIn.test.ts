import { createPassEmulator, type EmulatedScope } from 'react-adobe-pass/emulator'
import { beforeEach, describe, expect, it } from 'vitest'
import { base64, command, json, listProfiles, mint, origin, postJson, register } from './testbed.ts'

const emulator = createPassEmulator({ throttle: false })
beforeEach(emulator.reset)

/** Registers a client and requests a token. */
const newClient = async (application?: string) =>
  mint(emulator, await register(emulator, await emulator.softwareStatement(application)))

const device = (name: string) => `fingerprint ${base64(name)}`

const profilesOf = async (token: string, of = device('device-1')) =>
  (await json(await listProfiles(emulator.fetch, token, of)))['profiles'] ?? {}

const signedIn = async (...client: Parameters<typeof profilesOf>) =>
  Object.keys(await profilesOf(...client))

const news: EmulatedScope = { application: 'news' }
const sports: EmulatedScope = { application: 'sports' }

/** Makes both applications known, without a client. */
beforeEach(async () => {
  await emulator.softwareStatement('news')
  await emulator.softwareStatement('sports')
})

describe('signIn while no client is registered', () => {
  it('waits for the next client that registers, and only for that one', async () => {
    emulator.signIn('CedarHollow')
    const first = await newClient()
    const second = await newClient()

    expect([await signedIn(first), await signedIn(second)]).toEqual([['CedarHollow'], []])
  })

  it('belongs to the first device of the client', async () => {
    emulator.signIn()
    const token = await newClient()

    expect(await signedIn(token, device('device-2'))).toEqual(['Lumenwave'])
    expect(await signedIn(token, device('device-1'))).toEqual([])
  })

  it('keeps each of several sign-ins, but only the last one per MVPD', async () => {
    emulator.signIn('Lumenwave')
    emulator.advance(60_000)
    for (const mvpd of ['CedarHollow', 'Quillstone', 'Lumenwave']) emulator.signIn(mvpd)
    const profiles = await profilesOf(await newClient())

    expect(new Set(Object.keys(profiles))).toEqual(
      new Set(['CedarHollow', 'Lumenwave', 'Quillstone']),
    )
    expect(Number(profiles['Lumenwave']?.['notBefore'])).toBeGreaterThanOrEqual(
      Number(profiles['CedarHollow']?.['notBefore']),
    )
  })

  it('begins at the call, not at the registration', async () => {
    emulator.setTokenLifetime(7 * 86_400)
    emulator.signIn()
    emulator.advance(29 * 86_400_000)
    const token = await newClient()
    expect(await signedIn(token)).toEqual(['Lumenwave'])

    emulator.advance(86_400_000)
    expect(await signedIn(token)).toEqual([])
  })

  it('applies to the client that replaces one whose registration was lost', async () => {
    emulator.signIn()
    emulator.fail('truncated', { on: 'register' })
    const software_statement = await emulator.softwareStatement()
    const answer = await emulator.fetch(
      `${origin}/o/client/register`,
      postJson({ software_statement }),
    )
    await expect(answer.json()).rejects.toThrow(SyntaxError)

    expect(await signedIn(await newClient())).toEqual(['Lumenwave'])
  })

  it('waits for a client of its application', async () => {
    emulator.signIn('CedarHollow', news)
    emulator.signIn('Quillstone', sports)

    expect(await signedIn(await newClient())).toEqual([])
    expect(await signedIn(await newClient('sports'))).toEqual(['Quillstone'])
    expect(await signedIn(await newClient('news'))).toEqual(['CedarHollow'])
  })

  it('waits if only other applications have a client', async () => {
    const other = await newClient('sports')
    emulator.signIn('Lumenwave', news)

    expect(await signedIn(await newClient('news'))).toEqual(['Lumenwave'])
    expect(await signedIn(other)).toEqual([])
  })

  it('waits if all clients are revoked, and a revocation does not end the wait', async () => {
    await newClient()
    emulator.revokeClients()
    emulator.signIn()
    emulator.revokeClients()

    expect(await signedIn(await newClient())).toEqual(['Lumenwave'])
  })

  it('does not wait if a client is registered', async () => {
    await newClient()
    emulator.signIn()

    expect(await signedIn(await newClient())).toEqual([])
  })

  it('is forgotten by reset and by signOutElsewhere', async () => {
    emulator.signIn()
    emulator.reset()
    expect(await signedIn(await newClient())).toEqual([])

    emulator.reset()
    emulator.signIn()
    emulator.signOutElsewhere()
    expect(await signedIn(await newClient())).toEqual([])
  })

  it('is forgotten by signOutElsewhere for its application only', async () => {
    emulator.signIn('CedarHollow', news)
    emulator.signIn('Quillstone', sports)
    emulator.signOutElsewhere(news)

    expect(await signedIn(await newClient('news'))).toEqual([])
    expect(await signedIn(await newClient('sports'))).toEqual(['Quillstone'])
  })

  it('still waits for other applications if signOutElsewhere ends it for one', async () => {
    emulator.signIn()
    emulator.signOutElsewhere(news)

    expect(await signedIn(await newClient('news'))).toEqual([])
    expect(await signedIn(await newClient('sports'))).toEqual(['Lumenwave'])
  })

  it('throws for an MVPD or an application that it does not know, and nothing waits', async () => {
    expect(() => emulator.signIn('nobody')).toThrow(
      /^signIn\(\) does not know the MVPD nobody; it knows: Lumenwave, /,
    )
    expect(() => emulator.signIn('Lumenwave', { application: 'nobody' })).toThrow(TypeError)

    expect(await signedIn(await newClient())).toEqual([])
  })

  it('works over HTTP', async () => {
    expect((await command(emulator.fetch, 'signIn', 'Quillstone')).status).toBe(204)
    expect((await command(emulator.fetch, 'signIn', null, news)).status).toBe(204)
    expect((await command(emulator.fetch, 'signIn', 'nobody')).status).toBe(400)

    expect(new Set(await signedIn(await newClient('news')))).toEqual(
      new Set(['Lumenwave', 'Quillstone']),
    )
  })
})

it('throws for a promotional TempPass, which has no sign-in', () => {
  const emulator = createPassEmulator()
  expect(() => emulator.signIn('SummerPass')).toThrow('AP-TempPass-Identity')
})
