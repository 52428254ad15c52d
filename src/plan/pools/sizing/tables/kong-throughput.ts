import { compareVersions } from '../../../../kernel/version';
import { assumed, published, type Figure, type InputSource } from '../../../../kernel/figure';

/*
 * These figures are the throughput of a vCPU under Kong. They begin with Kong's own benchmark: one c5.4xlarge (16
 * vCPU), HTTPS, keep-alive, tiny bodies, one route. vCPU time per request is 16 vCPU / rate, so
 *
 *     no plugins                 16 s / 137,850 = 116.07 us
 *     rate limiting              16 s / 116,414 = 137.44 us   rate-limiting adds 21.37
 *     rate limiting, key-auth    16 s / 102,262 = 156.46 us   key-auth      adds 19.02
 *     rate limiting, basic-auth  16 s /  95,298 = 167.89 us   basic-auth    adds 30.45
 *
 * The column of Kong 3.6 is the oldest that is published, so the nearest to 3.3, the last Kong on Cassandra.
 */
const BENCHMARK = published(
  'Kong performance benchmark, c5.4xlarge, Kong 3.6, 1 route (docs.konghq.com@fb0334b)',
  '2025-06',
);

const PRODUCTION_TABLE = published('Kong resource sizing guidelines (docs.konghq.com@1f6e686)', '2022-09');

export const BENCHMARK_VCPUS: Figure = { value: 16, unit: 'vCPU', source: BENCHMARK };

/** Requests per second of the whole machine with each plugin set. */
export const BENCHMARK_RATES = {
  noPlugins: { value: 137_850, unit: 'requests/s', source: BENCHMARK },
  rateLimiting: { value: 116_414, unit: 'requests/s', source: BENCHMARK },
  rateLimitingAndKeyAuth: { value: 102_262, unit: 'requests/s', source: BENCHMARK },
  rateLimitingAndBasicAuth: { value: 95_298, unit: 'requests/s', source: BENCHMARK },
} as const satisfies Record<string, Figure>;

/** vCPU time of one request without plugins, TLS included. */
export const BASELINE_MICROSECONDS: Figure = {
  value: microseconds(BENCHMARK_RATES.noPlugins.value),
  unit: 'us',
  source: BENCHMARK,
};

/** Returns the vCPU microseconds of one request at a benchmark rate. */
export function microseconds(requestsPerSecond: number): number {
  return (BENCHMARK_VCPUS.value * 1e6) / requestsPerSecond;
}

/** The source of plugin costs that follow from the benchmark. */
export const BENCHMARK_SOURCE: InputSource = BENCHMARK;

/**
 * Part of the benchmark's rate that is assumed in production: the largest round figure at which, with the default
 * target utilisation and even without TLS, no row of Kong's production table is exceeded on its larger core count (4
 * cores 2,500/s, 16 cores 10,000/s: 625 a core; 1 s / 106.07 us = 9,428/s, x 0.11 x 0.6 = 622).
 */
export const PRODUCTION_DERATE: Figure = { value: 0.11, unit: '', source: PRODUCTION_TABLE };

/** A machine with fewer cores than this carries less per core in the same table: 2 cores 500/s, 4 cores 2,500/s. */
export const SMALL_MACHINE_VCPUS = 4;

export const SMALL_MACHINE_FACTOR: Figure = { value: 0.4, unit: '', source: PRODUCTION_TABLE };

export const NO_SMALL_MACHINE_FACTOR: Figure = { value: 1, unit: '', source: PRODUCTION_TABLE };

/** TLS towards clients is in the baseline; without it the records' ciphers and the handshakes are saved. */
export const TLS_MICROSECONDS: Figure = {
  value: 10,
  unit: 'us',
  source: assumed('no figure without TLS is published; a cautious part of the 116 us'),
};

/** Time to copy and encrypt a body. The benchmark's bodies are under one KiB. */
export const PAYLOAD_MICROSECONDS_PER_KIB: Figure = {
  value: 0.5,
  unit: 'us/KiB',
  source: assumed('2 KiB a microsecond through TLS and both sockets: 2 Gbit/s per vCPU once derated'),
};

