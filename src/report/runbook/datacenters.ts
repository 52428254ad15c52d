import { endsOnInstances } from '../../kernel/cloud/links';
import { SMALLEST_SHARE_TEXT } from '../../kernel/smallest-share';
import type { Plan } from '../../plan/plan';
import type { Change, DatastoreTransitions } from '../datastores/transitions';
import {
  applied,
  byNames,
  generated,
  inTree,
  synthCommand,
  unprotected,
  type RunbookPart,
  type RunbookStep,
} from './runbook';

/** Returns a part for each datacenter that is added. It gets its share of the requests in a part of its own, later. */
export function addedParts({ before, after }: Change, datastore: DatastoreTransitions): readonly RunbookPart[] {
  const known = new Set(before.datacenters.map(({ name }) => name));
  return after.datacenters
    .filter(({ name }) => !known.has(name))
    .map(({ name }): RunbookPart => {
      const clusters = [...known, name].map((it) => `cluster-${it}`);
      const changed = [...known].filter((it) => gainsEnd(after, it, known, name));
      const networks = [...changed, name].map((it) => `network-${it}`);
      known.add(name);
      return {
        title: `Datacenter ${name} is added`,
        why: datastore.whyAlone.joining,
        spec: `${name} as the new spec has it, with a "share" of ${SMALLEST_SHARE_TEXT}, so that the others keep their pools until it serves`,
        steps: [
          generated(after, `stacks of ${name}, links to it, and rules for it`),
          ...stacksApplied(after, networks, clusters, name),
          ...datastore.joining(after, name),
          {
            title: 'See that it serves',
            where: `a client of ${name}, by the address of its balancer`,
            commands: [],
            see: `a route answers there as in the other datacenters`,
            back: 'send it no clients',
            risk: 'none: it has no clients yet',
            lasts: 'a moment',
          },
        ],
      };
    });
}

/** True if a link to a new datacenter is the first of an old one that ends on its gateway, or on its VPN instances. */
function gainsEnd({ links }: Plan, own: string, known: ReadonlySet<string>, fresh: string): boolean {
  const ends = links.flatMap(({ kind, left, right }) =>
    [left, right].flatMap(({ datacenter, part }, i) => {
      const far = i === 0 ? right : left;
      return datacenter === own ? [{ far: far.datacenter, onInstances: endsOnInstances(kind, part) }] : [];
    }),
  );
  const old = ends.filter(({ far }) => known.has(far)).map(({ onInstances }) => onInstances);
  return ends.some(({ far, onInstances }) => far === fresh && !old.includes(onInstances));
}

function stacksApplied(
  { topology, links }: Plan,
  networks: readonly string[],
  clusters: readonly string[],
  name: string,
): RunbookStep[] {
  return [
    {
      title: 'Apply the networks, then the links',
      where: inTree(topology),
      commands: applied('shared', ...networks, ...(links.length > 0 ? ['links'] : [])),
      see: `every tunnel and attachment to ${name} is up`,
      back: 'terraform destroy of the same stacks in the opposite order, then the spec before',
      risk: 'none: what stands keeps its links',
      lasts: 'minutes, up to half an hour for gateways',
    },
    {
      title: 'Apply every cluster, the older ones too',
      where: inTree(topology),
      commands: applied(...clusters),
      see: 'the plans of the older clusters change rules alone, and replace no machine of the datastore',
      back: `terraform -chdir=cluster-${name} destroy`,
      risk: 'none: without the rules of the older clusters its nodes wait for ever',
      lasts: 'minutes',
    },
  ];
}

/** Returns the part in which datacenters that were added take their share of the requests; none if none was. */
export function sharedParts({ before, after }: Change): readonly RunbookPart[] {
  const known = new Set(before.datacenters.map(({ name }) => name));
  const added = after.datacenters.flatMap(({ name }) => (known.has(name) ? [] : [name]));
  if (added.length === 0) return [];
  const others = after.datacenters.flatMap(({ name }) => (known.has(name) ? [name] : []));
  const names = added.join(' and ');
  const apply = (which: readonly string[]): Pick<RunbookStep, 'where' | 'commands' | 'see' | 'lasts'> => ({
    where: inTree(after.topology),
    commands: applied(...which.map((it) => `cluster-${it}`)),
    see: 'each group has as many healthy nodes as the spec sizes',
    lasts: 'some minutes a node',
  });
  return [
    {
      title: `${names} ${added.length === 1 ? 'takes its' : 'take their'} share of the requests`,
      why: 'the pools of the others shrink only when what they carried is carried elsewhere',
      spec: 'shares as the new spec has them',
      steps: [
        generated(after, "sizes of Kong's pools"),
        {
          title: `Apply ${names}: the pool grows`,
          ...apply(added),
          back: 'the same with the tree as it was before',
          risk: 'none: nothing is sent there yet',
        },
        {
          title: `Send clients to ${names}`,
          ...byNames(after),
          see: 'requests arrive there and are answered, and the others have fewer',
          back: 'the names as they were',
          risk: 'requests that it answers wrongly',
          lasts: 'as long as resolvers keep the old answer',
        },
        {
          title: 'Apply the others: their pools may shrink',
          ...apply(others),
          back: 'the same with the tree as it was before',
          risk: `without ${names} the others carry as much as the spec promises to survive, on fewer nodes than before`,
        },
      ],
    },
  ];
}

