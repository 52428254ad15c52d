import * as path from 'node:path';
import type { BlockTree } from '../../../src/emit/hcl/block-schema';
import { blocksOfClass } from '../../../src/emit/hcl/class-blocks';
import { addressedElements, blockSchemaOf } from '../../../src/emit/hcl/stack-elements';
import type { ProviderName } from '../../support/terraform/provider-source';
import type { Block, SchemaKind } from '../../support/terraform/schema';
import { findSchema } from '../../support/terraform/schemas';
import { exampleStack } from './example-stack';
import { longTest } from '../../support/effort';

type Generated = new (...args: never[]) => object;

/** An object of a generated class, without the construct that its constructor would make of it. */
function generated(provider: ProviderName, folder: string): { construct: object; type: string } {
  const lib = path.dirname(require.resolve(`@cdktf/provider-${provider}/package.json`));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the folders are a list
  const module = require(path.join(lib, 'lib', folder)) as Record<string, Generated & { tfResourceType?: string }>;
  const found = Object.values(module).find(({ tfResourceType }) => tfResourceType !== undefined);
  if (!found?.tfResourceType) throw new Error(`no class in ${folder}`);
  return { construct: Object.create(found.prototype as object) as object, type: found.tfResourceType };
}

const blocksOf = (provider: ProviderName, folder: string): BlockTree =>
  blocksOfClass(generated(provider, folder).construct);

describe('the blocks of a generated class', () => {
  test('are named whether or not an instance has them, level by level', () => {
    expect(blocksOf('aws', 'vpn-connection')).toEqual({
      tunnel1_log_options: { cloudwatch_log_options: {} },
      tunnel2_log_options: { cloudwatch_log_options: {} },
    });
    expect(blocksOf('google', 'compute-router')).toEqual({
      bgp: { advertised_ip_ranges: {} },
      md5_authentication_keys: {},
      timeouts: {},
    });
  });

  test('are not the arguments that hold lists of objects', () => {
    expect(blocksOf('aws', 'security-group')).toEqual({ timeouts: {} });
    expect(blocksOf('aws', 'route-table')).toEqual({ timeouts: {} });
  });

  test('are not the arguments that hold one object', () => {
    expect(blocksOf('aws', 's3tables-table-bucket')).toEqual({});
  });

  test('none for a class that has none', () => {
    expect(blocksOf('aws', 'iam-role-policy-attachment')).toEqual({});
  });

  test('are those of a data source and of a provider too', () => {
    expect(blocksOf('aws', 'data-aws-iam-policy-document')).toEqual({
      statement: { condition: {}, not_principals: {}, principals: {} },
    });
    expect(Object.keys(blocksOf('aws', 'provider'))).toContain('default_tags');
  });

  /** The stand-in providers read the same from the TypeScript that the packages were compiled from. */
  const SAMPLES: Readonly<Record<ProviderName, readonly string[]>> = {
    aws: [
      ...[
        'autoscaling-group',
        'cloudwatch-log-group',
        'customer-gateway',
        'data-aws-ami',
        'default-route-table',
        'ebs-volume',
      ],
      ...[
        'ec2-transit-gateway',
        'ec2-transit-gateway-peering-attachment',
        'eip',
        'elasticache-replication-group',
        'iam-role',
      ],
      ...[
        'instance',
        'kms-key',
        'launch-template',
        'lb',
        'lb-listener',
        'lb-target-group',
        'lexv2models-intent',
        'nat-gateway',
      ],
      ...[
        'network-acl',
        'network-interface',
        'route53-record',
        'route53-zone',
        's3-bucket',
        'secretsmanager-secret',
        'subnet',
      ],
      ...[
        'provider',
        'vpc',
        'vpc-endpoint',
        'vpc-security-group-ingress-rule',
        'vpn-gateway',
        'wafv2-web-acl-logging-configuration',
      ],
    ],
    google: [
      ...[
        'compute-address',
        'compute-backend-service',
        'compute-disk',
        'compute-external-vpn-gateway',
        'compute-firewall',
      ],
      ...[
        'compute-forwarding-rule',
        'compute-ha-vpn-gateway',
        'compute-health-check',
        'compute-instance',
        'compute-instance-template',
      ],
      ...[
        'compute-region-autoscaler',
        'compute-region-instance-group-manager',
        'compute-router-nat',
        'compute-router-peer',
      ],
      ...[
        'compute-subnetwork',
        'compute-vpn-tunnel',
        'container-cluster',
        'data-google-compute-image',
        'dns-managed-zone',
      ],
      ...[
        'provider',
        'redis-instance',
        'secret-manager-secret',
        'service-account',
        'sql-database-instance',
        'storage-bucket',
      ],
    ],
    random: ['password', 'provider', 'id', 'shuffle'],
    tls: ['private-key', 'provider', 'self-signed-cert'],
  };

  const treeOf = (block: Block): BlockTree =>
    Object.fromEntries(block.blocks.map((nested) => [nested.name, treeOf(nested.block)]));

  longTest.each(Object.entries(SAMPLES))('agree with the schemas of the stand-in provider %s', (name, folders) => {
    const provider = name as ProviderName;
    for (const folder of folders) {
      const { construct, type } = generated(provider, folder);
      const kind: SchemaKind = folder === 'provider' ? 'provider' : folder.startsWith('data-') ? 'data' : 'resource';
      const schema = findSchema(provider, kind, type);
      expect(schema).toBeDefined();
      expect({ type, blocks: blocksOfClass(construct) }).toEqual({ type, blocks: treeOf(schema as Block) });
    }
  });
});

describe('the elements of a stack', () => {
  test('have the addresses that Terraform knows them by, in the order of construction', () => {
    const addresses = addressedElements(exampleStack()).map(({ address }) => address);
    expect(addresses.slice(0, 7)).toEqual([
      'provider.aws',
      'provider.aws.west',
      'var.node_size',
      'aws_vpc.main',
      'aws_security_group.cassandra',
      'aws_security_group_rule.cassandra_gossip',
      'data.aws_iam_policy_document.trust',
    ]);
    expect(addresses.slice(-3)).toEqual([
      'google_compute_firewall.gossip',
      'google_compute_instance_template.kong_node',
      'google_compute_region_instance_group_manager.kong_group',
    ]);
    expect(addresses).toContain('output.pool_name');
  });

  test('give a schema with every type once', () => {
    const schema = blockSchemaOf(exampleStack());
    expect(Object.keys(schema.data)).toEqual(['aws_iam_policy_document']);
    expect(Object.keys(schema.provider)).toEqual(['aws', 'google']);
    expect(Object.keys(schema.resource)).toHaveLength(14);
  });
});
