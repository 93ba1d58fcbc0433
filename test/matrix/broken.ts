/** A promise that a cell breaks. */
export class Broken extends Error {}
