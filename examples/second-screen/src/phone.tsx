import { PhonePage } from './PhonePage'
import { renderWithPass } from './renderWithPass'
import './phone.css'

await renderWithPass(<PhonePage />)
