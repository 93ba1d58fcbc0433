import { configure } from '@testing-library/dom'

/** In ms. On a very busy machine, the default of `waitFor` (one second) is too short. */
configure({ asyncUtilTimeout: 60_000 })
