import { EXPORTS_CONFIGURATION, keepsTables } from '../../kernel/kong-steps';
import { plainWords } from '../../kernel/text/text';
import { compareVersions, parseVersion } from '../../kernel/version';
import type { Plan } from '../../plan/plan';
import type { Change, DatastoreTransitions } from '../datastores/transitions';
import {
  applied,
  inTree,
  NO_WAY_BACK_NEEDED,
  SPEC_STAYS,
  synthCommand,
  unprotected,
  type RunbookPart,
  type RunbookStep,
} from './runbook';
import { secondSpec, type SecondSpec } from './second-spec';
import { isByPools } from './upgrade';

/** The file that goes from one topology to the other; it has keys and certificates in it. */
const FILE = 'kong.yml';

/**
 * Returns the part that leads through a major release by a copy of what Kong has in its datastore; none for smaller steps, which
 * both releases can share a datastore in. Kong's own guides have this way, by its own file, for both datastores.
 */
export function copyParts(change: Change, datastore: DatastoreTransitions): readonly RunbookPart[] {
  const { before, after } = change;
  const [old, fresh] = [before.kong.migrations.release, after.kong.migrations.release];
  const isMajor = parseVersion(old).major < parseVersion(fresh).major || !keepsTables(old, fresh);
  if (isByPools(change) || old === fresh || !isMajor || compareVersions(old, EXPORTS_CONFIGURATION) < 0) return [];
  // A revision of git names no file that the other spec could extend.
  const [first, next] = [before, after].map(({ specFile }) => plainWords(specFile));
  const second = secondSpec(before, first!.includes(':') ? next! : first!, fresh);
  return [
    {
      title: `By hand instead: Kong ${fresh} on a copy, beside ${old}`,
      why: datastore.whyAlone.upgrade,
      only: `you want Kong ${old} and its datastore to stay as they are until the end, so that you can go back at any time: these steps then take the place of the upgrade below. topogen makes no copy of a datastore; you do`,
      spec: `${SPEC_STAYS}, with Kong ${old}, but for kong.adminCidrs; a second one extends it, with another "name", a "network.supernet" of its own and "kong.version": "${fresh}". Give it a "cidr" or a "network" of its own for each datacenter that states one`,
      steps: [
        secondTopology(before, second, fresh),
        closed(before),
        ...datastore.saving(before, `before-kong-${fresh}`).before,
        ...carriedOver(before, old, fresh),
        compared(before, old, fresh),
        clientsMoved(before, old, fresh),
        takenDown(before, old),
      ],
    },
  ];
}

function secondTopology({ topology, stacks, dns }: Plan, second: SecondSpec, fresh: string): RunbookStep {
  const names = stacks.flatMap(({ layer, name }) => (layer === 'dns' ? [] : [name]));
  const records = dns ? ' It has no hostname, since the first one keeps its records' : '';
  return {
    title: `Build a second topology with Kong ${fresh} beside it`,
    where: `beside the spec, on a branch; then in ${inTree(second.topology)}`,
    commands: [second.command, `topogen synth ${second.file}`, `topogen simulate ${second.file}`, ...applied(...names)],
    see: `git diff names the tree of ${second.topology} and its lock file, and nothing of ${topology}; its migrations job says "the schema is that of Kong ${fresh}; turning this machine off", and every node is healthy.${records}`,
    back: 'destroy it',
    risk: `none for ${topology}: the two share nothing. Both are paid for until the end`,
    lasts: 'an hour',
  };
}

function closed(before: Plan): RunbookStep {
  return {
    title: 'Let nobody configure Kong until the end: take kong.adminCidrs out of the spec',
    where: 'beside the spec, then in its tree',
    commands: [synthCommand(before), ...applied(...before.datacenters.map(({ name }) => `cluster-${name}`))],
    see: 'the plans remove rules for the Admin API, and nothing else',
    back: 'bring the spec back, and apply',
    risk: 'what is written from here on is not in the copy',
    lasts: 'minutes',
  };
}

function carriedOver(before: Plan, old: string, fresh: string): RunbookStep[] {
  const { datacenter } = before.kong.migrations;
  const role = writingPool(before)?.role === 'control-plane' ? 'a control plane' : 'a node';
  return [
    {
      title: `Write down what Kong ${old} has`,
      where: `${role} of Kong ${old} in ${datacenter}, by topogen connect`,
      commands: [`sudo kong config db_export ${FILE}`],
      see: 'it ends without an error; the file has your routes. Counters of rate limiting and tokens of OAuth2 are not in it',
      back: NO_WAY_BACK_NEEDED,
      risk: `the file holds keys and credentials: carry it over a way of your own, and delete it at the end`,
      lasts: 'a minute',
    },
    {
      title: `Let Kong ${fresh} take it`,
      where: `${role} of the second topology, by topogen connect; then every node of it`,
      commands: [`sudo kong config db_import ${FILE}`, 'sudo kong reload'],
      see: `the first ends without an error. Where it names fields that Kong ${fresh} does not know, import it into a topology of a release between the two, upgrade that, and export again`,
      back: 'it may be run again',
      risk: 'none: no client uses it',
      lasts: 'minutes',
    },
  ];
}

/** Returns the pool that uses the datastore, where the migrations run. */
function writingPool({ datacenters, kong }: Plan): Plan['datacenters'][number]['pools'][number] | undefined {
  const pools = datacenters.find(({ name }) => name === kong.migrations.datacenter)?.pools ?? [];
  return pools.find(({ role }) => role !== 'data-plane');
}

function compared(before: Plan, old: string, fresh: string): RunbookStep {
  const port = writingPool(before)?.ports.admin ?? 8001;
  return {
    title: 'Compare the two',
    where: 'a node of each topology',
    commands: ['services', 'routes', 'plugins', 'consumers', 'upstreams'].map(
      (what) => `curl --silent --fail 'http://127.0.0.1:${port}/${what}?size=1000'`,
    ),
    see: `both have the same of each; a route by prefix and one by regular expression answer on Kong ${fresh} as on ${old}, with and without a key`,
    back: NO_WAY_BACK_NEEDED,
    risk: 'none',
    lasts: 'as long as your tests',
  };
}

function clientsMoved({ dns }: Plan, old: string, fresh: string): RunbookStep {
  return {
    title: 'Send clients to the second topology, a share of them first',
    where: `where your names point to balancers${dns ? `: for ${dns.hostname}, in what leads clients to it, since topogen has one topology write its records` : ''}`,
    commands: [],
    see: `requests are answered by Kong ${fresh}, with no more errors than before`,
    back: `the names as they were: Kong ${old} has its datastore, as it was`,
    risk: `counters begin anew, tokens of OAuth2 are asked for again, and requests that Kong ${fresh} answers otherwise`,
    lasts: 'as long as resolvers keep the old answer',
  };
}

function takenDown({ topology, stacks }: Plan, old: string): RunbookStep {
  return {
    title: 'When nothing asks for the first topology any more, take it down',
    where: inTree(topology),
    commands: [...stacks]
      .reverse()
      .map(({ name }) => `terraform -chdir=${name} init && terraform -chdir=${name} destroy`),
    see: `its balancers have had no request for a day; ${unprotected('a stack')}. Open the Admin API of the second topology by its spec`,
    back: 'none',
    risk: `with it Kong ${old} and its datastore go for good, but for their snapshots`,
    lasts: 'an hour',
  };
}
