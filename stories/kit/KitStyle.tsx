import css from './kit.css?inline'

/** The kit's style sheet, in whatever document it is rendered in. */
export const KitStyle = () => (
  <style href="react-adobe-pass-stories" precedence="default">
    {css}
  </style>
)
