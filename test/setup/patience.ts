import { configure } from '@testing-library/dom'

/** ms for what comes at once, but on a busy machine; `waitFor` waits one second otherwise. */
configure({ asyncUtilTimeout: 10_000 })
