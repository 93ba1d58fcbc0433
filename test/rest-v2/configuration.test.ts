import { PassResponseError } from 'react-adobe-pass'
import { configuration } from 'react-adobe-pass/rest-v2'
import { describe, expect, it } from 'vitest'
import { emulator, makePass } from './testbed.ts'

const ask = async (answer?: unknown) => (await makePass(answer)).request(configuration())
const withMvpd = (mvpd: unknown) => ({ requestor: { id: 'REF30', mvpds: [mvpd] } })

describe('configuration()', () => {
  it('gets the configuration of the service provider', async () => {
    const { requestor } = await ask()
    expect(emulator.log.at(-1)).toMatchObject({
      method: 'GET',
      url: expect.stringMatching(/\/api\/v2\/REF30\/configuration$/),
      status: 200,
    })
    expect(requestor).toMatchObject({
      id: 'REF30',
      name: 'REF30',
      domains: expect.arrayContaining([{ name: 'localhost', mvpdInitiated: false }]),
    })
    expect(requestor.mvpds).toHaveLength(10)
    expect(requestor.mvpds[0]).toEqual({
      id: 'Lumenwave',
      displayName: 'Lumenwave',
      logoUrl: expect.stringMatching(/^data:/),
      boardingStatus: 'SUPPORTED',
      platformMappingId: 'lumenwave_apple',
      enablePlatformServices: true,
      displayInPlatformPicker: true,
    })
    expect(requestor.mvpds.find(({ isTempPass }) => isTempPass)?.id).toBe('FreePreview')
  })

  it('is fresh for three minutes', () => {
    expect(configuration().staleTime).toBe(180_000)
  })

  it('tolerates unknown fields and missing optional ones', async () => {
    const answer = { requestor: { id: 'REF30', news: 1 }, sdkType: 'x', another: [null] }
    expect(await ask(answer)).toEqual({ requestor: { id: 'REF30', domains: [], mvpds: [] } })
    expect(await ask(withMvpd({ id: 'A', displayName: 'Ay', somethingNew: {} }))).toMatchObject(
      withMvpd({ id: 'A', displayName: 'Ay' }),
    )
  })

  it('uses the id of an MVPD as its name if it has none', async () => {
    const { requestor } = await ask(withMvpd({ id: 'A' }))
    expect(requestor.mvpds).toEqual([{ id: 'A', displayName: 'A' }])
  })

  it('treats null as a missing field', async () => {
    const nothing = { displayName: null, logoUrl: null, isTempPass: null }
    const { requestor } = await ask(withMvpd({ id: 'A', ...nothing }))
    expect(requestor.mvpds).toStrictEqual([{ id: 'A', displayName: 'A' }])
    const empty = { requestor: { id: 'R', name: null, domains: null, mvpds: null } }
    expect(await ask(empty)).toStrictEqual({ requestor: { id: 'R', domains: [], mvpds: [] } })
  })

  it('reports every issue at once', async () => {
    const answer = { requestor: { mvpds: ['secret', { id: {} }, { name: 'A' }] } }
    await expect(ask(answer)).rejects.toMatchObject({
      issues: ['requestor.mvpds.0', 'requestor.mvpds.1.id', 'requestor.mvpds.2.id'],
    })
  })

  it.each([
    ['no requestor', {}, 'requestor'],
    ['a list', [], ''],
    ['no MVPD with an id', withMvpd({ displayName: 'secret' }), 'requestor.mvpds.0.id'],
    ['a map of MVPDs', { requestor: { id: 'R', mvpds: {} } }, 'requestor.mvpds'],
  ])('rejects %s with the path, and never with the value', async (_, answer, path) => {
    const error = await ask(answer).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(PassResponseError)
    expect(error).toMatchObject({ issues: [path], status: 200, retryable: false })
    expect(String(error)).not.toContain('secret')
  })

  it.each(['html', 'empty', 'truncated'])('rejects a body that is not JSON: %s', async (what) => {
    emulator.fail(what, { on: 'api' })
    await expect(ask()).rejects.toThrow(PassResponseError)
  })
})
