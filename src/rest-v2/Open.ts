/** A literal union that stays open to the values that Adobe adds later. */
export type Open<T extends string> = T | (string & {})
