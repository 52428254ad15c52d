import { callsIn, type Call } from './calls';

const compute = callsIn('compute.v1');

const ROUTER = { router: 'the router that it is a part of' };

/** Google's resources by type of resource in Terraform. */
export const GOOGLE_CALLS: Readonly<Record<string, Call>> = {
  google_compute_address: compute('Address'),
  google_compute_disk: compute('Disk', {
    renamed: { size: 'sizeGb', 'disk_encryption_key.kms_key_self_link': 'diskEncryptionKey.kmsKeyName' },
    own: {
      create_snapshot_before_destroy: 'a call of the provider when it deletes the disk',
      create_snapshot_before_destroy_prefix: 'a call of the provider when it deletes the disk',
    },
  }),
  google_compute_disk_resource_policy_attachment: {
    roots: ['compute.v1 DisksAddResourcePoliciesRequest'],
    own: {
      disk: 'the disk that it is a part of',
      name: 'the last part of the address of the policy',
      zone: 'where the disk is',
    },
  },
  google_compute_external_vpn_gateway: compute('ExternalVpnGateway', { renamed: { interface: 'interfaces' } }),
  google_compute_firewall: compute('Firewall', {
    renamed: {
      allow: 'allowed',
      'allow.protocol': 'allowed.IPProtocol',
      deny: 'denied',
      'deny.protocol': 'denied.IPProtocol',
    },
  }),
  google_compute_forwarding_rule: compute('ForwardingRule', {
    own: { recreate_closed_psc: 'whether the provider makes a rule anew whose connection was closed' },
  }),
  google_compute_ha_vpn_gateway: compute('VpnGateway'),
  google_compute_instance: compute('Instance', {
    renamed: {
      attached_disk: 'disks',
      boot_disk: 'disks',
      'boot_disk.kms_key_self_link': 'disks.diskEncryptionKey.kmsKeyName',
      'boot_disk.initialize_params.image': 'disks.initializeParams.sourceImage',
      'boot_disk.initialize_params.size': 'disks.initializeParams.diskSizeGb',
      'boot_disk.initialize_params.type': 'disks.initializeParams.diskType',
      network_interface: 'networkInterfaces',
      'network_interface.access_config': 'networkInterfaces.accessConfigs',
      service_account: 'serviceAccounts',
    },
    own: { allow_stopping_for_update: 'whether the provider may stop it' },
  }),
  google_compute_health_check: compute('HealthCheck'),
  google_compute_network: compute('Network', { renamed: { routing_mode: 'routingConfig.routingMode' } }),
  google_compute_region_autoscaler: compute('Autoscaler', {
    renamed: {
      'autoscaling_policy.cpu_utilization.target': 'autoscalingPolicy.cpuUtilization.utilizationTarget',
      'autoscaling_policy.max_replicas': 'autoscalingPolicy.maxNumReplicas',
      'autoscaling_policy.min_replicas': 'autoscalingPolicy.minNumReplicas',
      'autoscaling_policy.cooldown_period': 'autoscalingPolicy.coolDownPeriodSec',
    },
  }),
  google_compute_region_backend_service: compute('BackendService', {
    renamed: { backend: 'backends', connection_draining_timeout_sec: 'connectionDraining.drainingTimeoutSec' },
  }),
  google_compute_region_health_check: compute('HealthCheck'),
  google_compute_region_instance_group_manager: compute('InstanceGroupManager', {
    renamed: {
      distribution_policy_target_shape: 'distributionPolicy.targetShape',
      distribution_policy_zones: 'distributionPolicy.zones.zone',
      named_port: 'namedPorts',
      'update_policy.max_surge_fixed': 'updatePolicy.maxSurge.fixed',
      'update_policy.max_unavailable_fixed': 'updatePolicy.maxUnavailable.fixed',
      version: 'versions',
    },
    own: { wait_for_instances: 'how long the provider waits' },
  }),
  google_compute_region_instance_template: {
    roots: ['compute.v1 InstanceTemplate', 'compute.v1 InstanceProperties'],
    renamed: {
      disk: 'disks',
      'disk.disk_size_gb': 'disks.initializeParams.diskSizeGb',
      'disk.disk_type': 'disks.initializeParams.diskType',
      'disk.disk_encryption_key.kms_key_self_link': 'disks.diskEncryptionKey.kmsKeyName',
      'disk.source_image': 'disks.initializeParams.sourceImage',
      instance_description: 'description',
      network_interface: 'networkInterfaces',
      service_account: 'serviceAccounts',
    },
    own: { name_prefix: 'a beginning, of which the provider makes the name' },
  },
  google_compute_resource_policy: compute('ResourcePolicy'),
  google_compute_router: compute('Router'),
  google_compute_router_interface: compute('RouterInterface', {
    renamed: { vpn_tunnel: 'linkedVpnTunnel' },
    own: ROUTER,
  }),
  google_compute_router_nat: compute('RouterNat', {
    renamed: { subnetwork: 'subnetworks' },
    own: ROUTER,
  }),
  google_compute_router_peer: compute('RouterBgpPeer', {
    renamed: { interface: 'interfaceName' },
    own: ROUTER,
  }),
  google_compute_subnetwork: compute('Subnetwork'),
  google_compute_vpn_tunnel: compute('VpnTunnel'),
  google_dns_managed_zone: { roots: ['dns.v1 ManagedZone'] },
  google_dns_record_set: {
    roots: ['dns.v1 ResourceRecordSet'],
    renamed: { 'routing_policy.geo': 'routingPolicy.geo.items' },
    own: { managed_zone: 'the zone that it is a part of' },
  },
  google_logging_project_bucket_config: {
    roots: ['logging.v2 LogBucket'],
    own: { bucket_id: 'a part of the path', location: 'a part of the path' },
  },
  google_iam_workload_identity_pool: {
    roots: ['iam.v1 WorkloadIdentityPool'],
    own: { workload_identity_pool_id: 'a part of the query' },
  },
  google_iam_workload_identity_pool_provider: {
    roots: ['iam.v1 WorkloadIdentityPoolProvider'],
    own: {
      attribute_mapping: 'expressions by the names of attributes',
      workload_identity_pool_id: 'a part of the path',
      workload_identity_pool_provider_id: 'a part of the query',
    },
  },
  google_logging_metric: { roots: ['logging.v2 LogMetric'] },
  google_logging_project_exclusion: { roots: ['logging.v2 LogExclusion'] },
  google_os_config_os_policy_assignment: {
    roots: ['osconfig.v1 OSPolicyAssignment'],
    own: { location: 'a part of the path', skip_await_rollout: 'how long the provider waits' },
  },
  google_logging_project_sink: {
    roots: ['logging.v2 LogSink'],
    own: { unique_writer_identity: 'a part of the query' },
  },
  google_monitoring_dashboard: {
    roots: [],
    own: { dashboard_json: 'the whole of it in JSON, which another test reads' },
  },
  google_monitoring_alert_policy: {
    roots: ['monitoring.v3 AlertPolicy'],
    own: { user_labels: 'labels, whose rules the spec has' },
  },
  google_project_iam_custom_role: {
    roots: ['iam.v1 Role'],
    renamed: { permissions: 'includedPermissions' },
    own: { role_id: 'a part of the request' },
  },
  google_project_iam_member: {
    roots: ['cloudresourcemanager.v1 Binding'],
    renamed: { member: 'members' },
  },
  google_project_service: {
    roots: [],
    own: { service: 'a part of the path', disable_on_destroy: 'whether the provider switches it off' },
  },
  google_redis_instance: { roots: ['redis.v1 Instance'] },
  google_secret_manager_secret: { roots: ['secretmanager.v1 Secret'], own: { secret_id: 'a part of the query' } },
  google_sql_database_instance: {
    roots: ['sqladmin.v1 DatabaseInstance'],
    renamed: {
      'settings.disk_autoresize': 'settings.storageAutoResize',
      'settings.disk_autoresize_limit': 'settings.storageAutoResizeLimit',
      'settings.disk_size': 'settings.dataDiskSizeGb',
      'settings.disk_type': 'settings.dataDiskType',
    },
    own: {
      deletion_protection: 'whether the provider refuses',
      'settings.user_labels': 'labels of the topology',
    },
  },
  google_sql_user: {
    roots: ['sqladmin.v1 User'],
    renamed: { password_wo: 'password' },
    own: {
      deletion_policy: 'what the provider does when it lets go',
      password_wo_version: 'tells the provider that the password has changed',
    },
  },
  google_storage_bucket: {
    roots: ['storage.v1 Bucket'],
    renamed: {
      encryption: 'encryption',
      lifecycle_rule: 'lifecycle.rule',
      public_access_prevention: 'iamConfiguration.publicAccessPrevention',
      uniform_bucket_level_access: 'iamConfiguration.uniformBucketLevelAccess.enabled',
    },
    own: {
      force_destroy: 'whether the provider may empty it',
      'lifecycle_rule.condition.with_state': 'the provider has words for isLive',
    },
  },
  google_storage_bucket_iam_member: {
    roots: ['storage.v1 Policy'],
    renamed: { member: 'bindings.members', role: 'bindings.role' },
    own: { bucket: 'a part of the path' },
  },
  google_secret_manager_secret_iam_member: {
    roots: ['secretmanager.v1 Binding'],
    renamed: { member: 'members' },
    own: { secret_id: 'a part of the path' },
  },
  google_secret_manager_secret_version: {
    roots: ['secretmanager.v1 SecretPayload'],
    renamed: { secret_data: 'data' },
    own: { secret: 'a part of the path' },
  },
  google_service_account: {
    roots: ['iam.v1 CreateServiceAccountRequest'],
    renamed: { description: 'serviceAccount.description', display_name: 'serviceAccount.displayName' },
  },
  'data.google_compute_image': compute('Image'),
  'data.google_compute_machine_types': {
    roots: [],
    own: { filter: 'a part of the query', zone: 'a part of the path' },
  },
  'data.google_compute_ha_vpn_gateway': { roots: [], own: { name: 'a part of the path' } },
  'data.google_compute_router': { roots: [], own: { name: 'a part of the path', network: 'not asked for' } },
  'data.google_compute_network': { roots: [], own: { name: 'a part of the path' } },
  'data.google_compute_subnetwork': { roots: [], own: { name: 'a part of the path' } },
  'data.google_kms_crypto_key': {
    roots: [],
    own: { name: 'a part of the path', key_ring: 'a part of the path' },
  },
};
