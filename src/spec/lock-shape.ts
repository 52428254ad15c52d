import type { InnerLinkKind } from '../kernel/cloud/links';
import { REDIS_PASSWORDS } from '../kernel/redis-password';
import { DNS_PROVIDERS } from '../kernel/dns';
import { EGRESSES } from '../kernel/egress';
import { BALANCERS } from '../kernel/balancer';
import { EXPOSURES } from '../kernel/exposure';
import { CLOUD_IDS, ENGINE_IDS } from '../kernel/ids';
import type { Issue } from '../kernel/issue';
import { POOL_COLOURS, UPGRADE_STAGES } from '../kernel/kong-upgrade';
import { PLAIN_HTTP } from '../kernel/plain-http';
import { INTERNODE_ENCRYPTIONS } from '../kernel/node-encryption';
import { tryParseCidr } from '../kernel/cidr';
import { tryParseVersion } from '../kernel/version';
import * as issues from './issues/lock';
import type { Standing, StandingDatacenter, StandingState } from './standing';

/** The lock file as JSON has it. Format 1 held indexes alone. */
export type LockDocument = FormatOne | FormatTwo;

interface EveryFormat {
  readonly topology: string;
  readonly nextIndex: number;
  readonly checksum: string;
}

interface FormatOne extends EveryFormat {
  readonly format: 1;
  readonly datacenters: Readonly<Record<string, { readonly index: number }>>;
}

interface FormatTwo extends EveryFormat, Omit<Standing, 'datacenters'> {
  readonly format: 2;
  readonly datacenters: Readonly<Record<string, { readonly index: number } & StandingDatacenter>>;
  readonly allowed: readonly Allowed[];
}

/** A loss that the user let pass. */
export interface Allowed {
  /** Word of `--allow`, e.g. `region-changed:us-east`. */
  readonly word: string;
  readonly what: string;
}

/** A test of a value, and the words for one that fails it. */
type Kind = readonly [holds: (value: unknown) => boolean, otherwise: string];

