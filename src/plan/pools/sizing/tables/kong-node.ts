import { assumed, published, type Figure } from '../../../../kernel/figure';

/* These figures are the needs of a Kong node besides processors. */
const CHECKLIST = published('Kong implementation checklist, production system requirements', '2018');
const GUIDELINES = published('Kong resource sizing guidelines (docs.konghq.com@1f6e686)', '2022-09');

/** The checklist's minimum; 16 GB are 14.9 GiB, so that its own c4.2xlarge (15 GiB) passes. */
export const CHECKLIST_VCPUS: Figure = { value: 4, unit: 'vCPU', source: CHECKLIST };
export const CHECKLIST_MEMORY_GIB: Figure = { value: 14.9, unit: 'GiB', source: CHECKLIST };

/** The checklist has two nodes behind a load balancer. */
export const MINIMUM_NODES: Figure = { value: 2, unit: 'nodes', source: CHECKLIST };

/** Memory of one worker, which runs on each vCPU. */
export const WORKER_GIB: Figure = { value: 0.5, unit: 'GiB', source: GUIDELINES };

export const SYSTEM_GIB: Figure = {
  value: 1.25,
  unit: 'GiB',
  source: assumed('operating system and agents 1 GiB, two entity caches of 128 MiB'),
};

/**
 * Memory of one request: buffers, TLS state and Lua context of both connections; bodies beyond the buffers go to disk.
 */
export const REQUEST_KIB: Figure = {
  value: 128,
  unit: 'KiB',
  source: assumed('proxy buffers 36 KiB, body buffer 8 KiB, TLS state 34 KiB on each side, Lua context'),
};

/** Time that Kong itself adds. */
export const GATEWAY_MILLISECONDS: Figure = {
  value: 10,
  unit: 'ms',
  source: published('Kong performance benchmark: P99 of 6 to 10 ms (docs.konghq.com@fb0334b)', '2025-06'),
};

/** Connections of one worker: the lower of the file limit (65,535) and Kong's own ceiling. */
export const WORKER_CONNECTIONS: Figure = {
  value: 16_384,
  unit: 'connections',
  source: published('Kong 2.0 and later, nginx_events_worker_connections = auto; 0.x the same ceiling', '2023-07'),
};

/** Each request under way holds one connection to the client and one to the service. */
export const CONNECTIONS_PER_REQUEST: Figure = {
  value: 2,
  unit: 'connections',
  source: assumed('one to the client, one to the service behind'),
};

/** Part of the connections for requests under way; the other half is for idle clients that keep their connection. */
export const BUSY_CONNECTION_PART: Figure = {
  value: 0.5,
  unit: '',
  source: assumed('half of the connections may be waiting clients'),
};

/** Part of a network card's sustained bandwidth that bodies may fill; packet headers are in the rest. */
export const NETWORK_PART: Figure = {
  value: 0.7,
  unit: '',
  source: assumed('headers, retransmissions, logs and the datastore take the rest'),
};

/** Part of a network card's ceiling that counts as sustained, if a cloud publishes only a ceiling. */
export const CEILING_PART: Figure = {
  value: 0.5,
  unit: '',
  source: assumed('only the ceiling of the network is published; half of it is taken for sustained'),
};

/**
 * Square-root staffing: a vCPUs of work need a + Q x sqrt(a) vCPUs, so that few requests wait for a processor. It needs
 * more than the target utilisation does only in small pools, where chance has the most weight.
 */
export const STAFFING_QUALITY: Figure = {
  value: 1.761,
  unit: '',
  source: published('Netflix service-capacity-modeling@dc69307, 5 % of requests queue', '2026-08-21'),
};

/** Beyond this many nodes a larger machine is chosen, if there is one. */
export const COMFORTABLE_NODES: Figure = {
  value: 50,
  unit: 'nodes',
  source: assumed(
    'each node keeps caches and datastore connections of its own and takes its turn in a rolling replacement',
  ),
};

/** From this size of a pool on a measurement of one node pays for itself. */
export const WORTH_MEASURING: Figure = {
  value: 100,
  unit: 'vCPU',
  source: assumed('a day of work against a pool of this cost'),
};
