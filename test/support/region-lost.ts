import { CLOUD_FACTS } from '../../src/clouds/facts';
import { terraformAddresses } from '../../src/actions/terraform-addresses';
import type { Plan } from '../../src/plan/plan';
import { renderBackups } from '../../src/report/datastores/cassandra/backups';
import { renderBackupCopies } from '../../src/report/datastores/postgresql/backup-copies';
import { synthesizeText, type Synthesized } from './synthesized';

/** A spec as its JSON has it, as far as the page on a lost region changes it. */
export interface SpecOfTest {
  datacenters: { name: string; cloud: string; region: string; project?: string }[];
  backups: { copyTo?: string | Record<string, string>; configuration?: boolean };
  [key: string]: unknown;
}

/** A topology before a region is lost, its page, and what the page makes of both. */
export interface Moved {
  readonly before: Synthesized;
  readonly after: Synthesized;
  /** Commands that Terraform forgets by. */
  readonly forget: string;
  readonly page: string;
}

/** Returns the part of OPERATIONS.md on the lost region of a datacenter. */
export function regionLostPage(plan: Plan, name: string): string {
  if (plan.datastore.engine !== 'cassandra') return renderBackupCopies(plan, CLOUD_FACTS);
  const all = renderBackups({ plan, addresses: terraformAddresses(plan, plan) }, CLOUD_FACTS);
  const [, section = ''] = /### A region is lost\n([^]+?)\n### /.exec(all) ?? [];
  return section.split(/(?=^Of \S+:$)/m).find((it) => it.startsWith(`Of ${name}:`)) ?? '';
}

/** What a person writes for each key that the page names; a key without an entry fails the test. */
const WRITTEN: Readonly<Record<string, (spec: SpecOfTest, name: string, text: string) => void>> = {
  datacenters: (spec, _, text) => {
    const gone = /without (\S+),/.exec(text)?.[1] ?? '';
    spec.datacenters = spec.datacenters.filter((it) => it.name !== gone);
    delete (spec['monitoring'] as { notify: Record<string, string> }).notify[gone];
  },
  'backups.copyTo': ({ backups }) => {
    delete backups.copyTo;
  },
  'monitoring.notify': ({ monitoring }, name, text) => {
    const { notify } = monitoring as { notify: Record<string, string> };
    notify[name] = /such as ([^\s,]+),/.exec(text)?.[1] ?? '';
  },
  links: (spec, _, text) => {
    const links = JSON.parse(`{${/`([^`]+)`/.exec(text)?.[1] ?? ''}}`) as object;
    spec['links'] = { ...(spec['links'] as object | undefined), ...links };
  },
  'datastore.replicas': ({ datastore }) => {
    delete (datastore as { replicas?: unknown }).replicas;
  },
  'gateway.dns.policy': ({ gateway }, _, text) => {
    (gateway as { dns: { policy: string } }).dns.policy = /`"([a-z]+)"`/.exec(text)?.[1] ?? '';
  },
};

/** Writes a spec as the page of its own tree says after the loss of a datacenter's region, and generates with its words alone. */
export async function moved(spec: SpecOfTest, name: string): Promise<Moved> {
  const before = await synthesizeText(JSON.stringify(spec), 'edge.json');
  const page = regionLostPage(before.topology.plan, name);
  const after = structuredClone(spec);
  const lost = after.datacenters.find((it) => it.name === name)!;
  lost.region = /write `"region": "([^"]+)"` for /.exec(page)?.[1] ?? '';
  if (page.includes('a `"project"` other than')) lost.project = 'the-new-project';
  for (const [, key = '', text = ''] of page.matchAll(/^ {3}- `([^`]+)`: (.+)$/gm)) {
    const write = WRITTEN[key];
    if (!write) throw new Error(`nobody knows what to write for ${key}`);
    write(after, name, text);
  }
  const [, allowed = ''] = /topogen synth edge\.json --allow ([^`]+)`/.exec(page) ?? [];
  const lock = before.topology.lock.text;
  const [, forget = ''] = /```sh\n(for stack in [^]+?\ndone)\n```/.exec(page) ?? [];
  return {
    before,
    after: await synthesizeText(JSON.stringify(after), 'edge.json', lock, allowed.split(',')),
    forget,
    page,
  };
}
