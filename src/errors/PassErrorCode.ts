/** Codes of the errors that this package raises itself. */
export type OwnErrorCode =
  | 'configuration'
  | 'network'
  | 'timeout'
  | 'throttled'
  | 'response'
  | 'storage'

/** Error codes of the DCR endpoints (RFC 6749 section 5.2, RFC 7591 section 3.2.2). */
export type OAuthErrorCode =
  | 'invalid_client'
  | 'invalid_redirect_uri'
  | 'invalid_request'
  | 'invalid_software_statement'
  | 'unapproved_software_statement'
  | 'unauthorized_client'
  | 'unsupported_grant_type'

/** Error codes of protected calls (REST API V2, "Enhanced error codes"). */
export type EnhancedErrorCode =
  | 'authenticated_profile_expired'
  | 'authenticated_profile_invalidated'
  | 'authenticated_profile_missing'
  | 'authorization_denied_by_degradation_configuration_change'
  | 'authorization_denied_by_degradation_rule'
  | 'authorization_denied_by_hba_policies'
  | 'authorization_denied_by_mvpd'
  | 'authorization_denied_by_parental_controls'
  | 'authorization_denied_by_session_invalidated'
  | 'identity_not_recognized_by_mvpd'
  | 'internal_server_error'
  | 'invalid_access_token_client_application'
  | 'invalid_access_token_service_provider'
  | 'invalid_authentication_session'
  | 'invalid_configuration_mvpd_platform'
  | 'invalid_configuration_platform'
  | 'invalid_configuration_temporary_access'
  | 'invalid_configuration_user_metadata_certificate'
  | 'invalid_header_device_identifier'
  | 'invalid_header_device_info'
  | 'invalid_header_identity_for_temporary_access'
  | 'invalid_integration'
  | 'invalid_parameter_code'
  | 'invalid_parameter_mvpd'
  | 'invalid_parameter_partner'
  | 'invalid_parameter_redirect_url'
  | 'invalid_parameter_resources'
  | 'invalid_parameter_saml_response'
  | 'invalid_parameter_service_provider'
  | 'maximum_execution_time_exceeded'
  | 'network_connection_timeout'
  | 'network_received_error'
  | 'preauthorization_denied_by_mvpd'
  | 'temporary_access_duration_limit_exceeded'
  | 'temporary_access_resources_limit_exceeded'
  | 'too_many_resources'

/**
 * All known codes, for a `switch`: {@link OwnErrorCode}, {@link OAuthErrorCode} and
 * {@link EnhancedErrorCode}. Adobe Pass may send others.
 */
export type PassErrorCode = OwnErrorCode | OAuthErrorCode | EnhancedErrorCode | (string & {})
