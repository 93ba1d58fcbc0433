import { attempt } from './attempt.ts'

/**
 * Calls `listener` on each event of this type, until the returned function is called. If the
 * browser does not allow the listener, the page works without the event.
 */
export function onPageEvent<Type extends keyof WindowEventMap>(
  type: Type,
  listener: (event: WindowEventMap[Type]) => void,
): () => void {
  attempt(() => addEventListener(type, listener))
  return () => {
    attempt(() => removeEventListener(type, listener))
  }
}
