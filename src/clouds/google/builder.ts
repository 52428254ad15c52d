import type { CloudBuilder } from '../contract';
import { buildAlarms } from './alarms';
import { buildDashboard } from './dashboards';
import { buildCluster } from './cluster';
import { GOOGLE_FACTS } from './facts';
import { buildInnerLink } from './inner-link';
import { buildNetwork } from './network';
import { balancerEnd, buildNames } from './names';
import { clusterPromises, linkPromises } from './promises';
import { buildProvider } from './provider';
import { dial, listeningAddresses, vpnInstances, listen } from './vpn';

/**
 * `googleBuilder` builds on Google Cloud. The files of this folder build its parts, and have the same names for every
 * cloud.
 */
export const googleBuilder: CloudBuilder = {
  facts: GOOGLE_FACTS,
  provider: buildProvider,
  network: buildNetwork,
  cluster: buildCluster,
  listeningAddresses: listeningAddresses,
  dial,
  listen,
  vpnInstances: vpnInstances,
  innerLink: buildInnerLink,
  alarms: buildAlarms,
  dashboard: buildDashboard,
  balancerEnd,
  names: buildNames,
  clusterPromises,
  linkPromises,
};
