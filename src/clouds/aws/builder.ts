import type { CloudBuilder } from '../contract';
import { buildAlarms } from './alarms';
import { buildDashboard } from './dashboards';
import { buildCluster } from './cluster';
import { AWS_FACTS } from './facts';
import { buildVpnInstances } from './vpn-instances';
import { buildInnerLink } from './inner-link';
import { buildNetwork } from './network';
import { balancerEnd, buildNames } from './names';
import { clusterPromises, linkPromises } from './promises';
import { buildProvider } from './provider';
import { dial, listeningAddresses, listen } from './vpn';

/** `awsBuilder` builds on AWS. The files of this folder build its parts, and have the same names for every cloud. */
export const awsBuilder: CloudBuilder = {
  facts: AWS_FACTS,
  provider: buildProvider,
  network: buildNetwork,
  cluster: buildCluster,
  listeningAddresses: listeningAddresses,
  dial,
  listen,
  vpnInstances: buildVpnInstances,
  innerLink: buildInnerLink,
  alarms: buildAlarms,
  dashboard: buildDashboard,
  balancerEnd,
  names: buildNames,
  clusterPromises,
  linkPromises,
};
