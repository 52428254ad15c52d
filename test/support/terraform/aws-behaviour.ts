import type { Behaviour, BehaviourContext } from './behaviour';
import { unknown } from './dynamic-value';
import type { ObjectValue, Value } from './dynamic-value';
import { existingNetworks } from './existing-networks';
import { accountId } from './made-up-values';
import { policyDocumentJson } from './policy-document';

const text = (value: Value | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** Returns the given name, or a name with the given prefix. */
const named = (state: ObjectValue, { madeUp }: BehaviourContext): string =>
  text(state['name']) ?? `${text(state['name_prefix']) ?? 'terraform-'}${madeUp.digits('name', 26)}`;

/** Resources whose id is their name. */
const idIsName: Behaviour = {
  settle: (state, context) => ({ name: named(state, context), id: named(state, context) }),
};

/** Resources whose id is their ARN. */
const idIsArn: Behaviour = {
  settle: (state, context) => {
    const arn = context.madeUp.arn('arn');
    return { arn, id: arn, ...('name' in state ? { name: named(state, context) } : {}) };
  },
};

const iamNamed = (kind: string): Behaviour => ({
  settle: (state, context) => {
    const name = named(state, context);
    return { name, id: name, arn: `arn:aws:iam::${accountId}:${kind}/${name}` };
  },
});

/** Each tunnel's inside addresses follow from its /30: the first host is Amazon's, the second the customer's. */
function tunnel(state: ObjectValue, { madeUp }: BehaviourContext, n: 1 | 2): ObjectValue {
  const given = text(state[`tunnel${n}_inside_cidr`]);
  const cidr = given ?? `169.254.${6 + madeUp.below(240, `cidr ${n}`)}.${4 * madeUp.below(64, `net ${n}`)}/30`;
  const [base, host] = [cidr.replace(/\d+\/30$/, ''), Number(/(\d+)\/30$/.exec(cidr)?.[1])];
  return {
    [`tunnel${n}_inside_cidr`]: cidr,
    [`tunnel${n}_vgw_inside_address`]: `${base}${host + 1}`,
    [`tunnel${n}_cgw_inside_address`]: `${base}${host + 2}`,
    [`tunnel${n}_bgp_asn`]: '64512',
    [`tunnel${n}_bgp_holdtime`]: 30,
    [`tunnel${n}_preshared_key`]: text(state[`tunnel${n}_preshared_key`]) ?? madeUp.digits(`key ${n}`, 32),
  };
}

const vpnConnection: Behaviour = {
  settle: (state, context) => ({
    ...tunnel(state, context, 1),
    ...tunnel(state, context, 2),
    transit_gateway_attachment_id: `tgw-attach-0${context.madeUp.digits('attachment', 16)}`,
  }),
};

/** Every change makes a new version. */
const launchTemplate: Behaviour = {
  recomputed: ['latest_version'],
  settle: (state, context) => ({
    name: named(state, context),
    ...(state['latest_version'] === unknown ? { latest_version: 1 } : {}),
    ...(state['default_version'] === unknown ? { default_version: 1 } : {}),
  }),
};

const ssmParameter: Behaviour = {
  settle: (state, { madeUp }) => {
    const isImage = /ami|image/.test(text(state['name']) ?? '');
    const value = isImage ? `ami-0${madeUp.digits('value', 16)}` : madeUp.digits('value', 12);
    return { value, insecure_value: value, type: 'String', id: text(state['name']) ?? '' };
  },
};

/**
 * Every machine type that is asked for is offered in every zone that is asked for, except in the zone that sells nothing of the
 * newer families: `us-east-1e`, as in the accounts where that is use1-az3.
 */
const offerings: Behaviour = {
  settle: (state) => {
    const filters = (state['filter'] ?? []) as ObjectValue[];
    const values = (name: string): string[] =>
      (filters.find((filter) => filter['name'] === name)?.['values'] ?? []) as string[];
    const pairs = values('instance-type')
      .flatMap((type) => values('location').map((zone) => ({ type, zone })))
      .filter(({ zone }) => zone !== 'us-east-1e');
    return {
      id: 'offerings',
      instance_types: pairs.map(({ type }) => type),
      locations: pairs.map(({ zone }) => zone),
      location_types: pairs.map(() => 'availability-zone'),
    };
  },
};

const policyDocument: Behaviour = {
  settle: (state, { madeUp }) => ({
    json: policyDocumentJson(state),
    minified_json: JSON.stringify(JSON.parse(policyDocumentJson(state))),
    id: String(madeUp.below(2 ** 32, 'id')),
  }),
};

export const awsBehaviours: Readonly<Record<string, Behaviour>> = {
  aws_autoscaling_group: idIsName,
  aws_cloudwatch_log_group: idIsName,
  aws_iam_instance_profile: iamNamed('instance-profile'),
  aws_iam_role: iamNamed('role'),
  aws_instance: { filledBlocks: { root_block_device: 1 } },
  aws_kms_key: {
    settle: (_state, { madeUp }) => {
      const keyId = madeUp.digits('key', 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
      return { key_id: keyId, id: keyId, arn: `arn:aws:kms:${madeUp.region()}:${accountId}:key/${keyId}` };
    },
  },
  aws_launch_template: launchTemplate,
  aws_lb: idIsArn,
  aws_lb_listener: idIsArn,
  aws_lb_target_group: idIsArn,
  aws_s3_bucket: { settle: ({ bucket }) => ({ id: bucket ?? null, arn: `arn:aws:s3:::${String(bucket)}` }) },
  aws_secretsmanager_secret: idIsArn,
  aws_vpn_connection: vpnConnection,
};

export const awsDataBehaviours: Readonly<Record<string, Behaviour>> = {
  ...existingNetworks,
  aws_iam_policy_document: policyDocument,
  aws_ssm_parameter: ssmParameter,
  aws_ec2_instance_type_offerings: offerings,
  aws_caller_identity: { settle: () => ({ account_id: accountId, id: accountId }) },
  aws_partition: { settle: () => ({ partition: 'aws', dns_suffix: 'amazonaws.com', id: 'aws' }) },
  aws_ami: {
    settle: (_state, { madeUp }) => {
      const id = `ami-0${madeUp.digits('ami', 16)}`;
      return { id, image_id: id };
    },
  },
};

/** Returns `tags_all` at plan time: the provider's default tags with the resource's own laid over them. */
export function awsTags(planned: ObjectValue, defaults: Readonly<Record<string, string>>): ObjectValue {
  if (!('tags_all' in planned) || !('tags' in planned)) return {};
  const tags = planned['tags'];
  if (tags === unknown) return { tags_all: unknown };
  return { tags_all: { ...defaults, ...((tags ?? {}) as ObjectValue) } };
}
