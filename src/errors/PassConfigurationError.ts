import { PassError, type PassErrorOptions } from './PassError.ts'

/**
 * The options or arguments cannot work: the software statement is not a JWT, `origin` is not an
 * origin, a path needs a `serviceProvider` that is not set, a URL is outside the configured origin.
 * The message names the option and what is expected of it.
 */
export class PassConfigurationError extends PassError {
  override readonly name = 'PassConfigurationError'
  declare readonly code: 'configuration'

  constructor(message: string, { cause }: Pick<PassErrorOptions, 'cause'> = {}) {
    super(message, { code: 'configuration', cause })
  }
}
