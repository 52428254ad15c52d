import { HOURS_A_DAY } from '../../kernel/durations';
import type { Spec } from '../../spec/spec';
import { DATASTORES } from '../datastores/registry';
import { controlHost } from '../naming';
import type { SecretPlan } from '../plan';
import type { ClusterCertificatePlan, HybridPlan, SeedPlan } from './pool';
import { CLUSTER_PORT } from './ports';
import { LIFE_DAYS, RENEWAL_DAYS } from './sizing/cluster-certificate';

/** Key of the secret with the certificate of control planes and data planes. */
export const CLUSTER_SECRET = 'kong-cluster';

/**
 * `kong hybrid gen_cert` makes certificates of this common name. Where both sides hold one certificate, the
 * data plane takes the control plane for genuine by this name (`cluster_mtls = shared`).
 */
const CERTIFICATE: ClusterCertificatePlan = {
  secret: CLUSTER_SECRET,
  commonName: 'kong_clustering',
  validityHours: LIFE_DAYS.value * HOURS_A_DAY,
  renewalHours: RENEWAL_DAYS.value * HOURS_A_DAY,
};

const SEED: SeedPlan = { place: 'kong-seed', object: 'kong.yml', intervalMinutes: 10, keptDays: 30 };

/** Returns the datacenter with the control planes, that of the datastore's primary; undefined where every node is both. */
export function controlDatacenter(spec: Spec): string | undefined {
  return spec.kong.mode === 'hybrid' ? DATASTORES[spec.datastore.engine].home(spec) : undefined;
}

/** Plans the way to the control planes of a datacenter. */
export function planHybrid(topology: string, datacenter: string): HybridPlan {
  return { datacenter, host: controlHost(topology), port: CLUSTER_PORT, certificate: CERTIFICATE, seed: SEED };
}

/** Returns the secrets of the topology: in hybrid mode no data plane reads those of the datastore. */
export function planSecrets(ofDatastore: readonly SecretPlan[], hybrid: HybridPlan | undefined): readonly SecretPlan[] {
  if (!hybrid) return ofDatastore;
  return [
    ...ofDatastore.map((it): SecretPlan => ({ ...it, pools: ['control-plane'] })),
    {
      key: hybrid.certificate.secret,
      title: 'Certificate and key of control planes and data planes',
      readBy: ['kong'],
    },
  ];
}
