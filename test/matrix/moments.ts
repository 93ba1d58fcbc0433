/** What a viewer does in a page that is broken, in the order of the table. */
export const moments = [
  'first visit',
  'warm start',
  'popup',
  'redirect',
  'code',
  'playback',
  'sign-out',
] as const
export type Moment = (typeof moments)[number]
