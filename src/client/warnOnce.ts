// Exists in Node. Bundlers replace `process.env.NODE_ENV` with the mode. Missing elsewhere.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

const said = new Set<string>()

/**
 * Logs to the console what is wrong with the set-up and how to fix it: each message once per page,
 * in development only. Bundlers drop it from a production build.
 */
export function warnOnce(message: string): void {
  try {
    if (process.env.NODE_ENV !== 'production' && !said.has(message)) {
      said.add(message)
      console.error(`[react-adobe-pass] ${message}`)
    }
  } catch {
    // Without a bundler there is no `process`, and this is not a development build.
  }
}