export const PAYLOAD_FREE_KIB: Figure = { value: 1, unit: 'KiB', source: BENCHMARK };

/**
 * Factors for the number of routes and consumers that each request is matched against. Rows from the most entities
 * down.
 */
export const ENTITY_FACTORS: readonly { readonly atLeast: number; readonly factor: Figure }[] = [
  {
    atLeast: 10_000,
    factor: { value: 1.15, unit: '', source: assumed('beyond the 10,000 entities of the production table') },
  },
  {
    atLeast: 100,
    factor: {
      value: 1.06,
      unit: '',
      source: published(
        'Kong performance benchmark: 100 routes and 100 consumers cost 3 to 6 % (docs.konghq.com@fb0334b)',
        '2025-06',
      ),
    },
  },
  { atLeast: 0, factor: { value: 1, unit: '', source: BENCHMARK } },
];

/** Factors by major release of Kong, newest first. */
export const VERSION_FACTORS: readonly { readonly since: string; readonly factor: Figure }[] = [
  { since: '2.0.0', factor: { value: 1, unit: '', source: PRODUCTION_TABLE } },
  {
    since: '1.0.0',
    factor: { value: 0.85, unit: '', source: assumed('no figure is published for 1.x; older router and OpenResty') },
  },
  {
    since: '0.0.0',
    factor: { value: 0.7, unit: '', source: assumed('no figure is published for 0.x; older router and OpenResty') },
  },
];

const MEASURED_FAMILY: Figure = { value: 1, unit: '', source: BENCHMARK };

/** Work per vCPU of machine families relative to c5, the measured one. Newer ones never count as more. */
export const FAMILY_FACTORS: Readonly<Record<string, Figure>> = {
  c5: MEASURED_FAMILY,
  c6i: notSlower('c6i'),
  c7i: notSlower('c7i'),
  c6a: notSlower('c6a'),
  c7a: notSlower('c7a'),
  'c2-standard': notSlower('c2'),
  'c2d-highcpu': notSlower('c2d'),
  'c3-highcpu': notSlower('c3'),
  c4: slower(0.8, 'c4 is two processor generations older than c5'),
  c6g: slower(0.8, 'Graviton2: no figure for Kong is published'),
  c7g: slower(0.9, 'Graviton3: no figure for Kong is published'),
  m5: slower(0.95, 'lower clock than c5 of the same generation'),
  m6i: notSlower('m6i'),
  m7i: notSlower('m7i'),
  'n2-standard': slower(0.9, 'N2 runs at a lower clock than compute-optimised families'),
  'n2-highcpu': slower(0.9, 'N2 runs at a lower clock than compute-optimised families'),
  'e2-standard': slower(0.6, 'E2 shares processors of several generations'),
  'e2-medium': slower(0.4, 'shared core with a baseline of half a core per vCPU'),
  t3: slower(0.2, 'burstable: 20 % of a core is the sustained baseline; Kong advises against it'),
};

export const UNKNOWN_FAMILY: Figure = {
  value: 0.8,
  unit: '',
  source: assumed('a machine family that topogen knows nothing of; measure and set requestsPerSecondPerVcpu'),
};

function notSlower(family: string): Figure {
  return {
    value: 1,
    unit: '',
    source: assumed(`${family} is newer than c5 or clocked higher; taken as equal, never as better`),
  };
}

function slower(value: number, why: string): Figure {
  return { value, unit: '', source: assumed(why) };
}

export function versionFactor(version: string): Figure {
  const row = VERSION_FACTORS.find(({ since }) => compareVersions(version, since) >= 0);
  if (!row) throw new Error(`no factor for Kong ${version}`);
  return row.factor;
}

export function entityFactor(entities: number): Figure {
  const row = ENTITY_FACTORS.find(({ atLeast }) => entities >= atLeast);
  if (!row) throw new Error(`no factor for ${entities} entities`);
  return row.factor;
}

export function familyFactor(family: string | undefined): Figure {
  return (family === undefined ? undefined : FAMILY_FACTORS[family]) ?? UNKNOWN_FAMILY;
}
