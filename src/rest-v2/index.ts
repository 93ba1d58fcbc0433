export { type Configuration, configuration, type Mvpd } from './configuration.ts'
export { type Profile, type ProfileAttribute, type Profiles, profiles } from './profiles.ts'
