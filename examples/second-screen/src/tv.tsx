import { renderWithPass } from './renderWithPass'
import { TvPage } from './TvPage'
import './tv.css'

await renderWithPass(<TvPage />)
