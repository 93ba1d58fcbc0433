// Node's, and what bundlers put the mode in place of; elsewhere there is none.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

const said = new Set<string>()

/**
 * Tells the developer on the console what is wrong with the set-up and what to do about it: each
 * message once in the life of a page, in development only. Bundlers drop it from a production build.
 */
export function warnOnce(message: string): void {
  try {
    if (process.env.NODE_ENV !== 'production' && !said.has(message)) {
      said.add(message)
      console.error(`[react-adobe-pass] ${message}`)
    }
  } catch {
    // Without a bundler there is no `process`, and nobody develops.
  }
}
