import { otherAuthority } from '../../../../kernel/node-encryption';
import type { NodeCertificatePlan } from '../../../../plan/node-certificate';
import type { Plan } from '../../../../plan/plan';
import { applied, generated, inTree, NO_WAY_BACK_NEEDED, replaced, type RunbookStep } from '../../../runbook/runbook';
import type { Standing } from '../../recovery';
import { ringOf } from '../of-plan';
import { allUp, nodesOfAll, oneAway, placeOfEach } from './nodes';

const RESTART = 'sudo systemctl restart cassandra';

/** Returns the certificate of the ring's nodes; undefined where the ring is not encrypted. */
export function certificateOf(plan: Plan): NodeCertificatePlan | undefined {
  return ringOf(plan).encryption?.certificate;
}

/** Makes all steps of a new certificate of the nodes, by the authority that signs. */
export function certificateSteps({ plan, addresses }: Standing, { secret }: NodeCertificatePlan): RunbookStep[] {
  const { resource } = addresses.clusterCertificate(secret);
  return [
    {
      title: 'Make a new key and certificate',
      where: inTree(plan.topology),
      commands: [replaced('shared', resource)],
      see: `the plan replaces ${resource}, the request and the certificate that are made of it, and nothing else`,
      back: 'none: the former pair is left in earlier versions of the state alone. Go on, or make a further one',
      risk: 'none yet: nothing reads it from there',
      lasts: 'a moment',
    },
    ...takenSteps(plan),
  ];
}

/** Makes the steps by which what Terraform has made comes to the nodes. */
export function takenSteps(plan: Plan): RunbookStep[] {
  return [brought(plan), restarted(plan)];
}

/**
 * Makes all steps of new authorities. Machines trust both, so the one that signs nothing is made anew first; then it signs, and
 * the other one is made anew.
 */
export function authoritySteps({ plan, addresses }: Standing, certificate: NodeCertificatePlan): RunbookStep[] {
  const { secret, signedBy } = certificate;
  const idle = otherAuthority(signedBy);
  const key = (which: string): string => addresses.clusterCertificate(`${secret}-${which}`).resource;
  const made = (which: string, before: string): RunbookStep => ({
    title: `Make the ${which} authority anew`,
    where: inTree(plan.topology),
    commands: [replaced('shared', key(which))],
    see: `the plan replaces ${key(which)} and its own certificate; the certificate of the nodes stays, else do not apply`,
    back: NO_WAY_BACK_NEEDED,
    risk: `none while ${before}`,
    lasts: 'a moment',
  });
  return [
    made(idle, 'it signs nothing'),
    ...takenSteps(plan),
    ...kongs(plan, certificate),
    {
      ...generated(plan, 'which authority signs in the stack shared'),
      where: `beside the spec, with "signedBy": "${idle}" in datastore.encryption, on a branch`,
    },
    {
      title: `Let the ${idle} authority sign`,
      where: inTree(plan.topology),
      commands: applied('shared'),
      see: 'the plan makes the certificate of the nodes anew, and no authority',
      back: `write "${signedBy}" again, and apply shared`,
      risk: 'none yet: nothing reads it from there',
      lasts: 'a moment',
    },
    ...takenSteps(plan),
    made(signedBy, 'every node has been restarted since: nothing that runs is signed by it'),
    ...takenSteps(plan),
    ...kongs(plan, certificate),
  ];
}

function brought(plan: Plan): RunbookStep {
  return {
    title: 'Bring it into the secret manager of every datacenter',
    where: inTree(plan.topology),
    commands: applied(...plan.datacenters.map(({ name }) => `cluster-${name}`)),
    see: 'each plan changes secrets of certificates and authorities in the secret manager, and no machine',
    back: 'none is needed: those that run have the former ones, which hold to their end',
    risk: 'none: nodes with the former certificate and with the new one take each other for genuine',
    lasts: 'a minute a datacenter',
  };
}

function restarted(plan: Plan): RunbookStep {
  const nodes = nodesOfAll(plan);
  return {
    title: 'Restart Cassandra on every node, one after another',
    where: placeOfEach(nodes),
    commands: [RESTART],
    see: `before the next: ${allUp(nodes.length)}, and on the node sudo openssl x509 -noout -enddate -in /etc/cassandra/tls/node.pem names the new end`,
    back: 'none is needed: a node that is not restarted goes on with the former certificate',
    risk: oneAway(plan),
    lasts: 'two minutes a node',
  };
}

/** Makes the step in which Kong takes new authorities; none where it does not know the nodes by them. */
function kongs({ datacenters }: Plan, { trustSecret }: NodeCertificatePlan): RunbookStep[] {
  if (trustSecret === undefined) return [];
  return [
    {
      title: 'Restart Kong on every node, one after another',
      where: `every Kong node of ${datacenters.map(({ name }) => name).join(', ')}`,
      commands: ['sudo systemctl restart kong'],
      see: 'before the next of its datacenter: the balancer calls it healthy again',
      back: 'none is needed: it trusts the authority that signs before and after',
      risk: 'a node that is restarted serves nobody for some seconds, and the others carry its load',
      lasts: 'a minute a node',
    },
  ];
}
