import { faults } from '../faults.ts'
import type { MatrixApi } from './MatrixApi.ts'

// A separate script, so that it runs before any module of the page reads a browser API.
const asked = new URLSearchParams(location.search).get('fault')
const put = faults.find(({ name }) => name === asked)?.put
if (typeof put === 'function') put()

const matrix: MatrixApi = { isBroken: typeof put === 'function', errors: [] }
Object.assign(window, { matrix })