const TEXT: Kind = [(value) => typeof value === 'string', 'is not a text'];
const WHOLE: Kind = [
  (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  'is not a whole number',
];
const SHARE: Kind = [(value) => typeof value === 'number' && value > 0 && value <= 1, 'is no part of 1'];
const RELEASE: Kind = [(value) => typeof value === 'string' && tryParseVersion(value) !== undefined, 'is no release'];
/** A datastore's release may be a whole number: that of a line without a minor one. */
const DATASTORE_RELEASE: Kind = [
  (value) => RELEASE[0](value) || (typeof value === 'string' && /^[1-9]\d*$/.test(value)),
  'is no release',
];
const RANGE: Kind = [(value) => typeof value === 'string' && tryParseCidr(value) !== undefined, 'is no range'];
const ZONES: Kind = [
  (value) => Array.isArray(value) && value.length > 0 && value.every((zone) => typeof zone === 'string'),
  'is no list of zones',
];
const PATH: Kind = [(value) => typeof value === 'string' && value.startsWith('/'), 'is no path'];
const TRUE: Kind = [(value) => value === true, 'is not true'];
const CLOUD = oneOf(CLOUD_IDS, 'is no cloud');
const INNER_KIND = oneOf(['ha-vpn', 'transit-peering', 'gateway-vpn'] satisfies InnerLinkKind[], 'is no kind of link');
const ENGINE = oneOf(ENGINE_IDS, 'is no datastore');

const SECRETS: Kind = [
  (value) => isObject(value) && Object.entries(value).every(([cloud, name]) => CLOUD[0](cloud) && TEXT[0](name)),
  'has no secret for each cloud',
];

const SUBNETS: Kind = [
  (value) => isObject(value) && Object.values(value).every((id) => TEXT[0](id)),
  'has no id for each subnet',
];

/** The keys of an object with their kinds. A key with a question mark may be absent. */
type Shape = Readonly<Record<string, Kind>>;

const HEAD: Shape = { topology: TEXT, nextIndex: WHOLE, checksum: TEXT };
const TOPOLOGY: Shape = {
  ...HEAD,
  kong: RELEASE,
  'finished?': RELEASE,
  'plainHttp?': oneOf(PLAIN_HTTP, 'is nothing that port 80 does'),
  'balancer?': oneOf(
    BALANCERS.filter((it) => it !== 'cloud'),
    'is no program that balances',
  ),
  'healthPath?': PATH,
  'certificate?': SECRETS,
  supernet: RANGE,
  'firstAsn?': WHOLE,
  'flowLogDays?': WHOLE,
  'logDays?': WHOLE,
};
const POOLS: Shape = {
  'blue?': RELEASE,
  'green?': RELEASE,
  serves: oneOf(POOL_COLOURS, 'is no colour'),
  'strategy?': oneOf(Object.keys(UPGRADE_STAGES), 'is no strategy'),
  'stage?': oneOf(
    Object.values(UPGRADE_STAGES).flatMap((stages) => Object.keys(stages)),
    'is no stage',
  ),
};
const HYBRID: Shape = { dataPlanes: RELEASE };
const DATASTORE: Shape = {
  engine: ENGINE,
  release: DATASTORE_RELEASE,
  replicationFactor: WHOLE,
  'primary?': TEXT,
  'backupDays?': WHOLE,
  'internode?': oneOf(
    INTERNODE_ENCRYPTIONS.filter((it) => it !== 'none'),
    'is no encrypted traffic between nodes',
  ),
  'clientTls?': TRUE,
};
const DATACENTER: Shape = {
  cloud: CLOUD,
  region: TEXT,
  'project?': TEXT,
  'account?': TEXT,
  'kmsKey?': TEXT,
  'copyRegion?': TEXT,
  'exports?': TRUE,
  'egress?': oneOf(EGRESSES, 'is no way to the internet'),
  'egressAddresses?': WHOLE,
  'exposure?': oneOf(EXPOSURES, 'is no exposure'),
  zones: ZONES,
  cidr: RANGE,
  'network?': TEXT,
  'subnets?': SUBNETS,
  'datastoreCidr?': RANGE,
  'gateway?': TEXT,
  'gatewayRouter?': TEXT,
  'networkEgress?': oneOf(['managed'], 'is no way out of a network'),
  share: SHARE,
  nodes: WHOLE,
  diskGib: WHOLE,
};
const INNER: Kind = [
  (value) => isObject(value) && Object.entries(value).every(([cloud, kind]) => CLOUD[0](cloud) && INNER_KIND[0](kind)),
  'has no kind of link for each cloud',
];
const LINKS: Shape = { shape: oneOf(['mesh', 'hub'], 'is no shape'), 'hub?': TEXT, inner: INNER };
const NAMES: Shape = { hostname: TEXT, provider: oneOf(DNS_PROVIDERS, 'is no service for names'), 'zone?': TEXT };
const REDIS: Shape = { password: oneOf(REDIS_PASSWORDS, 'is no password of Redis') };
const STATE: Shape = {
  backend: oneOf(['local', 's3', 'gcs', 'cloud'] satisfies StandingState['backend'][], 'is no backend'),
  'place?': TEXT,
};
const ALLOWED: Shape = { word: TEXT, what: TEXT };

/** Checks that the value has the shape of a lock file. */
export function checkLockShape(value: unknown): Issue[] {
  if (!isObject(value)) return [issues.lockMalformed([], 'a lock file is an object')];
  switch (value.format) {
    case 1:
      return [...checkObject(value, HEAD, [], ['format', 'datacenters']), ...checkDatacenters(value.datacenters, {})];
    case 2:
      return [
        ...checkObject(
          value,
          TOPOLOGY,
          [],
          ['format', 'datacenters', 'datastore', 'links', 'redis', 'state', 'names', 'allowed', 'pools', 'hybrid'],
        ),
        ...(value.pools === undefined ? [] : checkNested(value.pools, POOLS, ['pools'])),
        ...(value.hybrid === undefined ? [] : checkNested(value.hybrid, HYBRID, ['hybrid'])),
        ...(value.names === undefined ? [] : checkNested(value.names, NAMES, ['names'])),
        ...checkNested(value.datastore, DATASTORE, ['datastore']),
        ...(value.links === undefined ? [] : checkNested(value.links, LINKS, ['links'])),
        ...(value.redis === undefined ? [] : checkNested(value.redis, REDIS, ['redis'])),
        ...(value.state === undefined ? [] : checkNested(value.state, STATE, ['state'])),
        ...checkDatacenters(value.datacenters, DATACENTER),
        ...checkAllowed(value.allowed),
      ];
    default:
      return [issues.lockFormatUnknown(['format'], value.format)];
  }
}

function checkDatacenters(value: unknown, shape: Shape): Issue[] {
  if (!isObject(value)) return [issues.lockMalformed(['datacenters'], 'datacenters is not an object')];
  return Object.entries(value).flatMap(([name, entry]) => {
    const path = ['datacenters', name];
    if (!isObject(entry) || !WHOLE[0](entry.index)) return [issues.lockMalformed(path, 'a datacenter has no index')];
    return checkObject(entry, shape, path, ['index']);
  });
}

function checkAllowed(value: unknown): Issue[] {
  if (!Array.isArray(value)) return [issues.lockMalformed(['allowed'], 'allowed is not a list')];
  return value.flatMap((entry, i) => checkNested(entry, ALLOWED, ['allowed', i]));
}

function checkNested(value: unknown, shape: Shape, path: Issue['path']): Issue[] {
  return isObject(value)
    ? checkObject(value, shape, path)
    : [issues.lockMalformed(path, `${path.join('.')} is not an object`)];
}

/** Checks the keys of an object: those of the shape, and `others`, which are checked elsewhere. */
function checkObject(
  value: Readonly<Record<string, unknown>>,
  shape: Shape,
  path: Issue['path'],
  others: readonly string[] = [],
): Issue[] {
  const kinds = Object.entries(shape).map(([key, kind]) => [key.replace('?', ''), kind, key.endsWith('?')] as const);
  const known = [...kinds.map(([key]) => key), ...others];
  const strange = Object.keys(value).filter((key) => !known.includes(key));
  const wrong = kinds.filter(([key, [holds], mayLack]) => !holds(value[key]) && !(mayLack && value[key] === undefined));
  return [
    ...strange.map((key) => issues.lockMalformed([...path, key], 'the key is none of a lock file')),
    ...wrong.map(([key, [, otherwise]]) => issues.lockMalformed([...path, key], `${key} ${otherwise}`)),
  ];
}

function oneOf(words: readonly string[], otherwise: string): Kind {
  return [(value) => words.some((word) => word === value), otherwise];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
