import type { PassClient } from '../client/PassClient.ts'
import { createViewer, type Viewer } from './createViewer.ts'

const viewers = new WeakMap<PassClient, Viewer>()

/** The one viewer of a client, in this page. */
export function viewerOf(pass: PassClient): Viewer {
  const viewer = viewers.get(pass) ?? createViewer(pass)
  viewers.set(pass, viewer)
  return viewer
}
