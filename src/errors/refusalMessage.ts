/** What a developer can do about a refusal, by its code. */
const ADVICE: Readonly<Record<string, string>> = {
  invalid_software_statement:
    'Adobe Pass does not know the software statement. Is it one of another environment, was it revoked, or was the emulator restarted? Give createPassClient a new one',
  unapproved_software_statement:
    'The application of the software statement is not approved yet: ask Adobe to approve it, or use a statement of one that is',
  invalid_redirect_uri:
    'The option redirectUri is not registered with the application: give one that is, or none',
  invalid_client:
    'Adobe Pass does not know the client credentials, and they were replaced less than ten minutes ago',
  unauthorized_client:
    'The application may not get access tokens: check its scopes in the TVE Dashboard, or ask Adobe',
  invalid_access_token_service_provider:
    'The software statement does not cover the service provider: check the option serviceProvider, or use the statement of an application that covers it',
  invalid_parameter_service_provider:
    'Adobe Pass does not know the service provider: check the option serviceProvider, and the environment',
  invalid_parameter_redirect_url:
    'The redirectUrl is not of a domain that is registered for the service provider: use one that is',
  invalid_integration:
    'The service provider and the MVPD are not integrated in this environment: see the TVE Dashboard',
}

/** The message of a refusal: its code, its status and what to do. */
export function refusalMessage(code: string | undefined, status: number): string {
  const refused = `Adobe Pass refused: ${code ?? 'no reason given'} (HTTP ${status})`
  const { [code ?? '']: advice } = ADVICE
  // A code such as `constructor` would find an inherited property.
  return typeof advice === 'string' ? `${refused}. ${advice}` : refused
}
