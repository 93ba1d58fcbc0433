import { type CryptoKey, decodeJwt, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import type { Clock } from './clock.ts'

/** The software statements that one emulator issues and accepts. */
export interface Statements {
  readonly issue: (application?: string) => Promise<string>
  /** Returns the application of a valid statement, or what is wrong with the statement. */
  readonly check: (
    statement: string,
  ) => Promise<{ readonly application: string } | 'invalid' | 'revoked'>
  /** Returns the application that a text names, without checking its signature. */
  readonly applicationOf: (statement: unknown) => string | undefined
  /** Whether a statement was issued for an application with this name. */
  readonly knows: (application: string) => boolean
  readonly revoke: () => void
  /** Undoes revocations. The key stays, and with it all issued statements. */
  readonly reset: () => void
}

interface Keys {
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
}

// jose tolerates white space in base64url, but the real server does not.
const compactJwt = /^[\w-]+\.[\w-]+\.[\w-]+$/

const NO_CRYPTO =
  'The emulator signs its statements, and there is no crypto.subtle here: in a page, use https or localhost; in a test, let the environment have that of Node'

/** Creates an issuer with its own key. The key is created with the first statement. */
export function createStatements(clock: Clock): Statements {
  let keys: Promise<Keys> | undefined
  const issued = new Set<string>()
  const revoked = new Set<string>()
  const applications = new Set<string>()
  const named = new Map<string, Promise<string>>()

  const getKeys = () => {
    keys ??= generateKeyPair('RS256')
    return keys
  }

  const sign = async (given?: string): Promise<string> => {
    if (!globalThis.crypto?.subtle) throw new Error(NO_CRYPTO)
    const application = given ?? crypto.randomUUID()
    const jti = crypto.randomUUID()
    issued.add(jti)
    applications.add(application)
    const { privateKey } = await getKeys()
    return new SignJWT({ software_id: application })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setIssuer('react-adobe-pass emulator')
      .setSubject(application)
      .setJti(jti)
      .setIssuedAt(Math.floor(clock.now() / 1000))
      .sign(privateKey)
  }

  return {
    issue: (application) => {
      if (application === undefined) return sign()
      const known = named.get(application)
      if (known) return known
      const statement = sign(application)
      named.set(application, statement)
      return statement
    },
    check: async (statement) => {
      if (!compactJwt.test(statement)) return 'invalid'
      const { publicKey } = await getKeys()
      try {
        const { payload } = await jwtVerify(statement, publicKey, { algorithms: ['RS256'] })
        return revoked.has(payload.jti ?? '') ? 'revoked' : { application: payload.sub ?? '' }
      } catch {
        return 'invalid'
      }
    },
    applicationOf: (statement) => {
      try {
        return decodeJwt(String(statement)).sub
      } catch {
        return undefined
      }
    },
    knows: (application) => applications.has(application),
    revoke: () => {
      for (const jti of issued) revoked.add(jti)
      named.clear()
    },
    reset: () => revoked.clear(),
  }
}
