import type { Plan } from '../../plan/plan';
import type { HybridPlan } from '../../plan/pools/pool';
import type { Standing } from '../datastores/recovery';
import { applied, inTree, replaced, type RunbookStep } from './runbook';

/** Makes all steps of a new certificate of control planes and data planes, its making included. */
export function certificateSteps({ plan, addresses }: Standing, hybrid: HybridPlan): RunbookStep[] {
  const { resource } = addresses.clusterCertificate(hybrid.certificate.secret);
  return [
    {
      title: 'Make a new key and certificate',
      where: inTree(plan.topology),
      commands: [replaced('shared', resource)],
      see: `the plan replaces ${resource} and the certificate that is made of it, and nothing else`,
      back: 'none: the former pair is left in earlier versions of the state alone. Go on, or make a further one',
      risk: 'none yet: nothing reads it from there',
      lasts: 'a moment',
    },
    ...takenSteps(plan, hybrid),
  ];
}

/** Makes the steps by which a certificate that Terraform has made comes to all machines. */
export function takenSteps(plan: Plan, { datacenter: home }: HybridPlan): RunbookStep[] {
  return [
    {
      title: 'Bring it into the secret manager of every datacenter',
      where: inTree(plan.topology),
      commands: applied(...plan.datacenters.map(({ name }) => `cluster-${name}`)),
      see: 'each plan changes this secret in the secret manager, and no machine',
      back: 'none is needed: those that run have the former one, and it holds to its end',
      risk: 'a data plane that starts from now on has the new one, and hears of no change until the next step; it serves',
      lasts: 'a minute a datacenter',
    },
    restarted(`control plane of ${home}`, {
      see: 'before the next: sudo systemctl is-active kong says active, and the balancer of the control planes calls it healthy; after the last: curl --silent http://127.0.0.1:8001/clustering/data-planes names the data planes that started since the step before',
      risk: 'data planes that have the former certificate hear of no change once the last control plane is restarted; they serve, and start over, with the configuration that they have',
    }),
    restarted(`data plane of ${plan.datacenters.map(({ name }) => name).join(', ')}`, {
      see: 'before the next of its datacenter: the balancer calls it healthy again; after the last: a route that is made is served in each datacenter',
      risk: 'a node that is restarted serves nobody for some seconds, and the others carry its load',
    }),
  ];
}

function restarted(node: string, words: Pick<RunbookStep, 'see' | 'risk'>): RunbookStep {
  return {
    title: `Restart Kong on each ${node}, one after another`,
    where: `each ${node}`,
    commands: ['sudo systemctl restart kong'],
    back: 'none: the former certificate is nowhere but on nodes that were not restarted. Go on',
    ...words,
    lasts: 'a minute a node',
  };
}
