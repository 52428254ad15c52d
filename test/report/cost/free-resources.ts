const NETWORK = 'networks, routes and rules are free: what goes through them is on the bill';
const ATTACHED = 'charged by its attachments and by what VPN brings through it, which are on the bill';
const RIGHTS = 'identities and rights are free';
const PART = 'part of a resource that is on the bill, by itself free';
const STATE = 'stands in the state of Terraform alone';
const SCALING = 'whatever scales a pool is free, and its machines are on the bill';
const BUCKET = 'what the bucket keeps and its calls cost less than a cent a month';
const SYSTEMS_MANAGER = 'Systems Manager charges nothing for machines of EC2 that are kept in a state';
const OWN_EVENTS = 'EventBridge charges nothing for events of services of AWS, and these rules call nobody';
const FREE_THERE = 'free at Google Cloud';

/** Types of resources that no line of the bill charges for, each with the reason. */
export const FREE_RESOURCES: ReadonlyMap<string, string> = new Map([
  ...of(
    NETWORK,
    'aws_customer_gateway',
    'aws_default_security_group',
    'aws_ec2_transit_gateway_route',
    'aws_ec2_transit_gateway_route_table',
    'aws_ec2_transit_gateway_route_table_association',
    'aws_ec2_transit_gateway_route_table_propagation',
    'aws_internet_gateway',
    'aws_network_interface',
    'aws_route',
    'aws_route_table',
    'aws_route_table_association',
    'aws_security_group',
    'aws_subnet',
    'aws_vpc',
    'aws_vpc_security_group_egress_rule',
    'aws_vpc_security_group_ingress_rule',
    'google_compute_external_vpn_gateway',
    'google_compute_firewall',
    'google_compute_ha_vpn_gateway',
    'google_compute_network',
    'google_compute_router',
    'google_compute_router_interface',
    'google_compute_router_peer',
    'google_compute_subnetwork',
  ),
  ...of(ATTACHED, 'aws_ec2_transit_gateway'),
  ...of(OWN_EVENTS, 'aws_cloudwatch_event_rule'),
  ...of(
    RIGHTS,
    'aws_iam_instance_profile',
    'aws_iam_role',
    'aws_iam_role_policy',
    'google_iam_workload_identity_pool',
    'google_iam_workload_identity_pool_provider',
    'google_project_iam_custom_role',
    'google_project_iam_member',
    'google_project_service',
    'google_secret_manager_secret_iam_member',
    'google_service_account',
    'google_storage_bucket_iam_member',
  ),
  ...of(
    PART,
    'aws_db_parameter_group',
    'aws_db_subnet_group',
    'aws_ec2_transit_gateway_peering_attachment_accepter',
    'aws_eip_association',
    'aws_elasticache_subnet_group',
    'aws_flow_log',
    'aws_kms_alias',
    'aws_lb_listener',
    'aws_lb_target_group',
    'aws_route53_record',
    'aws_secretsmanager_secret_version',
    'aws_volume_attachment',
    'google_compute_disk_resource_policy_attachment',
    'google_compute_region_backend_service',
    'google_dns_record_set',
    'google_logging_project_exclusion',
    'google_logging_project_sink',
    'google_secret_manager_secret_version',
    'google_sql_user',
  ),
  ...of(SCALING, 'aws_autoscaling_policy', 'google_compute_region_autoscaler', 'google_compute_region_health_check'),
  ...of(
    BUCKET,
    'aws_s3_bucket',
    'aws_s3_bucket_lifecycle_configuration',
    'aws_s3_bucket_ownership_controls',
    'aws_s3_bucket_policy',
    'aws_s3_bucket_public_access_block',
    'aws_s3_bucket_server_side_encryption_configuration',
    'aws_s3_bucket_versioning',
    'google_storage_bucket',
  ),
  ...of(SYSTEMS_MANAGER, 'aws_ssm_association', 'aws_ssm_document'),
  ...of(FREE_THERE, 'google_monitoring_dashboard'),
  ...of(STATE, 'random_password', 'terraform_data', 'tls_private_key', 'tls_self_signed_cert'),
]);

function of(reason: string, ...types: readonly string[]): readonly (readonly [string, string])[] {
  return types.map((type) => [type, reason]);
}
