import { useAuthorize } from 'react-adobe-pass/entitlement'
import { Catalogue } from './Catalogue.tsx'
import { Player } from './Player.tsx'
import type { Title } from './titles.ts'

/** The catalogue, and the player that opens from it. */
export function Theatre({
  titles,
  open,
  onOpen,
  onAccount,
}: {
  readonly titles: readonly Title[]
  readonly open: Title | undefined
  readonly onOpen: (title: Title | undefined) => void
  readonly onAccount: () => void
}) {
  const authorization = useAuthorize()
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
      <Catalogue titles={titles} onOpen={ask} />
      {open && (
        <Player
          title={open}
          token={authorization.data?.token}
          refusal={authorization.refusal}
          onAgain={() => ask(open)}
          onAccount={onAccount}
          onClose={close}
        />
      )}
    </>
  )
}
