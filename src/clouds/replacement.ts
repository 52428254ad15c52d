import type { LossTable, ProviderAdditions, ReplacementRules } from '../kernel/replacement';
import type { StackPlan } from '../plan/plan';
import { CLOUD_KNOWLEDGE } from './facts';

const KNOWLEDGE = Object.values(CLOUD_KNOWLEDGE);

/**
 * The arguments whose change makes a provider replace a resource, for the types that topogen emits. Generated passwords
 * and keys never change in place.
 */
export const REPLACEMENT: ReplacementRules = {
  ...merged(KNOWLEDGE.map(({ replacement }) => replacement)),
  'random_*': ['*'],
  tls_private_key: ['*'],
  // Another margin of renewal changes in place; only the end of it makes another certificate.
  tls_self_signed_cert: [
    'allowed_uses',
    'dns_names',
    'ip_addresses',
    'is_ca_certificate',
    'private_key_pem',
    'set_authority_key_id',
    'set_subject_key_id',
    'subject',
    'uris',
    'validity_period_hours',
  ],
  tls_cert_request: ['*'],
  tls_locally_signed_cert: [
    'allowed_uses',
    'ca_cert_pem',
    'ca_private_key_pem',
    'cert_request_pem',
    'is_ca_certificate',
    'set_subject_key_id',
    'validity_period_hours',
  ],
  'terraform_*': ['triggers_replace'],
};

/** The arguments and tags that a resource takes from its provider unless it states them itself. */
export const PROVIDER_ADDITIONS: ProviderAdditions = {
  places: merged(KNOWLEDGE.map(({ places }) => places)),
  tags: Object.fromEntries(Object.entries(CLOUD_KNOWLEDGE).map(([cloud, { providerTags }]) => [cloud, providerTags])),
};

const LOSSES: LossTable = merged(KNOWLEDGE.map(({ losses }) => losses));
const LOSSES_IN_SHARED: LossTable = { ...LOSSES, random_password: 'data' };

/**
 * Returns the loss when a resource of each type is replaced or removed, in a stack of this layer. A `random_password`
 * counts as data in stack `shared` only, where it is the datastore's password. In `links` it is a VPN key, and the
 * link's resources report that loss.
 */
export function lossesIn(layer: StackPlan['layer'] | undefined): LossTable {
  return layer === 'shared' ? LOSSES_IN_SHARED : LOSSES;
}

/** Merges the tables of all clouds, whose types of resources differ. */
function merged<T>(tables: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> {
  return Object.assign({}, ...tables) as Record<string, T>;
}
