// @vitest-environment node
import { createPassEmulator, servePassEmulator } from 'react-adobe-pass/emulator'
import { beforeEach, describe, expect, it } from 'vitest'
import { mint, origin } from './testbed.ts'

// Gives arguments that the compiler does not check, as in a call from JavaScript.
const { parse } = JSON

const emulator = createPassEmulator({ throttle: false })
beforeEach(emulator.reset)

const mvpd = '{ "id": "A", "displayName": "A", "logoUrl": "/a.svg"'

describe('createPassEmulator', () => {
  it.each([
    [
      '{ "tokenLifeTime": 60 }',
      /^createPassEmulator\(\) takes no `tokenLifeTime` in its options, only `tokenLifetime`, /,
    ],
    [
      '{ "throttle": { "refil": true } }',
      'no `refil` in `throttle`, only `refill`, `countPreflights`',
    ],
    ['{ "throttle": "off" }', 'true, false or an object as `throttle`'],
    ['{ "tokenLifetime": "60" }', 'a finite number as `tokenLifetime`'],
    ['{ "tokenLifetime": -1 }', '0 or more seconds as `tokenLifetime`'],
    ['{ "sessionLifetime": -1 }', '0 or more seconds as `sessionLifetime`'],
    ['{ "latency": -1 }', '0 or more ms as `latency`'],
    ['{ "mvpdLatency": -1 }', '0 or more ms as `mvpdLatency`'],
    ['{ "serviceProviders": "REF30" }', 'a list as `serviceProviders`'],
    ['{ "partnerStatus": "ignore" }', 'as `partnerStatus` one of: refuse, fallback'],
    ['{ "maxResources": 0 }', 'a whole number from 1 up as `maxResources`'],
    [`{ "mvpds": [${mvpd}, "kinds": "slow" }] }`, 'no `kinds` in an MVPD, only `kind`'],
    [`{ "mvpds": [${mvpd}, "kind": "quick" }] }`, 'as `kind` one of: login, no-logout'],
    ['{ "mvpds": [{ "id": "A" }] }', 'a text as `displayName`'],
    ['{ "mvpds": [] }', 'at least one MVPD in `mvpds`'],
    [`{ "mvpds": [${mvpd} }, ${mvpd} }] }`, 'each `id` only once in `mvpds`'],
    ['[]', 'its options as an object'],
    ['null', 'its options as an object'],
  ])('throws a TypeError that says what is wrong with %s', (options, message) => {
    const create = () => createPassEmulator(parse(options))

    expect(create).toThrow(TypeError)
    expect(create).toThrow(message)
  })

  it('treats an undefined option as omitted', () => {
    expect(() => createPassEmulator({ ...parse('{}'), latency: undefined })).not.toThrow()
  })
})

describe('servePassEmulator', () => {
  it.each([
    ['{ "prot": 8787 }', '`prot` in its options, only `port`, `host`, `tokenLifetime`'],
    ['{ "port": "8787" }', 'a whole number from 0 to 65535 as `port`'],
    ['{ "port": 65536 }', 'a whole number from 0 to 65535 as `port`'],
    ['{ "throttle": 1 }', 'true, false or an object as `throttle`'],
    ['{ "emulator": {} }', 'an emulator as `emulator`'],
  ])('rejects with a TypeError that says what is wrong with %s', async (options, message) => {
    const serving = servePassEmulator(parse(options))

    await expect(serving).rejects.toThrow(TypeError)
    await expect(serving).rejects.toThrow(message)
  })

  it('rejects emulator options if an emulator is given', async () => {
    await expect(servePassEmulator({ emulator, latency: 5 })).rejects.toThrow(
      'no `latency` in its options beside `emulator`, only `port`, `host`, `emulator`',
    )
  })
})

describe('the handles, called from JavaScript', () => {
  it('signIn() throws a TypeError that says the MVPD comes first', () => {
    const call = () => emulator.signIn(parse('{ "application": "news" }'))

    expect(call).toThrow(TypeError)
    expect(call).toThrow('signIn() takes the id of an MVPD first, a text, and its options second')
  })

  it.each([
    ['revokeTokens', [{ aplication: 'news' }], 'no `aplication`'],
    ['fail', ['500', { tmes: 3 }], 'no `tmes`'],
    ['fail', [{ code: 'x', stauts: 400 }], 'no `stauts`'],
    ['amend', [{ code: 'x' }, { on: 'api' }], 'no `on`'],
    ['setTokenLifetime', ['60'], 'a finite number'],
    ['advance', [1, { application: 'news' }], 'one argument, not 2'],
    ['revokeStatements', [{ application: 'news' }], 'no argument, not 1'],
  ] as const)('%s() refuses %j', (name, args, message) => {
    const call = () => Reflect.apply(emulator[name], undefined, args)

    expect(call).toThrow(TypeError)
    expect(call).toThrow(message)
  })

  it('softwareStatement() refuses a scope in place of a name', async () => {
    await expect(emulator.softwareStatement(parse('{ "application": "news" }'))).rejects.toThrow(
      'softwareStatement() takes the name of an application, a text',
    )
  })

  it('handle() refuses an unknown option', async () => {
    const handling = emulator.handle(new Request(origin), parse('{ "ip": "10.0.0.1" }'))

    await expect(handling).rejects.toThrow('handle() takes no `ip` in its options, only `device`')
  })

  it('reset() ignores the arguments that a test framework passes to it', async () => {
    const token = await mint(emulator)
    Reflect.apply(emulator.reset, undefined, [{ task: {} }])

    expect(token).not.toBe('')
    expect(emulator.log).toEqual([])
  })
})
