import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { Instance } from '@cdktf/provider-aws/lib/instance';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { SecurityGroupRule } from '@cdktf/provider-aws/lib/security-group-rule';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpnConnection } from '@cdktf/provider-aws/lib/vpn-connection';
import { ComputeFirewall } from '@cdktf/provider-google/lib/compute-firewall';
import { ComputeInstanceTemplate } from '@cdktf/provider-google/lib/compute-instance-template';
import { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network';
import { ComputeRegionInstanceGroupManager } from '@cdktf/provider-google/lib/compute-region-instance-group-manager';
import { ComputeRouter } from '@cdktf/provider-google/lib/compute-router';
import { ComputeSubnetwork } from '@cdktf/provider-google/lib/compute-subnetwork';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import {
  LocalBackend,
  type TerraformElement,
  TerraformIterator,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
  Token,
} from 'cdktf';
import { Construct, type Node } from 'constructs';

/** A stack whose elements are named by their ids. */
export class NamedStack extends TerraformStack {
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return ('node' in element ? element.node : element).id;
  }
}

export function newStack(name: string): NamedStack {
  const root = new Construct(undefined as unknown as Construct, '');
  root.node.setContext('cdktfVersion', '0.21.0');
  const stack = new NamedStack(root, name);
  new LocalBackend(stack, { path: `../state/${name}.tfstate` });
  stack.addOverride('terraform.required_version', '>= 1.7.0');
  stack.addOverride('terraform.required_providers.aws', { source: 'hashicorp/aws', version: '~> 6.25' });
  return stack;
}

/** Every shape that the builders of the clouds make use of, and the ones that trip a printer. */
export function exampleStack(): NamedStack {
  const stack = newStack('example');
  addAws(stack);
  stack.addOverride('terraform.required_providers.google', { source: 'hashicorp/google', version: '~> 6.50' });
  addGoogle(stack);
  return stack;
}

function addAws(stack: TerraformStack): void {
  new AwsProvider(stack, 'aws', {
    region: 'us-east-1',
    defaultTags: [{ tags: { topology: 'edge', 'managed-by': 'topogen' } }],
  });
  const west = new AwsProvider(stack, 'aws_west', { alias: 'west', region: 'us-west-2' });
  const size = new TerraformVariable(stack, 'node_size', {
    type: 'string',
    default: 'r6i.${xlarge}',
    description: 'Machine type of a "node", not ${interpolated}',
    validation: [{ condition: '${length(var.node_size) > 0}', errorMessage: 'Give a machine type.' }],
  });
  const vpc = new Vpc(stack, 'main', { cidrBlock: '10.0.0.0/16', enableDnsHostnames: false, tags: { Name: 'edge' } });
  const group = new SecurityGroup(stack, 'cassandra', {
    vpcId: vpc.id,
    description: '',
    ingress: [{ fromPort: 9042, toPort: 9042, protocol: 'tcp', cidrBlocks: ['10.0.0.0/16'] }],
    egress: [],
    timeouts: { create: '5m' },
  });
  new SecurityGroupRule(stack, 'cassandra_gossip', {
    securityGroupId: group.id,
    type: 'ingress',
    protocol: 'tcp',
    fromPort: 7000,
    toPort: 7001,
    cidrBlocks: ['10.0.0.0/16', '10.1.0.0/16'],
    description: 'gossip "inter-node" 100%%{x} $${y}',
    lifecycle: { createBeforeDestroy: true },
  });
  const trust = new DataAwsIamPolicyDocument(stack, 'trust', {
    statement: [
      {
        sid: 'Assume',
        actions: ['sts:AssumeRole'],
        principals: [{ type: 'Service', identifiers: ['ec2.amazonaws.com'] }],
        condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: ['$${aws:PrincipalAccount}'] }],
      },
      { effect: 'Deny', actions: ['s3:*'], resources: ['*'] },
    ],
  });
  const role = new IamRole(stack, 'node', { namePrefix: 'edge-node-', assumeRolePolicy: trust.json });
  const node = new Instance(stack, 'cassandra_1', {
    ami: 'ami-12345678',
    instanceType: size.stringValue,
    vpcSecurityGroupIds: [group.id],
    associatePublicIpAddress: false,
    userData: '#!/bin/sh\nset -eu\n\techo "hello \\"$HOME\\" $${x}" | tee /var/log/x\n',
    rootBlockDevice: { volumeSize: 0, encrypted: true, deleteOnTermination: false },
    metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
    ebsBlockDevice: [
      { deviceName: '/dev/sdf', volumeSize: 500 },
      { deviceName: '/dev/sdg', volumeSize: 500, tags: {} },
    ],
    tags: { Name: 'cassandra-1', 'kubernetes.io/cluster': 'no', for: 'x' },
    dependsOn: [role],
    lifecycle: {
      ignoreChanges: ['user_data', 'tags["Name"]'],
      preventDestroy: true,
      replaceTriggeredBy: ['aws_security_group.cassandra.id'],
    },
  });
  const template = new LaunchTemplate(stack, 'kong', {
    namePrefix: 'kong-',
    userData:
      '${base64encode(templatefile("${path.module}/files/kong.sh", ' +
      `{address="\${aws_instance.cassandra_1.private_ip}","name"="kong",ports=[8000,8443]}))}`,
    blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { volumeSize: 30, encrypted: 'true' } }],
    tagSpecifications: [
      { resourceType: 'instance', tags: { Name: 'kong' } },
      { resourceType: 'volume', tags: { Name: `kong-\${${'var.node_size'}}` } },
    ],
    updateDefaultVersion: true,
  });
  const pool = new AutoscalingGroup(stack, 'kong_pool', {
    minSize: 0,
    maxSize: 6,
    vpcZoneIdentifier: ['subnet-1', 'subnet-2', 'subnet-3'],
    launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
    instanceRefresh: { strategy: 'Rolling', preferences: { minHealthyPercentage: 90 } },
    tag: [
      { key: 'Name', value: 'kong', propagateAtLaunch: true },
      { key: 'managed', value: '', propagateAtLaunch: false },
    ],
  });
  new VpnConnection(stack, 'to_eu', {
    provider: west,
    customerGatewayId: 'cgw-1',
    type: 'ipsec.1',
    tunnel1Phase1EncryptionAlgorithms: ['AES256-GCM-16'],
    tunnel1Phase1DhGroupNumbers: [14, 19, 20],
    tunnel1LogOptions: { cloudwatchLogOptions: { logEnabled: true, logOutputFormat: 'json' } },
    tunnel2LogOptions: { cloudwatchLogOptions: { logEnabled: false } },
  });
  const ports = TerraformIterator.fromMap({ http: { port: 80 }, https: { port: 443 } });
  new SecurityGroupRule(stack, 'proxy', {
    forEach: ports,
    securityGroupId: group.id,
    type: 'ingress',
    protocol: 'tcp',
    fromPort: Token.asNumber(ports.getNumber('port')),
    toPort: Token.asNumber(ports.getNumber('port')),
    selfAttribute: true,
  });
  new TerraformOutput(stack, 'pool_name', { value: pool.name, description: 'Name of the pool', sensitive: false });
  const addresses = new TerraformOutput(stack, 'addresses', {
    value: { node: node.privateIp, zero: 0, none: '', all: [node.privateIp, `${node.privateIp}/32`] },
    description: 'Addresses, with a literal ${brace}',
  });
  // cdktf writes its own dependsOn of an output as `${...}`, which Terraform does not accept.
  addresses.addOverride('depends_on', [`aws_autoscaling_group.${pool.node.id}`]);
}

