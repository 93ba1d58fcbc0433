import { PassError, type PassErrorOptions } from './PassError.ts'

/**
 * The options or the arguments cannot work: the software statement is not a JWT, an origin is not
 * one, a path needs a `serviceProvider` that is not there, a URL leaves the configured origin.
 * The message names the option and what is expected of it.
 */
export class PassConfigurationError extends PassError {
  override readonly name = 'PassConfigurationError'
  declare readonly code: 'configuration'

  constructor(message: string, { cause }: Pick<PassErrorOptions, 'cause'> = {}) {
    super(message, { code: 'configuration', cause })
  }
}
