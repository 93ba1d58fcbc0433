import type { PassClient } from '../../client/PassClient.ts'
import { perClient } from '../../client/perClient.ts'
import { createViewer, type Viewer } from './createViewer.ts'

/** The viewer of a client. Each page has one. */
export const viewerOf: (pass: PassClient) => Viewer = perClient(createViewer)
