import type { ReactNode } from 'react'
import { useProfile, useSignIn } from 'react-adobe-pass/entitlement'
import { useArrowKeys } from './useArrowKeys.ts'

/** A television's screen, with the viewer at the top and the states of the hooks at the bottom. */
export function Screen({
  corner,
  children,
}: {
  readonly corner?: ReactNode
  readonly children: ReactNode
}) {
  useArrowKeys()
  return (
    <div className="tv">
      <header className="tv-head">
        <span className="brand">Northlight</span>
        {corner}
      </header>
      <div className="tv-body">{children}</div>
      <HookStates />
    </div>
  )
}

/** For developers, not for the viewer. */
function HookStates() {
  const { status: profile } = useProfile()
  const { status: signIn } = useSignIn()
  return (
    <footer className="hooks">
      <span>
        useProfile <b>{profile}</b>
      </span>
      <span>
        useSignIn <b>{signIn}</b>
      </span>
    </footer>
  )
}
