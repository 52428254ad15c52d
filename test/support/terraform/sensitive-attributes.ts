/**
 * Attributes that the real providers mark sensitive; the generated packages do not say. Terraform then refuses an output
 * that shows one without `sensitive = true`. By type; source: the providers' registry pages of aws 6.25, google 6.50 and
 * random 3.7, and its schema of tls 4.1. A type that is absent here has none that topogen's configurations use.
 */
export const sensitiveAttributes: Readonly<Record<string, readonly string[]>> = {
  random_password: ['result', 'bcrypt_hash'],
  tls_private_key: ['private_key_pem', 'private_key_openssh', 'private_key_pem_pkcs8'],
  tls_self_signed_cert: ['private_key_pem'],
  tls_cert_request: ['private_key_pem'],
  tls_locally_signed_cert: ['ca_private_key_pem'],
  aws_secretsmanager_secret_version: ['secret_string', 'secret_binary', 'secret_string_wo'],
  aws_ssm_parameter: ['value', 'value_wo'],
  aws_vpn_connection: ['customer_gateway_configuration', 'tunnel1_preshared_key', 'tunnel2_preshared_key'],
  aws_elasticache_replication_group: ['auth_token'],
  aws_db_instance: ['password', 'password_wo'],
  aws_rds_cluster: ['master_password', 'master_password_wo'],
  aws_iam_access_key: ['secret', 'ses_smtp_password_v4'],
  google_compute_vpn_tunnel: ['shared_secret'],
  google_secret_manager_secret_version: ['secret_data', 'secret_data_wo'],
  google_redis_instance: ['auth_string'],
  google_sql_database_instance: ['root_password'],
  google_sql_user: ['password', 'password_wo'],
  google_service_account_key: ['private_key'],
};
