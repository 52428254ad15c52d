import type { CloudBuilder } from '../clouds/contract';
import type { Artifact } from '../kernel/artifact';
import type { CloudId } from '../kernel/ids';
import { datastoreOf } from '../plan/datastores/registry';
import type { Plan, StackPlan } from '../plan/plan';
import type { BuiltStack } from '../stacks/build';
import type { StackJson } from './assembly';
import { headerLine } from './header-line';
import { renderPromises } from './promises';
import { renderStack, type Placement } from './hcl/render-stack';
import { addressedElements, blockSchemaOf } from './hcl/stack-elements';

/** Renders the HCL of every stack, for review and for plain `terraform`: `<stack>/*.tf` with the files beside it. */
export function renderTree(
  plan: Plan,
  stacks: readonly { readonly built: BuiltStack; readonly json: StackJson }[],
  builders: Readonly<Record<CloudId, CloudBuilder>>,
): Artifact[] {
  return stacks.flatMap(({ built, json }) => [
    ...renderHcl(plan, built, json),
    ...renderPromises(plan, built, json, builders),
    ...built.files.map((file) => ({ ...file, path: `${built.plan.name}/${file.path}` })),
  ]);
}

function renderHcl(plan: Plan, { plan: stackPlan, stack }: BuiltStack, json: StackJson): Artifact[] {
  const elements = addressedElements(stack);
  const placement = new Map(
    elements.map(({ element, address }): [string, Placement] => [
      address,
      { file: stack.fileOf(element), comment: stack.comments.get(element), findings: stack.findings.get(element) },
    ]),
  );
  const files = renderStack(json as Parameters<typeof renderStack>[0], blockSchemaOf(stack), {
    header: (path) => header(plan, stackPlan, path),
    placement,
    order: elements.map(({ address }) => address),
  });
  return files.map(({ path, text }) => ({ path: `${stackPlan.name}/${path}`, text }));
}

/** The contents of the files, by name without `.tf`; headers say them after the stack's name. */
const CONTENTS: Readonly<Record<string, string>> = {
  backend: 'where the state is kept',
  backups: 'snapshots of the data disks',
  balancer: 'load balancer',
  control: 'the way to the control planes',
  dashboard: 'what its console shows at a glance',
  data: 'data sources',
  endpoints: 'the way to services of the cloud',
  exports: "daily exports of Kong's configuration",
  firewall: 'firewall',
  alarms: 'alarms, and whom they tell',
  'flow-logs': 'flow logs',
  gateways: 'gateways to other datacenters',
  images: 'machine images',
  identity: 'identities of the nodes',
  journals: 'logs of units',
  keys: 'keys',
  kong: 'Kong pool',
  logs: 'logs',
  'machine-types': 'where the machine types are sold',
  names: 'names by which clients find the gateway',
  nat: 'NAT',
  network: 'network',
  outputs: 'outputs for other stacks and for people',
  providers: 'providers',
  redis: 'Redis',
  'remote-state': 'outputs of other stacks',
  secrets: 'secrets',
  seed: 'configuration for new data planes',
  variables: 'variables',
  versions: 'versions of Terraform and its providers',
};

function header(plan: Plan, stack: StackPlan, path: string): string {
  const name = path.replace(/\.tf$/, '');
  const contents =
    name === plan.datastore.engine ? datastoreContents(plan) : (CONTENTS[name] ?? contentsOfOneOfMany(name));
  return headerLine(plan, stack, contents);
}

/** A datastore is machines, or a service of the cloud's with the names by which machines find it. */
function datastoreContents(plan: Plan): string {
  const { machineRoles, words } = datastoreOf(plan);
  return machineRoles.length > 0 ? `${words.title} nodes` : `${words.title}: instance and names`;
}

/** A stack may have a file for each pool, link or datacenter; these are the beginnings of their names, with the contents. */
const CONTENTS_OF_MANY = { 'kong-': 'Kong pool', 'link-': 'link', 'vpn-gateways-': 'VPN gateways of' } as const;

function contentsOfOneOfMany(name: string): string {
  const found = Object.entries(CONTENTS_OF_MANY).find(([prefix]) => name.startsWith(prefix));
  if (!found) throw new Error(`there are no words for what is in ${name}.tf`);
  const [prefix, what] = found;
  return `${what} ${name.slice(prefix.length)}`;
}
