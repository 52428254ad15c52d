import type { Plan } from '../../plan/plan';
import { certificateSteps } from '../runbook/cluster-certificate';
import { topogenCommand } from '../runbook/runbook';
import type { Addresses } from '../datastores/transitions';
import { renderSteps } from './steps';

/** Renders the part of the page on operations about control planes and data planes; empty if the plan has none. */
export function renderHybridOperations(plan: Plan, addresses: Addresses): string {
  const { hybrid } = plan.kong;
  if (!hybrid) return '';
  const { datacenter, host, port, certificate, seed } = hybrid;
  const [years, renewal] = [certificate.validityHours / (365 * 24), certificate.renewalHours / 24];
  const rotate = topogenCommand(plan, 'runbook', `--rotate ${certificate.secret}`);
  return `
# Control planes and data planes in operation

Control planes of ${datacenter} keep the configuration in the datastore and have the Admin API; data planes of every datacenter serve clients and have no datastore. They know the control planes by the private name \`${host}\`, port ${port}, and take each change over a connection that they open themselves. \`curl http://127.0.0.1:8001/clustering/data-planes\` on a control plane lists them, with the release of each and the moment it was last heard of.

## No control plane answers

Data planes serve on with the configuration that they have on their own disk, also after a restart, and come back by themselves within some ten seconds when a control plane answers again. Nothing can be configured meanwhile. A node without a configuration answers \`/status/ready\` with 503, so that no balancer sends it clients.

A new machine that finds no control plane starts from the seed: what control planes exported last into a bucket of ${datacenter}, where a timer brings what has changed within ${seed.intervalMinutes} minutes. Changes after that export are missing on it until a control plane answers. Earlier seeds are kept for ${seed.keptDays} days. The seed holds every key and credential that the configuration has: data planes alone may read it, and control planes write it. \`journalctl --unit topogen-seed\` on a control plane has the exports.

## The certificate

Both sides show one certificate of ${years} years, which Terraform makes in the stack \`shared\`: \`terraform -chdir=shared output kong_cluster_certificate_end\` has its end. From ${renewal} days before it on, every plan of \`shared\` replaces it: that is the time for the steps below, the first of which is then a plain apply of \`shared\`. After its end no change reaches a data plane; all of them serve on with what they have. \`${rotate}\` has the steps by themselves, and they are the same after a machine with the key was lost to somebody:

${renderSteps(certificateSteps({ plan, addresses }, hybrid))}
## Another release of Kong

Control planes first: a data plane of a later minor release than theirs gets no configuration. Write \`kong.version\`, and beside it \`kong.dataPlaneVersion\` with the release that data planes have; apply; when every control plane runs it, leave \`kong.dataPlaneVersion\` out and apply every cluster. Until \`kong migrations finish\` the way back is the tree as it was, data planes first. \`topogen runbook\` has the steps with their commands.

A data plane of another release begins without what its predecessor stored, which it could not read. Take data planes to another release while control planes answer: then none has to begin from the seed.
`;
}
