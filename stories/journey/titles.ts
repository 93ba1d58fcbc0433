/** Something to watch. */
export interface Title {
  /** The resource id for Adobe Pass. Its name decides the emulator's answer. */
  readonly resource: string
  readonly name: string
  readonly kind: string
  readonly art: Art
}

/** The motif of a poster and its colours: sky, far and near. */
export interface Art {
  readonly motif: 'sun' | 'peaks' | 'waves' | 'rings' | 'lanes' | 'windows'
  readonly colors: readonly [sky: string, far: string, near: string]
}

const title = (
  resource: string,
  name: string,
  kind: string,
  motif: Art['motif'],
  ...colors: Art['colors']
): Title => ({ resource, name, kind, art: { motif, colors } })

/** The titles of Northlight. */
export const titles: readonly Title[] = [
  title('harbour-news', 'Harbour News', 'Live', 'waves', '#0f3a5f', '#2f7fa8', '#9fd8e8'),
  title('night-trains', 'Night Trains', 'Series', 'lanes', '#1a1440', '#5b3fa8', '#e9b3ff'),
  title('lighthouse', 'The Lighthouse Keepers', 'Film', 'sun', '#5a1f3d', '#d9664a', '#ffd08a'),
  title('coastal-derby-retry', 'Coastal Derby', 'Live', 'rings', '#0d3b2a', '#2b8a57', '#b6efb0'),
  title('opera-denied', 'Opera at Dusk', 'Concert', 'windows', '#3d0f2b', '#a2265f', '#ff9ab8'),
  title('kitchen-island', 'Kitchen Island', 'Cooking', 'sun', '#7a3a08', '#e08b2c', '#fff0b8'),
  title('glacier', 'Glacier', 'Documentary', 'peaks', '#12304d', '#5f8fb8', '#e6f3ff'),
  title('grand-prix-denied', 'Grand Prix', 'Live', 'lanes', '#4a0f12', '#c2352f', '#ffb08a'),
  title(
    'midnight-parental',
    'Midnight Alley',
    'Film · 18',
    'windows',
    '#111827',
    '#3f4f78',
    '#ffdf6b',
  ),
  title('small-hours', 'Small Hours', 'Comedy', 'rings', '#3b2a0a', '#b9872a', '#ffe9a8'),
  title('members-cup-hba', 'Members’ Cup', 'Live', 'peaks', '#10333a', '#2c8c8c', '#c4fff2'),
  title('paper-moons', 'Paper Moons', 'Children', 'waves', '#2b1f5c', '#7a5fd0', '#ffe3f1'),
]
