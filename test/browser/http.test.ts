import { PassNetworkError, passEndpoint } from 'react-adobe-pass'
import { configuration, profiles } from 'react-adobe-pass/rest-v2'
import { expect, test } from 'vitest'
import { application, origin } from './testbed.tsx'

test('page and API have different origins', () => {
  expect(location.origin).not.toBe(origin)
})

test('the calls of the client pass the preflight', async () => {
  const { pass } = (await application()).open()

  expect((await pass.request(configuration())).requestor.id).toBe('REF30')
  expect(await pass.request(profiles())).toHaveProperty('profiles')
  expect((await pass.fetch('/api/v2/REF30/profiles')).status).toBe(200)
})

test('a header that CORS forbids fails with a PassNetworkError, without a retry', async () => {
  const { open, calls } = await application()
  const { pass } = open()
  const call = pass.request(
    passEndpoint({
      method: 'POST',
      path: '/api/v2/{serviceProvider}/decisions/preauthorize/{mvpd}',
      params: { mvpd: 'any' },
      body: { resources: ['channel'] },
      headers: { 'AP-TempPass-Identity': btoa('{}') },
    }),
  )

  await expect(call).rejects.toThrow(PassNetworkError)
  await expect(call).rejects.toMatchObject({ timedOut: false, retryable: true })
  // Not repeated: it is not a GET.
  expect(calls).toHaveLength(3)
})

test('an aborted call rejects with the reason of the signal', async () => {
  const { pass } = (await application()).open()
  await pass.getToken()
  const reason = new Error('The viewer has left')
  const call = pass.fetch('/api/v2/REF30/profiles', { signal: AbortSignal.abort(reason) })

  await expect(call).rejects.toBe(reason)
})
