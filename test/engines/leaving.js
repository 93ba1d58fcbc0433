import { setTimeout as sleep } from 'node:timers/promises'
import { createPassEmulator, servePassEmulator } from '../../dist/emulator/index.js'
import { servePage } from '../pages/app/servePage.mjs'

/**
 * Leaves a page while its call is on its way, for one that makes the same call. Resolves with the
 * ms until the second call has reached the server.
 */
export async function delayAfterLeaving(goto) {
  const emulator = createPassEmulator()
  let isSlow = false
  let arrived = () => {}
  const served = await servePage()
  const { origin, close } = await servePassEmulator({
    emulator: {
      ...emulator,
      async handle(request, rest) {
        if (request.method === 'GET' && request.url.endsWith('/profiles')) {
          arrived()
          if (isSlow) await sleep(3_000)
        }
        return emulator.handle(request, rest)
      },
    },
  })
  const statement = await emulator.softwareStatement()
  /** Resolves when the call of the page has arrived. No address twice, so no page is kept. */
  function open(page) {
    const arrival = new Promise((resolve) => {
      arrived = resolve
    })
    const search = new URLSearchParams({ origin, statement, queries: '1', page })
    goto(`${served.url}?${search}`).catch(() => {})
    return arrival
  }

  try {
    await open('first')
    await sleep(1_000)
    isSlow = true
    await open('left')
    isSlow = false
    const leftAt = performance.now()
    await open('next')
    return performance.now() - leftAt
  } finally {
    await Promise.all([close(), served.close()])
  }
}
