import { attempt } from './attempt.ts'

/**
 * Resolves when the viewer may see the page: at once, unless the browser prerenders it. Meanwhile a
 * browser grants no Web Locks, and the viewer may never come.
 */
export async function pageActivated(): Promise<void> {
  if (!isPrerendering()) return
  await new Promise<void>((resolve) => {
    const listen = () => {
      document.addEventListener('prerenderingchange', () => resolve(), { once: true })
      return true
    }
    if (!attempt(listen)) resolve()
  })
}

const isPrerendering = () => attempt(() => Reflect.get(document, 'prerendering')) === true
