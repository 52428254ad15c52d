import { allSteps, takenByKong } from '../../../runbook/passwords';
import { inTree, NO_WAY_BACK_NEEDED, ready, type RunbookStep } from '../../../runbook/runbook';
import type { Passwords, Standing } from '../../recovery';
import { PASSWORDS } from '../commands';
import { ringOf } from '../of-plan';
import { nodesOfAll, placeOf, type NodeAt } from './nodes';

export const SUPERUSERS = 'cassandra-superuser-password';
export const KONGS = 'cassandra-kong-password';

/** The steps around a new password of each of the ring's roles. */
export const CASSANDRA_PASSWORDS = {
  [KONGS]: (standing) => ({ before: [allSeen(standing)], after: [given(standing, ''), takenByKong(standing.plan)] }),
  [SUPERUSERS]: (standing) => ({
    before: [allSeen(standing), kept(standing)],
    after: [given(standing, '. It asks for the one before')],
  }),
} satisfies Passwords;

/** Returns all steps of a new password of one of the roles. */
export function rotationSteps(standing: Standing, key: keyof typeof CASSANDRA_PASSWORDS): readonly RunbookStep[] {
  return allSteps(standing, key, CASSANDRA_PASSWORDS[key](standing));
}

/** Makes the step without which a part of the nodes would not hear of the new password. */
function allSeen({ plan }: Standing): RunbookStep {
  return {
    title: 'See that every node is up',
    where: placeOf(toldFrom(plan)),
    commands: ['nodetool status'],
    see: `all ${nodesOfAll(plan).length} nodes as UN; else wait, since a node that is away may go on with the former password`,
    back: NO_WAY_BACK_NEEDED,
    risk: 'none',
    lasts: 'a moment',
  };
}

function kept({ plan, addresses }: Standing): RunbookStep {
  return {
    title: 'Keep the one before until the end',
    where: inTree(plan.topology),
    commands: [ready('shared', `output -raw ${addresses.password(SUPERUSERS).output}`)],
    see: 'it is in your own keeping: no copy of it is left afterwards, but in earlier versions of the state',
    back: NO_WAY_BACK_NEEDED,
    risk: 'it is on your screen',
    lasts: 'a moment',
  };
}

function given({ plan }: Standing, asks: string): RunbookStep {
  const isSuperusers = asks !== '';
  return {
    title: 'Give it to the ring',
    where: `${placeOf(toldFrom(plan))}, or any other node but the first of the ring, which has no such command`,
    commands: [PASSWORDS],
    see: `it ends with "the ring has the passwords of the secret manager"${asks}`,
    back: 'none is needed: it may be run again, and changes nothing until it can sign in',
    risk: isSuperusers
      ? `none for requests: nothing signs in as ring_admin but ${FIRST_START}, ${EXTENDS} and people`
      : 'from now on the ring lets no Kong in that has the former one: have the shells of the next step open',
    lasts: 'seconds',
  };
}

const FIRST_START = "the first node's initialisation";
const EXTENDS = 'topogen-ring-extend';

/** Returns a node that has the command: all but the one that initialises the ring. */
function toldFrom(plan: Standing['plan']): NodeAt {
  const [first] = ringOf(plan).startOrder;
  const found = nodesOfAll(plan).find(({ node }) => node.address !== first?.address);
  if (!found) throw new Error('a ring has more than one node');
  return found;
}
