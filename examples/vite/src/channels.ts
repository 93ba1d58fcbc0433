/** Something to watch. */
export interface Channel {
  /** The resource id, as your TV providers know it. With the emulator, `denied` in it locks it. */
  readonly resource: string
  readonly name: string
}

export const channels: readonly Channel[] = [
  { resource: 'news', name: 'News' },
  { resource: 'sports', name: 'Sports' },
  { resource: 'kids', name: 'Kids' },
  { resource: 'movies-denied', name: 'Movies' },
  { resource: 'nights-parental', name: 'Late Night' },
  { resource: 'nature', name: 'Nature' },
]
