import { useAuthorize } from 'react-adobe-pass/entitlement'
import { Catalogue } from './Catalogue.tsx'
import { Player } from './Player.tsx'
import type { Title } from './titles.ts'

/** The catalogue, and what is opened from it. */
export function Theatre({
  titles,
  mvpd,
  open,
  onOpen,
  onAccount,
}: {
  readonly titles: readonly Title[]
  readonly mvpd: string | undefined
  readonly open: Title | undefined
  readonly onOpen: (title: Title | undefined) => void
  readonly onAccount: () => void
}) {
  const authorization = useAuthorize({ mvpd })
  const ask = (title: Title) => {
    onOpen(title)
    authorization.mutate(title.resource)
  }
  const close = () => {
    onOpen(undefined)
    authorization.reset()
  }
  return (
    <>
      <Catalogue titles={titles} mvpd={mvpd} onOpen={ask} />
      {open && (
        <Player
          title={open}
          decision={authorization.data}
          error={authorization.error}
          onAgain={() => ask(open)}
          onAccount={onAccount}
          onClose={close}
        />
      )}
    </>
  )
}
