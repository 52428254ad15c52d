import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import { roomOf } from '../datastores/section';
import type { Draft } from '../draft';
import * as issues from '../issues/state';
import { LONGEST_STATE_PREFIX, regionOfKmsKey } from '../state-values';

/**
 * S3 keeps names with these beginnings and ends for itself. Source: Amazon S3 User Guide, general purpose bucket naming
 * rules.
 */
const S3_PREFIXES = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const S3_SUFFIXES = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/** Regions of other partitions begin so. topogen has no tables of them. */
const OTHER_PARTITIONS = /^(us-gov|us-iso[a-z]*|eu-isoe|cn|eusc)-/;

/**
 * Checks that the backend can keep the state where the spec says, and advises of the secrets in one that is kept on one
 * machine.
 */
export function checkState(draft: Draft, facts: CloudFactsTable): Issue[] {
  const { state } = draft;
  if (state === undefined) return [];
  if (state.backend === 's3') {
    return [
      ...checkS3Bucket(state.bucket),
      ...checkPrefix(state.prefix),
      ...checkRegion(state.region, facts),
      ...checkKeyRegion(state.kmsKeyId, state.region),
    ];
  }
  if (state.backend === 'gcs') return [...checkGcsBucket(state.bucket), ...checkPrefix(state.prefix)];
  return state.backend === 'local' && !draft.isBroken(['state', 'backend'])
    ? [issues.stateHoldsSecrets(['state'], privateKeys(draft))]
    : [];
}

/** Returns whose private keys are in the states, beside the keys of links and the passwords, which are in all of them. */
function privateKeys({ datastore, kong }: Draft): string[] {
  const own = datastore && roomOf(datastore).privateKeys?.(datastore);
  return [...(own === undefined ? [] : [own]), ...(kong?.mode === 'hybrid' ? ['control planes and data planes'] : [])];
}

const BUCKET = ['state', 'bucket'];

function checkS3Bucket(bucket: string): Issue[] {
  if (bucket.includes('..')) return [issues.bucketRefused(BUCKET, bucket, 'S3', 'has two dots in a row')];
  if (looksLikeAddress(bucket)) return [issues.bucketRefused(BUCKET, bucket, 'S3', 'looks like an IP address')];
  const prefix = S3_PREFIXES.find((it) => bucket.startsWith(it));
  if (prefix !== undefined) return [issues.bucketRefused(BUCKET, bucket, 'S3', `begins with ${prefix}`)];
  const suffix = S3_SUFFIXES.find((it) => bucket.endsWith(it));
  return suffix === undefined ? [] : [issues.bucketRefused(BUCKET, bucket, 'S3', `ends with ${suffix}`)];
}

function checkPrefix(prefix = ''): Issue[] {
  if (prefix.length <= LONGEST_STATE_PREFIX) return [];
  return [issues.statePrefixTooLong(['state', 'prefix'], prefix.length, LONGEST_STATE_PREFIX)];
}

/** Checks what Cloud Storage refuses in names of buckets beyond their pattern. Source: its documentation, bucket names. */
function checkGcsBucket(bucket: string): Issue[] {
  const refused = (why: string): Issue[] => [issues.bucketRefused(BUCKET, bucket, 'Cloud Storage', why)];
  if (bucket.length < 3) return refused('is shorter than 3 characters');
  if (bucket.length > (bucket.includes('.') ? 222 : 63))
    return refused('is longer than 63 characters, or 222 with dots');
  if (looksLikeAddress(bucket)) return refused('looks like an IP address');
  if (bucket.startsWith('goog')) return refused('begins with goog');
  const reserved = /google|g00gle/.exec(bucket)?.[0];
  return reserved === undefined ? [] : refused(`contains ${reserved}`);
}

function looksLikeAddress(bucket: string): boolean {
  return /^[0-9]+(\.[0-9]+){3}$/.test(bucket);
}

function checkRegion(region: string, facts: CloudFactsTable): Issue[] {
  const known = Object.values(facts).flatMap(({ regions }) => Object.keys(regions));
  if (known.includes(region) || OTHER_PARTITIONS.test(region)) return [];
  return [issues.unknownStateRegion(['state', 'region'], region, suggest(region, known))];
}

/** Checks that the key is of the bucket's region: S3 encrypts with no other. */
function checkKeyRegion(key: string | undefined, region: string): Issue[] {
  const ofKey = key === undefined ? undefined : regionOfKmsKey(key);
  if (ofKey === undefined || ofKey === region) return [];
  return [issues.keyOfAnotherRegion(['state', 'kmsKeyId'], ofKey, region)];
}
