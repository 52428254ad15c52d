import type { CloudFactsTable } from '../kernel/cloud/facts';
import type { Issue } from '../kernel/issue';
import type { Draft } from './draft';
import { checkAccounts } from './rules/accounts';
import { checkAddresses } from './rules/addresses';
import { checkBackupCopies } from './rules/backup-copies';
import { checkCertificate } from './rules/certificate';
import { checkDatastore } from './rules/datastore';
import { checkDns } from './rules/dns';
import { checkEgressAddresses } from './rules/egress-addresses';
import { checkExistingGateways } from './rules/existing-gateway';
import { checkExistingNetworks } from './rules/existing-network';
import { checkExports } from './rules/exports';
import { checkGateway } from './rules/gateway';
import { checkHybrid } from './rules/hybrid';
import { checkKong } from './rules/kong';
import { checkLinks } from './rules/links';
import { checkLogs } from './rules/logs';
import { checkMachines } from './rules/machines';
import { checkMonitoring } from './rules/monitoring';
import { checkNames } from './rules/names';
import { checkNoEgress } from './rules/no-egress';
import { checkOfferings } from './rules/offerings';
import { checkPlacement } from './rules/placement';
import type { Rule } from './rules/rule';
import { checkShares } from './rules/shares';
import { checkState } from './rules/state';
import { checkTags } from './rules/tags';
import { checkUpgrade } from './rules/upgrade';

const RULES: readonly Rule[] = [
  checkNames,
  checkShares,
  checkPlacement,
  checkAccounts,
  checkAddresses,
  checkExistingNetworks,
  checkExistingGateways,
  checkEgressAddresses,
  checkNoEgress,
  checkLogs,
  checkMonitoring,
  checkMachines,
  checkOfferings,
  checkKong,
  checkUpgrade,
  checkGateway,
  checkDns,
  checkCertificate,
  checkHybrid,
  checkDatastore,
  checkBackupCopies,
  checkExports,
  checkLinks,
  checkTags,
  checkState,
];

/** Runs every rule on the well-formed parts of a spec, and returns all that they find. */
export function checkRules(draft: Draft, facts: CloudFactsTable): Issue[] {
  return RULES.flatMap((rule) => rule(draft, facts));
}
