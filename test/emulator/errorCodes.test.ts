import { createPassEmulator } from 'react-adobe-pass/emulator'
import { beforeEach, describe, expect, it } from 'vitest'
import { application, command, json } from './testbed.ts'

const emulator = createPassEmulator({ throttle: false })
beforeEach(emulator.reset)

/** Adobe's enhanced error codes, grouped by their action. */
const codesByAction: Readonly<Record<string, readonly string[]>> = {
  none: [
    'invalid_parameter_service_provider',
    'invalid_parameter_mvpd',
    'invalid_parameter_code',
    'invalid_parameter_resources',
    'invalid_parameter_redirect_url',
    'invalid_parameter_partner',
    'invalid_parameter_saml_response',
    'invalid_header_device_info',
    'invalid_header_device_identifier',
    'invalid_header_identity_for_temporary_access',
    'invalid_header_pfs_permission_access_not_present',
    'invalid_header_pfs_permission_access_not_determined',
    'invalid_header_pfs_permission_access_not_granted',
    'invalid_header_pfs_provider_id_not_determined',
    'invalid_header_pfs_provider_id_mismatch',
    'invalid_header_pfs_provider_info_expired',
    'invalid_integration',
    'invalid_authentication_session',
    'preauthorization_denied_by_mvpd',
    'authorization_denied_by_mvpd',
    'authorization_denied_by_parental_controls',
    'authorization_denied_by_degradation_rule',
    'authorization_denied_by_degradation_configuration_change',
    'degraded_integration',
    'maximum_attempts_exceeded',
    'invalid_refresh_token',
    'internal_server_error',
  ],
  configuration: [
    'too_many_resources',
    'invalid_configuration_user_metadata_certificate',
    'invalid_configuration_temporary_access',
    'invalid_configuration_platform',
    'invalid_configuration_platform_id',
    'invalid_configuration_platform_trait',
    'invalid_configuration_platform_category_trait',
    'invalid_configuration_platform_services',
    'invalid_configuration_mvpd_platform',
    'invalid_configuration_mvpd_platform_boarding_status',
    'invalid_configuration_mvpd_platform_profile_exchange',
  ],
  'application-registration': [
    'invalid_access_token_service_provider',
    'invalid_access_token_client_application',
  ],
  authentication: [
    'authenticated_profile_missing',
    'authenticated_profile_expired',
    'authenticated_profile_invalidated',
    'temporary_access_duration_limit_exceeded',
    'temporary_access_resources_limit_exceeded',
    'authorization_denied_by_hba_policies',
    'authorization_denied_by_session_invalidated',
    'identity_not_recognized_by_mvpd',
  ],
  retry: [
    'network_received_error',
    'network_connection_timeout',
    'maximum_execution_time_exceeded',
  ],
}

const statusOf = (action: string, code: string) => {
  if (code === 'internal_server_error' || code.startsWith('invalid_configuration')) return 500
  if (action === 'application-registration') return 401
  if (code === 'invalid_refresh_token') return 403
  return action === 'none' && code.startsWith('invalid_') ? 400 : 403
}

const table = Object.entries(codesByAction).flatMap(([action, codes]) =>
  codes.map((code) => ({ action, code, status: statusOf(action, code) })),
)

const common = {
  message: expect.any(String),
  helpUrl: expect.any(String),
  trace: expect.any(String),
}

/** Returns the enhanced error codes that the error message of `fail` lists. */
function knownCodes() {
  try {
    emulator.fail('nonsense')
  } catch (error) {
    const [, list = ''] = /knows: (.*)$/.exec(String(error)) ?? []
    const [, last] = list.split('invalid_token, ')
    return (last ?? '').split(', ').filter((what) => what.includes('_'))
  }
  return []
}

it('fail() knows exactly these enhanced error codes', () => {
  expect(knownCodes().sort()).toEqual(table.map(({ code }) => code).sort())
})

describe.each(table)('$code', ({ code, action, status }) => {
  it('is the whole response to the next call if fail() names it', async () => {
    const app = await application(emulator)
    expect((await command(emulator.fetch, 'fail', code)).status).toBe(204)
    const refused = await app.get('/profiles')

    expect([refused.status, await json(refused)]).toEqual([
      status,
      { ...common, code, action, status },
    ])
    expect((await app.get('/profiles')).status).toBe(200)
  })

  it('is the error of a single decision in a 200 if fail() names it for decisions', async () => {
    const app = await application(emulator)
    emulator.signIn('Lumenwave')
    await command(emulator.fetch, 'fail', code, { on: 'decision' })
    expect((await app.get('/profiles')).status).toBe(200)
    const answer = await app.postJson('/decisions/authorize/Lumenwave', { resources: ['A', 'B'] })

    expect([answer.status, await json(answer)]).toEqual([
      200,
      {
        decisions: [
          {
            resource: 'A',
            mvpd: 'Lumenwave',
            serviceProvider: 'REF30',
            source: 'mvpd',
            authorized: false,
            error: { ...common, code, action, status },
          },
          expect.objectContaining({ resource: 'B', authorized: true }),
        ],
      },
    ])
  })
})

describe('an error on decisions', () => {
  it('applies to as many decisions as `times` says, also of preauthorize', async () => {
    const app = await application(emulator)
    emulator.signIn('Lumenwave')
    emulator.fail('authorization_denied_by_parental_controls', { on: 'decision', times: 2 })
    const ask = async () => {
      const body = { resources: ['A', 'B', 'C'] }
      const answer = await app.postJson('/decisions/preauthorize/Lumenwave', body)
      const { decisions }: { decisions: { authorized: boolean }[] } = await answer.json()
      return decisions.map(({ authorized }) => authorized)
    }

    expect(await ask()).toEqual([false, false, true])
    expect(await ask()).toEqual([true, true, true])
  })

  it.each(['429', 'network', 'invalid_client', 'invalid_token'])('cannot be %s', (what) => {
    expect(() => emulator.fail(what, { on: 'decision' })).toThrow(/decision/)
  })
})

describe('an error that Adobe may add later', () => {
  const error = { code: 'vpn_detected', action: 'disconnect', status: 451, details: 'No VPN.' }

  it('is the whole response', async () => {
    const app = await application(emulator)
    await command(emulator.fetch, 'fail', error)
    const refused = await app.get('/profiles')

    expect([refused.status, await json(refused)]).toEqual([451, { ...common, ...error }])
    expect((await app.get('/profiles')).status).toBe(200)
  })

  it('is the error of a decision, with defaults for omitted fields', async () => {
    const app = await application(emulator)
    emulator.signIn('Lumenwave')
    emulator.fail({ code: 'vpn_detected' }, { on: 'decision' })
    const answer = await app.postJson('/decisions/authorize/Lumenwave', { resources: ['A'] })

    expect(await answer.json()).toMatchObject({
      decisions: [{ error: { code: 'vpn_detected', action: 'none', status: 403 } }],
    })
  })

  it.each([
    [{}],
    [{ code: '' }],
    [{ code: 7 }],
    [{ code: 'x', status: 200 }],
    [{ code: 'x', status: '500' }],
    [{ code: 'x', action: 1 }],
    [{ code: 'x', details: null }],
  ])('is refused if it is malformed: %j', async (what) => {
    const response = await command(emulator.fetch, 'fail', what)

    expect(response.status).toBe(400)
    expect((await json(response))['error']).toMatch(/fail\(\) takes .* of an error/)
  })
})
