/** Adobe's four environments by name. */
export const environments = {
  production: 'https://api.auth.adobe.com',
  staging: 'https://api.auth-staging.adobe.com',
  'prequal-production': 'https://sp-prequal.auth.adobe.com',
  'prequal-staging': 'https://sp-prequal.auth-staging.adobe.com',
} as const

/**
 * The name of an Adobe Pass environment.
 *
 * @useDeclaredType
 */
export type PassEnvironment = keyof typeof environments
