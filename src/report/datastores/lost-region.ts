import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import { topogenCommand } from '../runbook/runbook';
import { forgotten, inRegion } from './forgotten';

/** A datacenter whose backups have a second region. */
export type Copied = DatacenterPlan & Required<Pick<DatacenterPlan, 'backupCopies'>>;

/** A part of the spec that cannot stay as it is, and the words that let its change pass, if it needs any. */
export interface Along {
  /** Key in the spec, with dots. */
  readonly key: string;
  readonly text: string;
  /** @default none */
  readonly allow?: readonly string[];
}

/**
 * Renders the change of the spec by which a datacenter is built anew in the second region of its backups: what goes there with it,
 * since alarms, secrets and images of a lost region serve nobody elsewhere, and what two datacenters of one region cannot have.
 *
 * @param own what the datastore's own section has
 */
export function movedInSpec(plan: Plan, facts: CloudFactsTable, lost: Copied, own: readonly Along[]): string {
  const { name, project = '', backupCopies } = lost;
  const there = backupCopies.region;
  const elsewhere = backupCopies.ownKey
    ? ''
    : `, a \`"project"\` other than ${project}, since names and ranges of what was lost are still taken in that one`;
  const along = [...alongside(plan, facts, lost), ...own];
  const allowed = [
    `region-changed:${name}`,
    backupCopies.ownKey ? `backup-copies-left:${name}` : `project-changed:${name}`,
    ...along.flatMap(({ allow = [] }) => allow),
  ];
  return `In the spec write \`"region": "${there}"\` for ${name}${elsewhere}, and three zones of it where zones are named. With it change:

${along.map(({ key, text }) => `   - \`${key}\`: ${text}.`).join('\n')}

   Then \`${topogenCommand(plan, 'synth', `--allow ${allowed.join(',')}`)}\`.`;
}

function alongside(plan: Plan, facts: CloudFactsTable, lost: Copied): Along[] {
  const { name, cloud, region, backupCopies } = lost;
  const there = backupCopies.region;
  const place = backupCopies.ownKey ? there : 'the new project';
  const gone = lostWith(plan, lost);
  const others = copiedInto(plan, lost);
  const beside = plan.datacenters.filter((it) => it.cloud === cloud && it.region === there);
  return [
    ...entry(gone.length > 0, 'datacenters', {
      text: `without ${gone.map((it) => it.name).join(' and ')}, lost with ${region} too, and nowhere else in the spec either`,
      allow: gone.map((it) => `datacenter-removed:${it.name}`),
    }),
    {
      key: 'backups.copyTo',
      text: `another place for ${name} or none${others.length === 0 ? '' : `; and so for ${others.map((it) => it.name).join(' and ')}, whose backups go to ${region}`}`,
      allow: others.flatMap((it) => (it.backupCopies?.ownKey ? [`backup-copies-left:${it.name}`] : [])),
    },
    ...entry(lost.notify !== undefined, 'monitoring.notify', {
      text: `for ${name} ${facts[cloud].alarmTarget.form({ region: there, project: backupCopies.ownKey ? undefined : 'the-new-project' })}, which you make there`,
    }),
    ...joined(plan, facts, lost, beside),
    ...entry(lost.certificateSecret !== undefined, 'gateway.certificate', {
      text: `its secret has to be in ${place} too, and is named with that place if it is named with any`,
    }),
    ...entry(lost.existing !== undefined || lost.existingGateway !== undefined, 'network', {
      text: `for ${name} the network and the gateway that you have in ${place}, or none`,
    }),
    ...entry(
      lost.pools.some(({ image }) => image !== undefined),
      'kong.image',
      {
        text: `for ${name} an image that is in ${place}`,
      },
    ),
    ...entry(byRegion(plan) && beside.length > 0, 'gateway.dns.policy', {
      text: `\`"weighted"\`, since ${plan.dns?.policy} has one answer for ${there}, and ${beside.map((it) => it.name).join(' and ')} is there too`,
    }),
  ];
}

