/** One enhanced error code as Adobe documents it. */
export interface EnhancedError {
  readonly action: string
  readonly status: number
  readonly message: string
}

type Row = readonly [code: string, status: number, message: string]

const none: readonly Row[] = [
  ['invalid_parameter_service_provider', 400, 'The service provider is missing or invalid.'],
  ['invalid_parameter_mvpd', 400, 'The mvpd is missing or invalid.'],
  ['invalid_parameter_code', 400, 'The code is missing or invalid.'],
  ['invalid_parameter_resources', 400, 'The resources are missing or invalid.'],
  ['invalid_parameter_redirect_url', 400, 'The redirect URL is missing or invalid.'],
  ['invalid_parameter_partner', 400, 'The partner is missing or invalid.'],
  ['invalid_parameter_saml_response', 400, 'The SAML response is missing or invalid.'],
  ['invalid_header_device_info', 400, 'The device information header is missing or invalid.'],
  ['invalid_header_device_identifier', 400, 'The device identifier header is missing or invalid.'],
  [
    'invalid_header_identity_for_temporary_access',
    400,
    'The identity for temporary access is missing or invalid.',
  ],
  ['invalid_header_pfs_permission_access_not_present', 400, 'The permission status is missing.'],
  ['invalid_header_pfs_permission_access_not_determined', 400, 'The permission is undetermined.'],
  ['invalid_header_pfs_permission_access_not_granted', 400, 'The permission is not granted.'],
  ['invalid_header_pfs_provider_id_not_determined', 400, 'The provider id names no known mvpd.'],
  ['invalid_header_pfs_provider_id_mismatch', 400, 'The provider id does not match the mvpd.'],
  ['invalid_header_pfs_provider_info_expired', 400, 'The provider information has expired.'],
  ['invalid_integration', 400, 'The service provider has no valid integration with the mvpd.'],
  ['invalid_authentication_session', 400, 'The authentication session is missing or invalid.'],
  ['preauthorization_denied_by_mvpd', 403, 'The mvpd denied preauthorization of the resource.'],
  ['authorization_denied_by_mvpd', 403, 'The mvpd denied authorization of the resource.'],
  ['authorization_denied_by_parental_controls', 403, 'Parental controls deny the resource.'],
  ['authorization_denied_by_degradation_rule', 403, 'A degradation rule denies the resource.'],
  // These four are only in Adobe's contract.
  ['degraded_integration', 403, 'The integration with the mvpd is degraded.'],
  ['maximum_attempts_exceeded', 403, 'There have been too many attempts.'],
  ['invalid_refresh_token', 403, 'The refresh token is missing or invalid.'],
  [
    'authorization_denied_by_degradation_configuration_change',
    403,
    'A change of the degradation denies the resource.',
  ],
  ['internal_server_error', 500, 'The request failed because of an internal server error.'],
]

const configuration: readonly Row[] = [
  ['too_many_resources', 403, 'Too many resources were asked for at once.'],
  ['invalid_configuration_user_metadata_certificate', 500, 'The certificate is not set up.'],
  ['invalid_configuration_temporary_access', 500, 'Temporary access is set up wrongly.'],
  ['invalid_configuration_platform', 500, 'The platform is not set up for the integration.'],
  ['invalid_configuration_platform_id', 500, 'The platform id is not set up.'],
  ['invalid_configuration_platform_trait', 500, 'The platform trait is not set up.'],
  ['invalid_configuration_platform_category_trait', 500, 'The category trait is not set up.'],
  ['invalid_configuration_platform_services', 500, 'The platform services are not set up.'],
  ['invalid_configuration_mvpd_platform', 500, 'The mvpd is not set up for the platform.'],
  ['invalid_configuration_mvpd_platform_boarding_status', 500, 'The boarding status is not set.'],
  ['invalid_configuration_mvpd_platform_profile_exchange', 500, 'The exchange is not set up.'],
]

const applicationRegistration: readonly Row[] = [
  [
    'invalid_access_token_service_provider',
    401,
    'The access token is not valid for the service provider.',
  ],
  [
    'invalid_access_token_client_application',
    401,
    'The access token belongs to a client application that is not valid.',
  ],
]

const authentication: readonly Row[] = [
  ['authenticated_profile_missing', 403, 'There is no authenticated profile for this request.'],
  ['authenticated_profile_expired', 403, 'The authenticated profile has expired.'],
  ['authenticated_profile_invalidated', 403, 'The authenticated profile has been invalidated.'],
  ['temporary_access_duration_limit_exceeded', 403, 'The time of the temporary access is used up.'],
  ['temporary_access_resources_limit_exceeded', 403, 'The temporary access has no resources left.'],
  ['authorization_denied_by_hba_policies', 403, 'Home-based authentication denies the resource.'],
  ['authorization_denied_by_session_invalidated', 403, 'The mvpd has ended the session.'],
  ['identity_not_recognized_by_mvpd', 403, 'The mvpd does not recognise the viewer.'],
]

const retry: readonly Row[] = [
  ['network_received_error', 403, 'A partner service answered with a read error. Try again.'],
  ['network_connection_timeout', 403, 'A partner service could not be reached. Try again.'],
  ['maximum_execution_time_exceeded', 403, 'The request took too long. Try again.'],
]

const rowsByAction: readonly (readonly [action: string, rows: readonly Row[]])[] = [
  ['none', none],
  ['configuration', configuration],
  ['application-registration', applicationRegistration],
  ['authentication', authentication],
  ['retry', retry],
]

/** The enhanced errors of REST API V2, by code. */
export const enhancedErrors: ReadonlyMap<string, EnhancedError> = new Map(
  rowsByAction.flatMap(([action, rows]) =>
    rows.map(([code, status, message]) => [code, { action, status, message }] as const),
  ),
)
