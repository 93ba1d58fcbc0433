import { type ReactNode, useState } from 'react'

/** Shows its children, until the viewer navigates away within the application. */
export function Seen({ children }: { readonly children: ReactNode }) {
  const [seen, setSeen] = useState(true)
  return (
    <>
      {seen && children}
      <button type="button" onClick={() => setSeen(!seen)}>
        {seen ? 'Leave' : 'Come back'}
      </button>
    </>
  )
}
