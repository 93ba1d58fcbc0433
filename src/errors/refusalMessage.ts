/** What a developer can do about a refusal, by its code. */
const ADVICE: Readonly<Record<string, string>> = {
  'status 404': 'Nothing is at this path: check the path of the endpoint, and the option origin',
  failed: 'Adobe Pass failed, or a proxy before it: try again later',
  invalid_software_statement:
    'Adobe Pass does not know the software statement. Is it one of another environment (options environment and origin), was it revoked, or was the emulator restarted? Give createPassClient a new one',
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
    'Adobe Pass does not know the service provider: check the options serviceProvider and environment',
  invalid_parameter_redirect_url:
    'The redirectUrl is not of a domain that is registered for the service provider: use one that is',
  invalid_parameter_mvpd: 'Adobe Pass does not know the MVPD: use an id of configuration()',
  invalid_parameter_resources: 'Give resources as a list of one or more texts',
  invalid_header_device_identifier: 'Check the option deviceId',
  invalid_header_device_info: 'Check the option deviceInfo',
  too_many_resources: 'Ask for fewer resources in one call',
  invalid_integration:
    'The service provider and the MVPD are not integrated in this environment: see the TVE Dashboard',
}

/** The key in {@link ADVICE} of a status without a code. */
const statusName = (status: number) => (status >= 500 ? 'failed' : `status ${status}`)

/** The message of a refusal: its code, its status and what to do. */
export function refusalMessage(code: string | undefined, status: number): string {
  const refused = `Adobe Pass refused: ${code ?? 'no reason given'} (HTTP ${status})`
  const { [code ?? statusName(status)]: advice } = ADVICE
  // A code such as `constructor` would find an inherited property.
  return typeof advice === 'string' ? `${refused}. ${advice}` : refused
}
