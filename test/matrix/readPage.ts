import type { Page } from 'playwright-core'
import type { NotedError } from './page/MatrixApi.ts'

/** The state of a page at one moment. */
export interface Seen {
  /** Whether React's tree is mounted. */
  readonly hasTree: boolean
  readonly isBroken: boolean
  readonly errors: readonly NotedError[]
  /** The text of each output, by its class. */
  readonly text: Readonly<Record<string, string>>
  readonly link: string | undefined
  /** Whether this page was marked by {@link markPage}. */
  readonly isMarked: boolean
}

/** Reads a page of the application. `undefined` while another page is shown, or while it loads. */
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
    // The page is navigating.
    .catch(() => undefined)

/** Marks a page, to distinguish it from a later page at the same URL. */
export const markPage = (page: Page) =>
  page.evaluate(() => void Object.assign(window, { isMarked: true }))

/** What this browser stores. */
interface Stored {
  /** The ids of the clients whose credentials are stored. */
  readonly clients: string
  /** The MVPDs that the viewer is signed in with. `undefined` while no answer is stored. */
  readonly mvpds: string | undefined
}

/** Reads the stored records, in a page without a fault. */
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
