import { callsIn, inside, type Call } from './calls';

const ec2 = callsIn('ec2');

/** A rule of a security group, each of which is one permission. */
const RULE: Omit<Call, 'roots'> = {
  renamed: {
    security_group_id: 'GroupId',
    ...inside('IpPermissions', {
      cidr_ipv4: 'IpRanges.CidrIp',
      description: 'IpRanges.Description',
      referenced_security_group_id: 'UserIdGroupPairs.GroupId',
      prefix_list_id: 'PrefixListIds.PrefixListId',
      from_port: 'FromPort',
      to_port: 'ToPort',
      ip_protocol: 'IpProtocol',
    }),
  },
};

/** The options of both tunnels of a connection; lists of numbers and words are lists of `{ Value }` there. */
const TUNNELS = Object.fromEntries(
  [1, 2].flatMap((tunnel) => {
    const plain = {
      dpd_timeout_action: 'DPDTimeoutAction',
      enable_tunnel_lifecycle_control: 'EnableTunnelLifecycleControl',
      ike_versions: 'IKEVersions.Value',
      inside_cidr: 'TunnelInsideCidr',
      log_options: 'LogOptions',
      'log_options.cloudwatch_log_options': 'LogOptions.CloudWatchLogOptions',
      preshared_key: 'PreSharedKey',
      startup_action: 'StartupAction',
    };
    const phases = [1, 2].flatMap((phase) => [
      [`phase${phase}_dh_group_numbers`, `Phase${phase}DHGroupNumbers.Value`] as const,
      [`phase${phase}_encryption_algorithms`, `Phase${phase}EncryptionAlgorithms.Value`] as const,
      [`phase${phase}_integrity_algorithms`, `Phase${phase}IntegrityAlgorithms.Value`] as const,
    ]);
    const options = inside('Options.TunnelOptions', { ...plain, ...Object.fromEntries(phases) });
    return Object.entries(options).map(([name, member]) => [`tunnel${tunnel}_${name}`, member]);
  }),
) as Record<string, string>;

