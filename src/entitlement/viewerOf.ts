import type { PassClient } from '../client/PassClient.ts'
import { perClient } from '../client/perClient.ts'
import { createViewer, type Viewer } from './createViewer.ts'

/** The viewer of a client. There is one in each page. */
export const viewerOf: (pass: PassClient) => Viewer = perClient(createViewer)
