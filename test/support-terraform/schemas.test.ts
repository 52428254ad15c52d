import { conformToBlock, decodeValue, encodeValue, sameValue, unknown } from '../support/terraform/dynamic-value';
import type { Block } from '../support/terraform/schema';
import { findSchema } from '../support/terraform/schemas';
import { terraformAvailable } from '../support/terraform/terraform';

function schema(...args: Parameters<typeof findSchema>): Block {
  const found = findSchema(...args);
  if (!found) throw new Error(`no schema of ${args.join(' ')}`);
  return found;
}
const attribute = (block: Block, name: string): object | undefined =>
  block.attributes.find((each) => each.name === name);
const nested = (block: Block, name: string): Block['blocks'][number] | undefined =>
  block.blocks.find((each) => each.name === name);

describe('schemas from the provider packages', () => {
  const vpnGateway = schema('google', 'resource', 'google_compute_ha_vpn_gateway');
  const securityGroup = schema('aws', 'resource', 'aws_security_group');

  test.each([
    ['name', { required: true, optional: false, computed: false }],
    ['description', { required: false, optional: true, computed: false }],
    ['project', { required: false, optional: true, computed: true }],
    ['self_link', { required: false, optional: false, computed: true }],
  ])('tell required, optional and computed apart: %s', (name, expected) => {
    expect(attribute(vpnGateway, name)).toMatchObject(expected);
  });

  test('tell types of attributes', () => {
    const connection = schema('aws', 'resource', 'aws_vpn_connection');
    expect(attribute(connection, 'tunnel1_ike_versions')).toMatchObject({ type: ['set', 'string'] });
    expect(attribute(connection, 'tunnel1_phase1_dh_group_numbers')).toMatchObject({ type: ['set', 'number'] });
    expect(attribute(connection, 'tunnel1_bgp_holdtime')).toMatchObject({ type: 'number' });
    expect(attribute(connection, 'tags')).toMatchObject({ type: ['map', 'string'] });
    expect(attribute(connection, 'routes')).toMatchObject({
      type: ['set', ['object', { destination_cidr_block: 'string', source: 'string', state: 'string' }]],
    });
    expect(attribute(schema('aws', 'resource', 'aws_lb'), 'subnets')).toMatchObject({ type: ['set', 'string'] });
    expect(attribute(schema('aws', 'data', 'aws_subnets'), 'ids')).toMatchObject({ type: ['list', 'string'] });
  });

  test('tell lists from sets, single blocks from many, and which must be there', () => {
    const instance = schema('google', 'resource', 'google_compute_instance');
    expect(nested(instance, 'boot_disk')).toMatchObject({ nesting: 'list', minItems: 1, maxItems: 1 });
    expect(nested(instance, 'network_interface')).toMatchObject({ nesting: 'list', minItems: 1, maxItems: 0 });
    expect(nested(instance, 'timeouts')).toMatchObject({ nesting: 'single', minItems: 0, maxItems: 0 });
    expect(nested(schema('google', 'resource', 'google_compute_firewall'), 'allow')?.nesting).toBe('set');
  });

  test('tell blocks from lists of objects that may be written as blocks', () => {
    expect(nested(securityGroup, 'ingress')).toBeUndefined();
    expect(attribute(securityGroup, 'ingress')).toMatchObject({
      type: ['set', ['object', expect.objectContaining({ cidr_blocks: ['list', 'string'], self: 'bool' })]],
    });
  });

  test('mark secrets', () => {
    expect(attribute(schema('random', 'resource', 'random_password'), 'result')).toMatchObject({ sensitive: true });
    expect(attribute(schema('random', 'resource', 'random_string'), 'result')).toMatchObject({ sensitive: false });
  });

  test('know the arguments of the providers themselves', () => {
    const aws = schema('aws', 'provider', 'aws');
    expect(attribute(aws, 'alias')).toBeUndefined();
    expect(attribute(aws, 'allowed_account_ids')).toMatchObject({ type: ['set', 'string'], optional: true });
    expect(nested(aws, 'assume_role_with_web_identity')?.nesting).toBe('list');
    expect(attribute(nested(aws, 'default_tags')?.block ?? aws, 'tags')).toMatchObject({ type: ['map', 'string'] });
  });

  test('are not there for what the provider does not have', () => {
    expect(findSchema('aws', 'resource', 'aws_iam_policy_document')).toBeUndefined();
    expect(findSchema('aws', 'data', 'aws_iam_policy_document')).toBeDefined();
    expect(findSchema('aws', 'resource', 'google_compute_network')).toBeUndefined();
  });
});

describe('values on the wire', () => {
  test('come back as they went, unknowns included', () => {
    const value = { a: null, b: [1, 4294967295, -2.5], c: { d: 'é', e: unknown }, f: true, g: [] };
    expect(sameValue(decodeValue(encodeValue(value)), value)).toBe(true);
  });

  test('an unknown is the one byte that Terraform writes', () => {
    expect([...encodeValue(unknown).msgpack]).toEqual([0xd4, 0x00, 0x00]);
    // Extension 12 with a map in it: unknown, but known not to be null.
    expect(decodeValue({ msgpack: Buffer.from([0xc7, 0x03, 0x0c, 0x81, 0x01, 0xc2]) })).toBe(unknown);
  });

  test('an old state gets what it lacks and loses what there is no more', () => {
    const block = schema('google', 'resource', 'google_compute_router');
    const state = conformToBlock(block, { name: 'a', gone: 1, bgp: [{ asn: 65010 }] });
    expect(state).toMatchObject({ name: 'a', description: null, timeouts: null });
    expect(state).toMatchObject({ bgp: [{ asn: 65010, advertise_mode: null, advertised_ip_ranges: [] }] });
    expect(state).not.toHaveProperty('gone');
  });
});

describe('the search for a terraform binary', () => {
  const before = process.env['PATH'];
  afterEach(() => {
    process.env['PATH'] = before;
  });

  test('looks on the PATH and nowhere else', () => {
    process.env['PATH'] = `${__dirname}:/nonexistent::`;
    expect(terraformAvailable()).toBe(false);
  });
});
