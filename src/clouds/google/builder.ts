import type { CloudBuilder } from '../contract';
import { buildCluster } from './cluster';
import { GOOGLE_FACTS } from './facts';
import { buildInnerLink } from './inner-link';
import { buildNetwork } from './network';
import { clusterPromises, linkPromises } from './promises';
import { buildProvider } from './provider';
import { dial, listeningAddresses, vpnInstances, listen } from './vpn';

/** Google Cloud. Where each thing is built: the files of this folder, named alike for every cloud. */
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
  clusterPromises,
  linkPromises,
};
