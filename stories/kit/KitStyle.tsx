import css from './kit.css?inline'

/** The kit's style sheet, for the document in which it is rendered. */
export const KitStyle = () => (
  <style href="react-adobe-pass-stories" precedence="default">
    {css}
  </style>
)
