import { useEffect } from 'react'

const directions: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The arrow keys of a remote control: moves the focus to the nearest element in a direction. */
export function useArrowKeys(): void {
  // Listen on the document, because the keys must work even if nothing has the focus.
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      const direction = directions[event.key]
      const { activeElement: from } = document
      const typing = from instanceof HTMLInputElement && direction?.[0]
      if (!direction || typing) return
      const next = nearest(from, direction)
      if (!next) return
      event.preventDefault()
      next.focus()
    }
    document.addEventListener('keydown', move)
    return () => document.removeEventListener('keydown', move)
  }, [])
}

function nearest(from: Element | null, [x, y]: readonly [number, number]) {
  // An open dialog must keep the focus.
  const root = document.querySelector('dialog[open]') ?? document
  const places = [...root.querySelectorAll<HTMLElement>('.tv :is(button, a[href], input)')].filter(
    (place) => place !== from && place.offsetParent,
  )
  const start = from?.closest('.tv') ? from.getBoundingClientRect() : undefined
  if (!start) return places[0]
  let best: { readonly place: HTMLElement; readonly distance: number } | undefined
  for (const place of places) {
    const end = place.getBoundingClientRect()
    const ahead = x
      ? x * (middle(end.left, end.right) - middle(start.left, start.right))
      : y * (middle(end.top, end.bottom) - middle(start.top, start.bottom))
    const aside = x
      ? gap(start.top, start.bottom, end.top, end.bottom)
      : gap(start.left, start.right, end.left, end.right)
    // An element in the same row is neither above nor below.
    const sameLine = y && gap(start.top, start.bottom, end.top, end.bottom) === 0
    if (ahead <= 1 || sameLine || (x && aside > 0)) continue
    const distance = ahead + 2 * aside
    if (!best || distance < best.distance) best = { place, distance }
  }
  return best?.place
}

const middle = (start: number, end: number) => (start + end) / 2

/** The distance between two ranges, or 0 if they overlap. */
const gap = (start: number, end: number, otherStart: number, otherEnd: number) =>
  Math.max(0, otherStart - end, start - otherEnd)
