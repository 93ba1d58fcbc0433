import { createPassClient } from 'react-adobe-pass'

/** Makes simultaneous calls to different URLs. Resolves with the errors, and when the last call ended. */
window.run = async ({ origin, softwareStatement, from, count }) => {
  const pass = createPassClient({ origin, softwareStatement, serviceProvider: 'REF30' })
  const calls = Array.from({ length: count }, (_, i) =>
    pass.request({ path: `/api/v2/REF30/configuration?${from + i}` }),
  )
  const results = await Promise.allSettled(calls)
  const errors = results.flatMap(({ reason }) => (reason ? [String(reason)] : []))
  return { answered: count - errors.length, errors }
}
