type KeyOf<Union> = Union extends unknown ? keyof Union : never

/**
 * A union whose members all have all keys: the keys that a member lacks are `undefined` there. So
 * the fields can be destructured, and a check of one of them narrows the others.
 */
export type AllKeys<Union, Key extends PropertyKey = KeyOf<Union>> = Union extends unknown
  ? Union & { readonly [Missing in Exclude<Key, keyof Union>]?: undefined }
  : never
