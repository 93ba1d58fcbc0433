import { configure } from '@testing-library/dom'

/** ms for what comes at once, but on a very busy machine; `waitFor` waits one second otherwise. */
configure({ asyncUtilTimeout: 60_000 })