/** Returns two parts for each datacenter that goes: the others take its load over, then it is taken down. */
export function removedParts(change: Change, datastore: DatastoreTransitions): readonly RunbookPart[] {
  const { before, after } = change;
  const staying = new Set(after.datacenters.map(({ name }) => name));
  return before.datacenters
    .filter(({ name }) => !staying.has(name))
    .flatMap(({ name }): RunbookPart[] => [
      {
        title: `The others take over the load of ${name}`,
        why: 'their pools must have grown before its requests come',
        spec: `${name} with a "share" of ${SMALLEST_SHARE_TEXT}`,
        steps: [
          generated(after, "sizes of Kong's pools"),
          {
            title: 'Apply the other clusters',
            where: inTree(before.topology),
            commands: applied(...[...staying].map((it) => `cluster-${it}`)),
            see: 'each group has as many healthy nodes as the spec sizes',
            back: 'the same with the tree as it was before',
            risk: `none for clients; leave cluster-${name} alone, since its own pool would shrink while it has clients`,
            lasts: 'some minutes a node',
          },
          {
            title: `Send clients of ${name} to the others`,
            // With next to no share it is not in the hostname.
            ...byNames(before),
            see: `the balancer of ${name} gets no more requests`,
            back: 'the names as they were',
            risk: 'the others carry all of it from here on',
            lasts: 'as long as resolvers keep the old answer',
          },
        ],
      },
      {
        title: `Datacenter ${name} is removed`,
        why: 'its data is handed over before anything is destroyed',
        spec: 'still the one before, until its cluster is destroyed',
        steps: [...datastore.leaving(change, name), ...takenDown(change, name)],
      },
    ]);
}

/** Makes the steps that destroy a datacenter: a gateway with tunnels or attachments cannot be deleted before those. */
function takenDown({ before, after, addresses }: Change, name: string): RunbookStep[] {
  const tree = inTree(before.topology);
  const leaves = before.datacenters.find((it) => it.name === name);
  const isLast = !after.datacenters.some(
    ({ cloud, providerAlias }) => cloud === leaves?.cloud && providerAlias === leaves?.providerAlias,
  );
  const none = 'none: add the datacenter anew';
  const early =
    after.links.length === 0
      ? ['terraform -chdir=links destroy']
      : isLast
        ? [`terraform -chdir=links destroy -target=${addresses.networkState(name)}`]
        : [];
  return [
    {
      title: 'Destroy its cluster',
      where: tree,
      commands: [`terraform -chdir=cluster-${name} init`, `terraform -chdir=cluster-${name} destroy`],
      see: `the plan destroys resources of this datacenter alone; ${unprotected('the stack')}`,
      back: none,
      risk: 'its disks and secrets go for good',
      lasts: 'minutes',
    },
    ...(early.length === 0
      ? []
      : [
          {
            title: 'Destroy its links now, since the next stack links could not',
            where: tree,
            commands: early,
            see: 'the plan names no link between datacenters that stay',
            back: none,
            risk: 'none: nothing uses them',
            lasts: 'minutes',
          },
        ]),
    {
      title: 'Set its network aside, take it out of the spec, and generate',
      where: `${tree}, then beside the spec`,
      commands: [
        `mkdir -p ../leaving && mv network-${name} ../leaving/`,
        `${synthCommand(after)} --allow datacenter-removed:${name}`,
      ],
      see: `git diff of the tree shows the stacks of ${name} gone, and of the others rules and links alone; the folder that was set aside is as deep as it was, so that a local state is found`,
      back: 'bring spec, lock file and tree back from version control',
      risk: 'none: nothing is applied',
      lasts: 'a moment',
    },
    {
      title: 'Take its links and its network down, and its rules in the others',
      where: tree,
      commands: [
        ...(after.links.length > 0 ? applied('links') : []),
        `terraform -chdir=../leaving/network-${name} init && terraform -chdir=../leaving/network-${name} destroy`,
        'rm -r ../leaving',
        ...applied(...after.stacks.filter(({ layer }) => layer !== 'links').map((stack) => stack.name)),
      ],
      see: `the plan of links destroys only what leads to ${name}; those of the others change rules alone`,
      back: none,
      risk: 'none: nothing uses them',
      lasts: 'minutes',
    },
  ];
}
