import { datacenterOf } from '../../../../kernel/datacenter-of';
import type { RunbookPart } from '../../../runbook/runbook';
import type { Loss } from '../../../simulate/loss';
import type { DatastoreRecovery, Standing } from '../../recovery';
import { certificateOf, certificateSteps } from './certificates';
import { hintText, nodeLost, repairedPart, zoneLost } from './lost';
import { datacenterLost } from './lost-datacenter';
import { deletedAgain } from './too-late';
import { nodesOf } from './nodes';
import { CASSANDRA_PASSWORDS } from './passwords';

/** `CASSANDRA_RECOVERY` leads a ring back after a loss, and to new passwords. */
export const CASSANDRA_RECOVERY: DatastoreRecovery = {
  passwords: CASSANDRA_PASSWORDS,
  certificates: (plan) => {
    const certificate = certificateOf(plan);
    return certificate ? { [certificate.secret]: (standing) => certificateSteps(standing, certificate) } : {};
  },
  lost,
};

function lost(standing: Standing, loss: Loss): readonly RunbookPart[] {
  const { plan } = standing;
  switch (loss.kind) {
    case 'node':
      return loss.role === 'datastore' ? nodeLost(standing, loss.datacenter, loss.name) : [];
    case 'zone':
      return zoneLost(standing, loss.datacenter, loss.zone);
    case 'datacenter':
      return datacenterLost(standing, loss.datacenter);
    case 'link':
      return [
        repairedPart(
          plan,
          loss.ends.flatMap((name) => nodesOf(datacenterOf(plan, name))),
          `it was down for longer than ${hintText(plan)}`,
        ),
        deletedAgain(loss.ends.join(' and ')),
      ];
  }
}
