import { cassandraOf } from '../../../src/plan/datastores/cassandra/of-plan';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { clusterOf, datacenterOf, element } from './aws-stacks';

const PLAN = aPlan(TWO_CLOUDS, { datastore: { nodesPerDatacenter: 6 } });
const { json, comments } = clusterOf(PLAN, 'us-east');
const { resource } = json;
const cassandra = cassandraOf(datacenterOf(PLAN, 'us-east'));

test('each node has its planned address, by an interface that outlives the machine', () => {
  for (const node of cassandra.nodes) {
    const id = node.name.replace('-', '_');
    expect(element(resource, 'aws_network_interface', id)).toMatchObject({
      private_ips: [node.address],
      subnet_id: `\${data.terraform_remote_state.network_us_east.outputs.subnet_ids["cassandra_${node.zone.letter}"]}`,
      security_groups: ['${aws_security_group.cassandra.id}'],
    });
    expect(element(resource, 'aws_instance', id)).toMatchObject({
      primary_network_interface: { network_interface_id: `\${aws_network_interface.${id}.id}` },
      instance_type: cassandra.machineType,
    });
  }
  expect(Object.keys(resource['aws_network_interface'] ?? {})).toHaveLength(6);
});

test('each node has an encrypted data disk in its zone, attached and named by tag, that leaves a snapshot', () => {
  expect(element(resource, 'aws_ebs_volume', 'cassandra_2')).toMatchObject({
    availability_zone: 'us-east-1b',
    type: 'gp3',
    size: cassandra.dataDiskGib,
    iops: cassandra.dataDiskIops,
    throughput: cassandra.dataDiskMibPerSecond,
    encrypted: true,
    kms_key_id: '${aws_kms_key.cassandra.arn}',
    final_snapshot: true,
  });
  expect(element(resource, 'aws_volume_attachment', 'cassandra_2')).toMatchObject({
    volume_id: '${aws_ebs_volume.cassandra_2.id}',
    instance_id: '${aws_instance.cassandra_2.id}',
    stop_instance_before_detaching: true,
  });
  expect(element(resource, 'aws_instance', 'cassandra_2')).toMatchObject({
    tags: { 'topogen-data-volume': '${aws_ebs_volume.cassandra_2.id}' },
    metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 1, instance_metadata_tags: 'enabled' },
    root_block_device: { encrypted: true, kms_key_id: '${aws_kms_key.cassandra.arn}' },
  });
});

test('a running node keeps what it booted with, and refuses to be terminated by hand', () => {
  expect(element(resource, 'aws_instance', 'cassandra_1')).toMatchObject({
    disable_api_termination: true,
    lifecycle: { ignore_changes: ['ami', 'instance_type', 'user_data_base64'] },
  });
  expect(comments['aws_instance.cassandra_1']).toContain('terraform apply -replace=aws_instance.cassandra_1');
});

test('user data is its template, compressed', () => {
  expect(element(resource, 'aws_instance', 'cassandra_3')['user_data_base64']).toBe(
    '${base64gzip(replace(templatefile("${path.module}/files/cassandra-3/user-data.yaml", { files = "${path.module}/files" }), "\\r", ""))}',
  );
});

test("the user's own image takes the place of Ubuntu's", () => {
  const [first, second] = TWO_CLOUDS;
  const images = { kong: { image: 'ami-11111111' }, cassandra: { image: 'ami-22222222' } };
  const own = clusterOf(aPlan([{ ...first!, ...images }, second!]), 'us-east').json;
  expect(element(own.resource, 'aws_instance', 'cassandra_1')['ami']).toBe('ami-22222222');
  expect(element(own.resource, 'aws_launch_template', 'kong')['image_id']).toBe('ami-11111111');
  expect(own.data).not.toHaveProperty('aws_ssm_parameter');
  expect(element(resource, 'aws_instance', 'cassandra_1')['ami']).toBe(
    '${data.aws_ssm_parameter.ubuntu.insecure_value}',
  );
});
