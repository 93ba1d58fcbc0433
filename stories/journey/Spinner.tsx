/** Something is under way. What it is, is said beside it. */
export const Spinner = () => <span className="spinner" aria-hidden="true" />
