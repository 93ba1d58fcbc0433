import { type ReactNode, useId } from 'react'
import type { Art } from './titles.ts'

/** A drawn poster, 2 by 3. */
export function Poster({ art: { motif, colors } }: { readonly art: Art }) {
  const id = useId()
  const [sky, far, near] = colors
  return (
    <svg
      className="poster"
      viewBox="0 0 200 300"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <linearGradient id={id} x2="0.4" y2="1">
        <stop offset="0" stopColor={far} />
        <stop offset="0.75" stopColor={sky} />
      </linearGradient>
      <rect width="200" height="300" fill={`url(#${id})`} />
      {motifs[motif](far, near)}
    </svg>
  )
}

const steps = [0, 1, 2, 3]

const motifs: Readonly<Record<Art['motif'], (far: string, near: string) => ReactNode>> = {
  sun: (far, near) => (
    <>
      <circle cx="120" cy="110" r="58" fill={near} />
      {steps.map((step) => (
        <rect key={step} y={112 + 18 * step} width="200" height={4 + 3 * step} fill={far} />
      ))}
    </>
  ),
  peaks: (far, near) => (
    <>
      <path d="M-20 230 70 90l50 70 40-46 80 116z" fill={far} />
      <path d="m70 90 22 31-14 12-12-9-16 14zm90 24 18 26-12 8-14-10-10 4z" fill={near} />
      <circle cx="150" cy="56" r="14" fill={near} opacity="0.85" />
    </>
  ),
  waves: (far, near) => (
    <g fill="none" stroke={near} strokeWidth="9" strokeLinecap="round">
      <circle cx="60" cy="64" r="26" fill={near} stroke="none" />
      {steps.map((step) => (
        <path
          key={step}
          d={`M-20 ${130 + 28 * step}q30-30 60 0t60 0 60 0 60 0`}
          stroke={step % 2 ? far : near}
          opacity={1 - 0.2 * step}
        />
      ))}
    </g>
  ),
  rings: (far, near) => (
    <g fill="none" strokeWidth="12">
      {steps.map((step) => (
        <circle
          key={step}
          cx="100"
          cy="118"
          r={18 + 26 * step}
          stroke={step % 2 ? far : near}
          opacity={1 - 0.18 * step}
        />
      ))}
    </g>
  ),
  lanes: (far, near) => (
    <g transform="rotate(-28 100 120)">
      {steps.map((step) => (
        <rect
          key={step}
          x={-70 + 34 * step}
          y={40 + 42 * step}
          width="260"
          height={22 - 4 * step}
          rx="8"
          fill={step % 2 ? far : near}
          opacity={1 - 0.15 * step}
        />
      ))}
    </g>
  ),
  windows: (far, near) => (
    <>
      {steps.flatMap((row) =>
        steps.map((column) => (
          <rect
            key={`${row} ${column}`}
            x={26 + 40 * column}
            y={40 + 42 * row}
            width="26"
            height="30"
            rx="5"
            fill={(row * 3 + column * 5) % 4 === 1 ? near : far}
          />
        )),
      )}
    </>
  ),
}
