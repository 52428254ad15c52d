import { datacenterOf } from '../../kernel/datacenter-of';
import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { GatewayEnd, TunnelCommands, TunnelRenewal } from '../../kernel/cloud/tunnels';
import type { DatacenterPlan, LinkPlan, Plan } from '../../plan/plan';
import { topogenCommand } from '../runbook/runbook';

/** An end of a link on its cloud's own gateway, with its commands. */
interface OwnEnd {
  readonly link: LinkPlan;
  readonly datacenter: DatacenterPlan;
  readonly at: GatewayEnd;
  readonly commands: TunnelCommands;
}

/** Renders the part of the page on operations about VPN links; empty if the plan has none. */
export function renderLinkOperations(plan: Plan, facts: CloudFactsTable): string {
  const links = plan.links.filter(({ tunnels }) => tunnels.length > 0);
  const [first] = links;
  if (!first) return '';
  const ends = links.flatMap((link) => ownEnds(plan, link, facts));
  return `
# The links in operation

A link has ${tunnelCounts(links)} tunnels, each with a session of BGP; any one carries its packets. What changes one tunnel at a time is noticed by nobody: see that the others are up before, and that this one is up again before the next.

## State of the tunnels

${ends.map((end) => `${heading(end)}\n\n${shell(end.commands.state(end.at))}\nWell is ${end.commands.well}.`).join('\n\n')}

${renewals(ends)}${newKeys(links)}## A gateway is lost

Somebody has deleted a gateway, or a part of it. \`terraform -chdir=network-<datacenter> plan\` says what is missing there; apply it, then \`terraform -chdir=links apply\`. ${lost(ends)}The other links of the datacenter are cut until then; its clients are served on.

## A link is cut

Every tunnel is down. \`${topogenCommand(plan, 'simulate', `--lose link:${first.id}`)}\` says what is left, \`${topogenCommand(plan, 'runbook', `--lost link:${first.id}`)}\` has the steps. If both ends are called well and no packet comes through, look at the routes: each side must have learned the range of the other.
`;
}

/** Returns how many tunnels links have: two between gateways of one cloud, four elsewhere. */
function tunnelCounts(links: readonly LinkPlan[]): string {
  return [...new Set(links.map(({ tunnels }) => tunnels.length))].sort((a, b) => a - b).join(' or ');
}

function ownEnds(plan: Plan, link: LinkPlan, facts: CloudFactsTable): OwnEnd[] {
  return (['left', 'right'] as const).flatMap((side) => {
    const { datacenter: name, part } = link[side];
    const datacenter = datacenterOf(plan, name);
    // VPN instances have a section of their own.
    if (part === 'listens' && datacenter.vpnInstances) return [];
    const { region, project, cloud, existingGateway } = datacenter;
    const peer = link[side === 'left' ? 'right' : 'left'].datacenter;
    const place = { region, ...(project === undefined ? {} : { project }) };
    const router = existingGateway?.router;
    const at = { ...place, ...(router === undefined ? {} : { router }), topology: plan.topology, own: name, peer };
    return [{ link, datacenter, at, commands: facts[cloud].tunnels }];
  });
}

function heading({ link, datacenter }: OwnEnd): string {
  return `Link \`${link.id}\`, at ${datacenter.name}:`;
}

/** Renders how keys are made anew; empty where every link ends on VPN instances, whose section has it. */
function newKeys(links: readonly LinkPlan[]): string {
  const keys = links
    .filter(({ kind }) => kind !== 'gateway-vpn')
    .flatMap(({ id, tunnels }) => tunnels.map(({ number }) => `${id}_${number}`.replaceAll('-', '_')));
  if (keys.length === 0) return '';
  return `## New keys

Each tunnel has a key of its own, which Terraform makes. One at a time, in this order; each takes some minutes, in which the tunnel is made anew:

${shell(keys.map((key) => `terraform -chdir=links apply -replace=random_password.${key}`))}
Go on when the state of the tunnel, above, is well at both ends. A key that somebody else may know is replaced first.

`;
}

/** Returns what becomes of the other ends when a gateway is made anew. */
function lost(ends: readonly OwnEnd[]): string {
  const words = new Set(ends.flatMap(({ commands }) => commands.lost ?? []));
  return [...words].map((it) => `${it} `).join('');
}

/** Renders the renewals that wait for the owner; empty where the clouds renew by themselves. */
function renewals(ends: readonly OwnEnd[]): string {
  const own = ends.flatMap((end) => (end.commands.renewal ? [{ end, renewal: end.commands.renewal }] : []));
  if (own.length === 0) return '';
  const [one] = own as [{ readonly end: OwnEnd; readonly renewal: TunnelRenewal }];
  return `## Renewed ends

${one.renewal.words} Once a month, and when one is announced:

${own.map(({ end, renewal }) => `${heading(end)}\n\n${shell(renewal.waiting(end.at))}`).join('\n')}
For each line with \`Available\`, one after the other, with \`CONNECTION\` and \`ADDRESS\` of that line, in its region:

${shell(one.renewal.apply(one.end.at))}
The tunnel is down for some minutes. Go on when it is up again.

`;
}

function shell(lines: readonly string[]): string {
  return `\`\`\`sh\n${lines.join('\n')}\n\`\`\`\n`;
}
