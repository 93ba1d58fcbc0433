import type { Mvpd } from 'react-adobe-pass/rest-v2'

/** The logos of the TV providers, or placeholders while they load. */
export const MvpdList = ({ mvpds }: { readonly mvpds: readonly Mvpd[] | undefined }) => (
  <ul className="mvpds" aria-label="TV providers" aria-busy={!mvpds}>
    {mvpds
      ? mvpds.map(({ id, displayName, logoUrl }) => (
          <li key={id}>{logoUrl ? <img src={logoUrl} alt={displayName} /> : displayName}</li>
        ))
      : Array.from({ length: 10 }, (_, place) => (
          <li key={place} className="waiting" aria-hidden="true" />
        ))}
  </ul>
)
