import type { PassEnvironment } from 'react-adobe-pass'

declare global {
  interface ImportMetaEnv {
    readonly VITE_PASS_STATEMENT?: string
    readonly VITE_PASS_SERVICE_PROVIDER?: string
    readonly VITE_PASS_ENVIRONMENT?: PassEnvironment
    /** The emulator's origin. Default `http://127.0.0.1:8787`. */
    readonly VITE_PASS_EMULATOR?: string
  }
}
