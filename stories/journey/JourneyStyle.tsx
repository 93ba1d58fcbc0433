import { KitStyle } from '../kit/KitStyle.tsx'
import css from './journey.css?inline'

/** The kit's style sheet, and the television's on top of it. */
export const JourneyStyle = () => (
  <>
    <KitStyle />
    <style href="react-adobe-pass-journey" precedence="high">
      {css}
    </style>
  </>
)