/** AWS's calls by type of resource. */
export const AWS_CALLS: Readonly<Record<string, Call>> = {
  aws_autoscaling_group: {
    roots: [
      'autoscaling CreateAutoScalingGroup',
      'autoscaling EnableMetricsCollection',
      'autoscaling StartInstanceRefresh',
    ],
    renamed: {
      name: 'AutoScalingGroupName',
      tag: 'Tags',
      'launch_template.id': 'LaunchTemplate.LaunchTemplateId',
      initial_lifecycle_hook: 'LifecycleHookSpecificationList',
      'initial_lifecycle_hook.name': 'LifecycleHookSpecificationList.LifecycleHookName',
      enabled_metrics: 'Metrics',
      instance_refresh: '',
    },
    own: { wait_for_capacity_timeout: 'how long the provider waits' },
  },
  aws_autoscaling_policy: {
    roots: ['autoscaling PutScalingPolicy'],
    renamed: { name: 'PolicyName' },
  },
  aws_cloudwatch_event_rule: { roots: ['events PutRule'] },
  aws_cloudwatch_log_group: {
    roots: ['logs CreateLogGroup', 'logs PutRetentionPolicy'],
    renamed: { name: 'logGroupName' },
  },
  aws_cloudwatch_log_metric_filter: {
    roots: ['logs PutMetricFilter'],
    renamed: {
      name: 'filterName',
      pattern: 'filterPattern',
      metric_transformation: 'metricTransformations',
      'metric_transformation.name': 'metricTransformations.metricName',
      'metric_transformation.namespace': 'metricTransformations.metricNamespace',
      'metric_transformation.value': 'metricTransformations.metricValue',
    },
  },
  aws_cloudwatch_dashboard: {
    roots: ['cloudwatch PutDashboard'],
    own: { dashboard_body: 'JSON of its own form, which another test reads' },
  },
  aws_cloudwatch_metric_alarm: {
    roots: ['cloudwatch PutMetricAlarm'],
    renamed: {
      ok_actions: 'OKActions',
      metric_query: 'Metrics',
      'metric_query.metric': 'Metrics.MetricStat',
      'metric_query.metric.metric_name': 'Metrics.MetricStat.Metric.MetricName',
      'metric_query.metric.namespace': 'Metrics.MetricStat.Metric.Namespace',
    },
    own: {
      dimensions: 'names with their values, a list there',
      'metric_query.metric.dimensions': 'names with their values, a list there',
    },
  },
  aws_customer_gateway: ec2('CreateCustomerGateway'),
  aws_db_instance: {
    roots: ['rds CreateDBInstance', 'rds DeleteDBInstance', 'rds ModifyDBInstance', 'rds CreateDBInstanceReadReplica'],
    renamed: {
      identifier: 'DBInstanceIdentifier',
      instance_class: 'DBInstanceClass',
      parameter_group_name: 'DBParameterGroupName',
      username: 'MasterUsername',
      password_wo: 'MasterUserPassword',
      backup_window: 'PreferredBackupWindow',
      maintenance_window: 'PreferredMaintenanceWindow',
      ca_cert_identifier: 'CACertificateIdentifier',
      enabled_cloudwatch_logs_exports: 'EnableCloudwatchLogsExports',
      final_snapshot_identifier: 'FinalDBSnapshotIdentifier',
      replicate_source_db: 'SourceDBInstanceIdentifier',
    },
    own: { password_wo_version: 'tells the provider that the password is another' },
  },
  aws_db_instance_automated_backups_replication: {
    roots: ['rds StartDBInstanceAutomatedBackupsReplication'],
    renamed: { retention_period: 'BackupRetentionPeriod', source_db_instance_arn: 'SourceDBInstanceArn' },
  },
  aws_db_parameter_group: {
    roots: ['rds CreateDBParameterGroup', 'rds ModifyDBParameterGroup'],
    renamed: {
      name: 'DBParameterGroupName',
      family: 'DBParameterGroupFamily',
      parameter: 'Parameters',
      'parameter.name': 'Parameters.ParameterName',
      'parameter.value': 'Parameters.ParameterValue',
    },
  },
  aws_db_subnet_group: {
    roots: ['rds CreateDBSubnetGroup'],
    renamed: { name: 'DBSubnetGroupName', description: 'DBSubnetGroupDescription' },
  },
  aws_default_security_group: { roots: [], own: { vpc_id: 'the network whose own group it takes over' } },
  aws_dlm_lifecycle_policy: {
    roots: ['dlm CreateLifecyclePolicy'],
    renamed: {
      'policy_details.schedule': 'PolicyDetails.Schedules',
      'policy_details.schedule.cross_region_copy_rule': 'PolicyDetails.Schedules.CrossRegionCopyRules',
    },
    own: { 'policy_details.target_tags': 'a map, which the provider turns into a list of tags' },
  },
  aws_ebs_volume: ec2('CreateVolume', {
    renamed: { type: 'VolumeType' },
    own: { final_snapshot: 'a call of the provider when it deletes the disk' },
  }),
  aws_ec2_transit_gateway: ec2('CreateTransitGateway', {
    renamed: inside('Options', {
      amazon_side_asn: 'AmazonSideAsn',
      auto_accept_shared_attachments: 'AutoAcceptSharedAttachments',
      default_route_table_association: 'DefaultRouteTableAssociation',
      default_route_table_propagation: 'DefaultRouteTablePropagation',
      vpn_ecmp_support: 'VpnEcmpSupport',
    }),
  }),
  aws_ec2_transit_gateway_peering_attachment: ec2('CreateTransitGatewayPeeringAttachment'),
  aws_ec2_transit_gateway_peering_attachment_accepter: ec2('AcceptTransitGatewayPeeringAttachment'),
  aws_ec2_transit_gateway_route: ec2('CreateTransitGatewayRoute'),
  aws_ec2_transit_gateway_route_table: ec2('CreateTransitGatewayRouteTable'),
  aws_ec2_transit_gateway_route_table_association: ec2('AssociateTransitGatewayRouteTable', {
    own: { replace_existing_association: 'whether the provider ends another association first' },
  }),
  aws_ec2_transit_gateway_route_table_propagation: ec2('EnableTransitGatewayRouteTablePropagation'),
  aws_ec2_transit_gateway_vpc_attachment: ec2('CreateTransitGatewayVpcAttachment', {
    own: {
      transit_gateway_default_route_table_association: 'whether the provider undoes the default',
      transit_gateway_default_route_table_propagation: 'whether the provider undoes the default',
    },
  }),
  aws_eip: ec2('AllocateAddress'),
  aws_eip_association: ec2('AssociateAddress'),
  aws_elasticache_replication_group: {
    roots: ['elasticache CreateReplicationGroup', 'elasticache ModifyReplicationGroup'],
    renamed: {
      description: 'ReplicationGroupDescription',
      node_type: 'CacheNodeType',
      parameter_group_name: 'CacheParameterGroupName',
      subnet_group_name: 'CacheSubnetGroupName',
    },
  },
  aws_elasticache_subnet_group: {
    roots: ['elasticache CreateCacheSubnetGroup'],
    renamed: { name: 'CacheSubnetGroupName', description: 'CacheSubnetGroupDescription' },
  },
  aws_flow_log: ec2('CreateFlowLogs', {
    renamed: { iam_role_arn: 'DeliverLogsPermissionArn', vpc_id: 'ResourceIds', subnet_id: 'ResourceIds' },
  }),
  aws_iam_instance_profile: {
    roots: ['iam CreateInstanceProfile', 'iam AddRoleToInstanceProfile'],
    renamed: { name: 'InstanceProfileName', role: 'RoleName' },
  },
  aws_iam_role: {
    roots: ['iam CreateRole'],
    renamed: { name: 'RoleName', assume_role_policy: 'AssumeRolePolicyDocument' },
  },
  aws_iam_role_policy: {
    roots: ['iam PutRolePolicy'],
    renamed: { name: 'PolicyName', role: 'RoleName', policy: 'PolicyDocument' },
  },
  aws_instance: ec2('RunInstances', {
    renamed: {
      ami: 'ImageId',
      iam_instance_profile: 'IamInstanceProfile.Name',
      associate_public_ip_address: 'NetworkInterfaces.AssociatePublicIpAddress',
      root_block_device: 'BlockDeviceMappings.Ebs',
      primary_network_interface: 'NetworkInterfaces',
      user_data_base64: 'UserData',
      vpc_security_group_ids: 'SecurityGroupIds',
    },
    own: {
      force_destroy: 'whether the provider lifts the protection before it ends the instance',
      'root_block_device.tags': 'tags of the volume',
    },
  }),
  aws_internet_gateway: {
    roots: ['ec2 CreateInternetGateway', 'ec2 AttachInternetGateway'],
  },
  aws_kms_alias: { roots: ['kms CreateAlias'], renamed: { name: 'AliasName' } },
  aws_kms_key: {
    roots: ['kms CreateKey', 'kms ScheduleKeyDeletion'],
    renamed: { deletion_window_in_days: 'PendingWindowInDays' },
    own: { enable_key_rotation: 'a call without arguments' },
  },
  aws_launch_template: ec2('CreateLaunchTemplate', {
    renamed: {
      name: 'LaunchTemplateName',
      description: 'VersionDescription',
      ...inside('LaunchTemplateData', {
        block_device_mappings: 'BlockDeviceMappings',
        iam_instance_profile: 'IamInstanceProfile',
        image_id: 'ImageId',
        instance_type: 'InstanceType',
        metadata_options: 'MetadataOptions',
        monitoring: 'Monitoring',
        network_interfaces: 'NetworkInterfaces',
        'network_interfaces.security_groups': 'NetworkInterfaces.Groups',
        tag_specifications: 'TagSpecifications',
        user_data: 'UserData',
      }),
    },
    own: {
      update_default_version: 'whether the provider makes the new version the default',
      'tag_specifications.tags': 'tags of what is launched',
    },
  }),
  aws_lb: {
    roots: ['elbv2 CreateLoadBalancer'],
    renamed: { load_balancer_type: 'Type' },
    own: {
      internal: 'the provider makes the scheme of it',
      enable_cross_zone_load_balancing: 'an attribute, which the model has as free text',
      enable_deletion_protection: 'an attribute, which the model has as free text',
    },
  },
  aws_lb_listener: { roots: ['elbv2 CreateListener'], renamed: { default_action: 'DefaultActions' } },
  aws_lb_target_group: {
    roots: ['elbv2 CreateTargetGroup'],
    renamed: {
      'health_check.healthy_threshold': 'HealthyThresholdCount',
      'health_check.unhealthy_threshold': 'UnhealthyThresholdCount',
      'health_check.interval': 'HealthCheckIntervalSeconds',
      'health_check.timeout': 'HealthCheckTimeoutSeconds',
      'health_check.matcher': 'Matcher.HttpCode',
      'health_check.path': 'HealthCheckPath',
      'health_check.port': 'HealthCheckPort',
      'health_check.protocol': 'HealthCheckProtocol',
    },
    own: {
      connection_termination: 'an attribute, which the model has as free text',
      deregistration_delay: 'an attribute, which the model has as free text',
      preserve_client_ip: 'an attribute, which the model has as free text',
    },
  },
  aws_nat_gateway: ec2('CreateNatGateway', { renamed: { availability_zone_address: 'AvailabilityZoneAddresses' } }),
  aws_network_interface: {
    roots: ['ec2 CreateNetworkInterface', 'ec2 ModifyNetworkInterfaceAttribute'],
    renamed: {
      private_ips: 'PrivateIpAddresses.PrivateIpAddress',
      security_groups: 'Groups',
      source_dest_check: 'SourceDestCheck.Value',
    },
  },
  aws_route: ec2('CreateRoute'),
  aws_route53_health_check: {
    roots: ['route53 CreateHealthCheck'],
    renamed: inside('HealthCheckConfig', {
      child_health_threshold: 'HealthThreshold',
      child_healthchecks: 'ChildHealthChecks',
      enable_sni: 'EnableSNI',
      failure_threshold: 'FailureThreshold',
      fqdn: 'FullyQualifiedDomainName',
      ip_address: 'IPAddress',
      port: 'Port',
      request_interval: 'RequestInterval',
      resource_path: 'ResourcePath',
      type: 'Type',
    }),
  },
  aws_route53_record: {
    roots: ['route53 ChangeResourceRecordSets'],
    renamed: {
      zone_id: 'HostedZoneId',
      ...inside('ChangeBatch.Changes.ResourceRecordSet', {
        name: 'Name',
        type: 'Type',
        ttl: 'TTL',
        records: 'ResourceRecords.Value',
        set_identifier: 'SetIdentifier',
        health_check_id: 'HealthCheckId',
        'alias.name': 'AliasTarget.DNSName',
        'alias.zone_id': 'AliasTarget.HostedZoneId',
        'alias.evaluate_target_health': 'AliasTarget.EvaluateTargetHealth',
        'failover_routing_policy.type': 'Failover',
        'latency_routing_policy.region': 'Region',
      }),
    },
  },
  aws_route53_zone: {
    roots: ['route53 CreateHostedZone'],
    renamed: { comment: 'HostedZoneConfig.Comment', 'vpc.vpc_id': 'VPC.VPCId' },
  },
  aws_route_table: ec2('CreateRouteTable'),
  aws_route_table_association: ec2('AssociateRouteTable'),
  aws_s3_bucket: { roots: ['s3 CreateBucket'], own: { force_destroy: 'whether the provider may empty it' } },
  aws_s3_bucket_lifecycle_configuration: {
    roots: ['s3 PutBucketLifecycleConfiguration'],
    renamed: { rule: 'LifecycleConfiguration.Rules' },
  },
  aws_s3_bucket_ownership_controls: {
    roots: ['s3 PutBucketOwnershipControls'],
    renamed: { rule: 'OwnershipControls.Rules' },
  },
  aws_s3_bucket_policy: { roots: ['s3 PutBucketPolicy'] },
  aws_s3_bucket_public_access_block: {
    roots: ['s3 PutPublicAccessBlock'],
    renamed: inside('PublicAccessBlockConfiguration', {
      block_public_acls: 'BlockPublicAcls',
      block_public_policy: 'BlockPublicPolicy',
      ignore_public_acls: 'IgnorePublicAcls',
      restrict_public_buckets: 'RestrictPublicBuckets',
    }),
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    roots: ['s3 PutBucketEncryption'],
    renamed: { rule: 'ServerSideEncryptionConfiguration.Rules' },
  },
  aws_s3_bucket_versioning: { roots: ['s3 PutBucketVersioning'] },
  aws_secretsmanager_secret: {
    roots: ['secretsmanager CreateSecret', 'secretsmanager DeleteSecret'],
  },
  aws_secretsmanager_secret_version: { roots: ['secretsmanager PutSecretValue'] },
  aws_security_group: ec2('CreateSecurityGroup', { renamed: { name: 'GroupName' } }),
  aws_subnet: {
    roots: ['ec2 CreateSubnet', 'ec2 ModifySubnetAttribute'],
    renamed: { map_public_ip_on_launch: 'MapPublicIpOnLaunch.Value' },
  },
  aws_volume_attachment: {
    roots: ['ec2 AttachVolume'],
    renamed: { device_name: 'Device' },
    own: { stop_instance_before_detaching: 'a call of the provider before it takes the disk away' },
  },
  aws_vpc: {
    roots: ['ec2 CreateVpc', 'ec2 ModifyVpcAttribute'],
    renamed: { enable_dns_hostnames: 'EnableDnsHostnames.Value', enable_dns_support: 'EnableDnsSupport.Value' },
  },
  aws_vpc_endpoint: ec2('CreateVpcEndpoint'),
  aws_vpc_security_group_egress_rule: ec2('AuthorizeSecurityGroupEgress', RULE),
  aws_vpc_security_group_ingress_rule: ec2('AuthorizeSecurityGroupIngress', RULE),
  aws_vpn_connection: ec2('CreateVpnConnection', { renamed: TUNNELS }),
  'data.aws_caller_identity': { roots: [] },
  'data.aws_ec2_instance_type_offerings': ec2('DescribeInstanceTypeOfferings', { renamed: { filter: 'Filters' } }),
  'data.aws_ec2_transit_gateway': ec2('DescribeTransitGateways', { renamed: { id: 'TransitGatewayIds' } }),
  'data.aws_ec2_transit_gateway_vpc_attachments': ec2('DescribeTransitGatewayVpcAttachments', {
    renamed: { filter: 'Filters' },
  }),
  'data.aws_iam_policy_document': { roots: [], own: { statement: 'a document, whose actions other tests hold' } },
  'data.aws_network_interfaces': ec2('DescribeNetworkInterfaces', { renamed: { filter: 'Filters' } }),
  'data.aws_route53_zone': {
    roots: ['route53 ListHostedZonesByName'],
    renamed: { name: 'DNSName' },
    own: { private_zone: 'which of the answers the provider takes' },
  },
  'data.aws_route_table': ec2('DescribeRouteTables', { renamed: { route_table_id: 'RouteTableIds' } }),
  aws_ssm_association: {
    roots: ['ssm CreateAssociation'],
  },
  aws_ssm_document: {
    roots: ['ssm CreateDocument'],
  },
  'data.aws_ssm_parameter': { roots: ['ssm GetParameter'] },
  'data.aws_subnet': ec2('DescribeSubnets', { renamed: { id: 'SubnetIds' } }),
  'data.aws_vpc': ec2('DescribeVpcs', { renamed: { id: 'VpcIds' } }),
};
