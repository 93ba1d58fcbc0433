/** Shows that something is under way. The text beside it says what. */
export const Spinner = () => <span className="spinner" aria-hidden="true" />
