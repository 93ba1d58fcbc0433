import type { Page } from 'playwright-core'
import type { NotedError } from './page/MatrixApi.ts'

/** What a page shows at one moment. */
export interface Seen {
  /** Whether React's tree is there. */
  readonly hasTree: boolean
  readonly isBroken: boolean
  readonly errors: readonly NotedError[]
  /** The text of each output, by its class. */
  readonly text: Readonly<Record<string, string>>
  readonly link: string | undefined
  /** Whether this page was marked by {@link markPage}. */
  readonly isMarked: boolean
}

/** Reads a page of the application; `undefined` while it shows another one, or is loading. */
export const readPage = (page: Page): Promise<Seen | undefined> =>
  page
    .evaluate(() =>
      'matrix' in window
        ? {
            hasTree: document.querySelector('main') !== null,
            isBroken: window.matrix.isBroken,
            errors: window.matrix.errors,
            text: Object.fromEntries(
              Array.from(document.querySelectorAll('output'), ({ className, textContent }) => [
                className,
                textContent ?? '',
              ]),
            ),
            link: document.querySelector('a')?.href,
            isMarked: 'isMarked' in window,
          }
        : undefined,
    )
    // It is being left.
    .catch(() => undefined)

/** Marks a page, to tell it from the one that comes back to the same address. */
export const markPage = (page: Page) =>
  page.evaluate(() => void Object.assign(window, { isMarked: true }))

/** What this browser stores. */
interface Stored {
  /** The clients whose credentials it stores. */
  readonly clients: string
  /** With which MVPDs the viewer is signed in; `undefined` while nothing is stored of that. */
  readonly mvpds: string | undefined
}

/** Reads what this browser stores, in a page without a fault. */
export const readStored = (page: Page): Promise<Stored> =>
  page.evaluate(
    () =>
      new Promise<Stored>((resolve, reject) => {
        const opening = indexedDB.open('react-adobe-pass')
        opening.onerror = () => reject(new Error('IndexedDB cannot be opened'))
        opening.onsuccess = () => {
          const { result: db } = opening
          const all = db.transaction('records').objectStore('records').getAll()
          all.onsuccess = () => {
            const records: readonly unknown[] = all.result
            const ids = records.map((record) => Object(record).credentials?.clientId)
            const viewer = records.find((record) => Object(record).answer)
            const mvpds = viewer ? Object.keys(Object(viewer).answer.profiles).join() : undefined
            resolve({ clients: ids.filter(Boolean).join(), mvpds })
            db.close()
          }
        }
      }),
  )