function addGoogle(stack: TerraformStack): void {
  new GoogleProvider(stack, 'google', { project: 'acme-edge', region: 'europe-west1' });
  const network = new ComputeNetwork(stack, 'network', { name: 'edge', autoCreateSubnetworks: false });
  const subnetwork = new ComputeSubnetwork(stack, 'private', {
    name: 'edge-private',
    network: network.id,
    ipCidrRange: '10.2.0.0/20',
    secondaryIpRange: [{ rangeName: 'pods', ipCidrRange: '10.3.0.0/16' }],
    logConfig: { aggregationInterval: 'INTERVAL_5_SEC', flowSampling: 0.5 },
  });
  new ComputeRouter(stack, 'router', {
    name: 'edge',
    network: network.id,
    bgp: {
      asn: 4200000001,
      advertiseMode: 'CUSTOM',
      advertisedGroups: [],
      advertisedIpRanges: [{ range: '10.2.0.0/16', description: 'own' }, { range: '10.3.0.0/16' }],
      keepaliveInterval: 20,
    },
  });
  new ComputeFirewall(stack, 'gossip', {
    name: 'edge-gossip',
    network: network.id,
    allow: [{ protocol: 'tcp', ports: ['7000', '9042'] }, { protocol: 'icmp' }],
    sourceRanges: ['10.0.0.0/16'],
    labels: undefined,
    logConfig: { metadata: 'INCLUDE_ALL_METADATA' },
  } as ConstructorParameters<typeof ComputeFirewall>[2]);
  const template = new ComputeInstanceTemplate(stack, 'kong_node', {
    namePrefix: 'kong-',
    machineType: 'n2-standard-4',
    canIpForward: false,
    disk: [{ sourceImage: 'debian-cloud/debian-12', autoDelete: true, boot: true, diskSizeGb: 30 }],
    networkInterface: [{ subnetwork: subnetwork.id }],
    metadata: { 'enable-oslogin': 'TRUE', 'startup-script': '#!/bin/sh\n\necho no line end' },
    serviceAccount: { scopes: ['cloud-platform'] },
    scheduling: { automaticRestart: true, onHostMaintenance: 'MIGRATE' },
    shieldedInstanceConfig: { enableSecureBoot: true },
    labels: { app: 'kong' },
    lifecycle: { createBeforeDestroy: true },
  });
  new ComputeRegionInstanceGroupManager(stack, 'kong_group', {
    name: 'kong',
    baseInstanceName: 'kong',
    region: 'europe-west1',
    distributionPolicyZones: ['europe-west1-b', 'europe-west1-c', 'europe-west1-d'],
    version: [{ instanceTemplate: template.id }],
    namedPort: [{ name: 'proxy', port: 8000 }],
    updatePolicy: { type: 'PROACTIVE', minimalAction: 'REPLACE', maxSurgeFixed: 3, maxUnavailableFixed: 0 },
    timeouts: { create: '15m', update: '30m' },
  });
}