function entry(isNeeded: boolean, key: string, rest: Omit<Along, 'key'>): Along[] {
  return isNeeded ? [{ key, ...rest }] : [];
}

/** True if the names of the gateway lead a client to one datacenter of a region, whichever that is. */
function byRegion({ dns }: Plan): boolean {
  return dns !== undefined && dns.policy !== 'weighted' && dns.policy !== 'failover';
}

/** Returns the wish for links that can join a datacenter to those which stand in its new region, where the present kind cannot. */
function joined(plan: Plan, facts: CloudFactsTable, lost: Copied, beside: readonly DatacenterPlan[]): Along[] {
  const { innerLinks, innerLinkBarredInRegion: barred } = facts[lost.cloud];
  const rivals = beside.filter((it) =>
    plan.links.some(({ kind, left, right }) => {
      const ends = [left.datacenter, right.datacenter];
      return kind === innerLinks[0] && ends.includes(it.name) && ends.includes(lost.name);
    }),
  );
  if (!barred || rivals.length === 0) return [];
  const text = `\`${barred.instead}\`, since ${rivals.map(({ name }) => name).join(' and ')} is in ${lost.backupCopies.region} too, and ${barred.why}; every such link is then made anew, which cuts those of other datacenters until the apply has ended`;
  return [{ key: 'links', text, allow: ['links-changed'] }];
}

/** Returns the other datacenters of a region that is lost. */
function lostWith({ datacenters }: Plan, { name, cloud, region }: Copied): DatacenterPlan[] {
  return datacenters.filter((it) => it.name !== name && it.cloud === cloud && it.region === region);
}

/** Returns the datacenters whose backups have their second region in the one that is lost. */
function copiedInto({ datacenters }: Plan, { cloud, region }: Copied): DatacenterPlan[] {
  return datacenters.filter((it) => it.cloud === cloud && it.backupCopies?.region === region);
}

/**
 * Renders the commands after which Terraform knows nothing of what was lost, so that no plan asks for it: of the datacenter's own
 * stacks, of the links that ended there, and of others whose backups went there. Where the copies have a key of their own, only what
 * names the region is lost, and the key is forgotten too, which the apply would end.
 */
export function lostForgotten(plan: Plan, lost: Copied): string {
  const { name, region, project = '', backupCopies } = lost;
  const own = [`network-${name}`, `cluster-${name}`];
  const links = plan.datacenters.length - lostWith(plan, lost).length > 1 ? ['links'] : [];
  if (backupCopies.ownKey)
    return forgotten(
      {
        stacks: [...own, ...links, ...copiedInto(plan, lost).map((it) => `cluster-${it.name}`)],
        where: inRegion(region),
      },
      { stacks: [`cluster-${name}`], where: inRegion(backupCopies.region) },
    );
  // Gateways that stand for the far ends of links are in no region: they have the name of their datacenter.
  const ends = `.project == "${project}" and (${inRegion(region)} or (.name // "" | startswith("${plan.topology}-${name}--")))`;
  return forgotten({ stacks: own }, ...(links.length === 0 ? [] : [{ stacks: links, where: ends }]));
}

/** Says what else is lost, or in the way, where the buckets of a datacenter keep their names without its region. */
export function bucketsLeft(plan: Plan, { name, region, exports, backupCopies }: Copied): string {
  const seed = plan.kong.hybrid?.datacenter === name ? ['the seed'] : [];
  const of = [...(exports ? ["the exports of Kong's configuration"] : []), ...seed];
  // In another project they have other names.
  if (of.length === 0 || !backupCopies.ownKey) return '';
  return ` The name of the bucket of ${of.join(', and that of ')} is taken while there is one in ${region}: the apply of \`cluster-${name}\` stops at it. Copy what you must keep, delete that bucket with every version in it, and apply again.`;
}
