import { fetchPass, originInPage } from './fetchPass.ts'

const {
  VITE_EMULATOR_IN_PAGE,
  VITE_EMULATOR_ORIGIN,
  VITE_PASS_STATEMENT,
  VITE_PASS_ORIGIN,
  VITE_PASS_SERVICE_PROVIDER,
} = import.meta.env

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)

const statement = text(VITE_PASS_STATEMENT)
const realOrigin = text(VITE_PASS_ORIGIN)
const serviceProvider = text(VITE_PASS_SERVICE_PROVIDER)
const isInPage = Boolean(VITE_EMULATOR_IN_PAGE)
const defaultOrigin = isInPage ? originInPage : 'http://127.0.0.1:8787'
const isReal = Boolean(statement && realOrigin && serviceProvider)

/** The server of the stories: a real environment if `VITE_PASS_*` names one, else the emulator. */
export const environment = {
  isEmulator: !isReal,
  /** Whether each page has an emulator of its own, as on the documentation site: see `fetchPass`. */
  isInPage,
  /** Whether the page's own origin answers too: the development server proxies the emulator. */
  hasProxy: !isReal && (import.meta.env.DEV || isInPage),
  origin: (isReal && realOrigin) || text(VITE_EMULATOR_ORIGIN) || toldByFrame() || defaultOrigin,
  serviceProvider: (isReal && serviceProvider) || 'REF30',
}

/** The statement of `application`. A real environment has one statement for all. */
export async function softwareStatement(application: string): Promise<string> {
  if (isReal && statement) return statement
  const query = new URLSearchParams({ application })
  const response = await fetchPass(`${environment.origin}/__emulator/statement?${query}`)
  return response.text()
}

/** A test runner sets the variables only for its own page, not for a frame in it. */
function toldByFrame(): string | undefined {
  return window.frameElement?.getAttribute('data-origin') ?? undefined
}
