import type { Behaviour, BehaviourContext } from './behaviour';
import { unknown } from './dynamic-value';
import { existingGoogleNetworks } from './existing-networks';
import type { ObjectValue, Value } from './dynamic-value';

const text = (value: Value | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
const projectNumber = '123456789012';

/** Returns the given name, one with the given prefix, or one after the image family. */
function named(state: ObjectValue, { madeUp }: BehaviourContext): string {
  const beginning =
    text(state['name_prefix']) ?? (text(state['family']) === undefined ? '' : `${text(state['family'])}-v`);
  return text(state['name']) ?? `${beginning}${madeUp.digits('name', 20)}`;
}

/** `projects/p/regions/r/vpnTunnels/name`, as the real provider forms the ids of Compute Engine. */
function computeId(state: ObjectValue, context: BehaviourContext): string {
  const { typeName, settings } = context;
  const words = typeName.replace(/^google_compute_(region_|global_|ha_)?/, '').split('_');
  const collection = words.map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  const plural = collection.endsWith('s') ? `${collection}es` : `${collection}s`;
  const lastPart = (value: Value | undefined): string | undefined => text(value)?.split('/').at(-1);
  const zone = 'zone' in state ? (lastPart(state['zone']) ?? settings.zone) : undefined;
  const region = 'region' in state ? (lastPart(state['region']) ?? settings.region) : undefined;
  const place = zone !== undefined ? `zones/${zone}` : region !== undefined ? `regions/${region}` : 'global';
  const project = text(state['project']) ?? settings.project ?? 'stand-in';
  // A tunnel refers to its router; an interface, a peer and a NAT belong to one.
  const router = /_router_/.test(typeName) ? lastPart(state['router']) : undefined;
  const parent = router === undefined ? '' : `routers/${router}/`;
  return `projects/${project}/${place}/${parent}${plural}/${named(state, context)}`;
}

const compute: Behaviour = {
  settle: (state, context) => {
    const id = computeId(state, context);
    return { id, name: named(state, context), self_link: `https://www.googleapis.com/compute/v1/${id}` };
  },
};

const project = (state: ObjectValue, context: BehaviourContext): string =>
  text(state['project']) ?? context.settings.project ?? 'stand-in';

/**
 * Every machine type that is asked for is there, except in the one zone of the table that lacks the family c2d: `europe-west1-b`.
 */
const machineTypes: Behaviour = {
  settle: (state) => {
    const names = [...(text(state['filter']) ?? '').matchAll(/name = "([^"]+)"/g)].map(([, name = '']) => name);
    const there = names.filter((name) => state['zone'] !== 'europe-west1-b' || !name.startsWith('c2d-'));
    return {
      id: 'machine-types',
      machine_types: there.map((name) => ({
        accelerators: [],
        deprecated: [],
        description: '',
        guest_cpus: 4,
        is_shared_cpus: false,
        maximum_persistent_disks: 128,
        maximum_persistent_disks_size_gb: 263_168,
        memory_mb: 16_384,
        name,
        self_link: `https://www.googleapis.com/compute/v1/machineTypes/${name}`,
      })),
    };
  },
};

const serviceAccount: Behaviour = {
  plan: (planned) => {
    const account = text(planned['account_id']);
    const inProject = text(planned['project']);
    if (account === undefined || inProject === undefined) return {};
    const email = `${account}@${inProject}.iam.gserviceaccount.com`;
    return { email, member: `serviceAccount:${email}` };
  },
  settle: (state, context) => {
    const email = `${text(state['account_id'])}@${project(state, context)}.iam.gserviceaccount.com`;
    const name = `projects/${project(state, context)}/serviceAccounts/${email}`;
    return {
      id: name,
      name,
      email,
      member: `serviceAccount:${email}`,
      unique_id: `1${context.madeUp.below(1e15, 'id')}`,
    };
  },
};

const secret: Behaviour = {
  settle: (state, context) => ({
    id: `projects/${project(state, context)}/secrets/${text(state['secret_id'])}`,
    name: `projects/${projectNumber}/secrets/${text(state['secret_id'])}`,
  }),
};

const secretVersion: Behaviour = {
  settle: (state) => {
    const name = `${text(state['secret'])}/versions/1`;
    return { id: name, name, version: '1', secret_data_wo_version: 0 };
  },
};

const address: Behaviour = {
  settle: (state, context) => ({
    ...compute.settle?.(state, context),
    address:
      text(state['address_type']) === 'INTERNAL'
        ? context.madeUp.privateAddress('address')
        : context.madeUp.publicAddress('address'),
  }),
};

/** Two interfaces, numbered 0 and 1, each with an address of its own. */
const haVpnGateway: Behaviour = {
  filledBlocks: { vpn_interfaces: 2 },
  settle: (state, context) => ({
    ...compute.settle?.(state, context),
    vpn_interfaces: [0, 1].map((id) => ({
      id,
      ip_address: context.madeUp.publicAddress(`interface ${id}`),
      interconnect_attachment: null,
    })),
  }),
};

const subnetwork: Behaviour = {
  settle: (state, context) => {
    const range = text(state['ip_cidr_range']);
    const gateway = range?.replace(/\d+\/\d+$/, (host) => String(Number.parseInt(host, 10) + 1));
    return { ...compute.settle?.(state, context), ...(gateway === undefined ? {} : { gateway_address: gateway }) };
  },
};

const redis: Behaviour = {
  settle: (state, context) => ({
    id: `projects/${project(state, context)}/locations/${text(state['region']) ?? ''}/instances/${text(state['name'])}`,
    port: 6379,
  }),
};

export const googleBehaviours: Readonly<Record<string, Behaviour>> = {
  google_service_account: serviceAccount,
  google_secret_manager_secret: secret,
  google_secret_manager_secret_version: secretVersion,
  google_compute_address: address,
  google_compute_global_address: address,
  google_compute_ha_vpn_gateway: haVpnGateway,
  google_compute_subnetwork: subnetwork,
  google_redis_instance: redis,
};

const cryptoKey: Behaviour = {
  settle: () => ({ purpose: 'ENCRYPT_DECRYPT', primary: [{ name: 'first', state: 'ENABLED' }] }),
};

export const googleDataBehaviours: Readonly<Record<string, Behaviour>> = {
  ...existingGoogleNetworks,
  google_compute_machine_types: machineTypes,
  google_kms_crypto_key: cryptoKey,
};

/** Every resource of Compute Engine has an id and a link of one form. */
export const googleComputeBehaviour = compute;

/** Returns labels as google 6 shows them: its own mark, the provider's defaults, the resource's. */
export function googleLabels(planned: ObjectValue, defaults: Readonly<Record<string, string>>): ObjectValue {
  if (!('terraform_labels' in planned) || !('effective_labels' in planned)) return {};
  const labels = planned['labels'];
  if (labels === unknown) return { terraform_labels: unknown, effective_labels: unknown };
  const merged = { 'goog-terraform-provisioned': 'true', ...defaults, ...((labels ?? {}) as ObjectValue) };
  return { terraform_labels: merged, effective_labels: merged };
}
