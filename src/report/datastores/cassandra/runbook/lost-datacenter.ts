import { datacenterOf } from '../../../../kernel/datacenter-of';
import { applied, inTree, NO_WAY_BACK_NEEDED, replaced, SPEC_STAYS, type RunbookPart } from '../../../runbook/runbook';
import type { Standing } from '../../recovery';
import { awayText, filledAnew, leftAlone, oneByOne, otherSpec, repairedPart, seen, startedAgain } from './lost';
import { filledInPlace, FORGOTTEN, stoodStill, TOO_LATE } from './too-late';
import { KEYSPACES, outOfReplication, rebuildText, rolesWithout } from './membership';
import { nodesOf, nodesOfAll, placeOf, type NodeAt } from './nodes';

/** Returns the parts after the loss of a datacenter: it comes back with its data, without, or not at all. */
export function datacenterLost(standing: Standing, name: string): readonly RunbookPart[] {
  const { plan } = standing;
  const nodes = nodesOf(datacenterOf(plan, name));
  const other = plan.datacenters.find((it) => it.name !== name);
  if (!other) return onlyOneLost(standing, nodes);
  return [
    { title: 'The ring without it', spec: SPEC_STAYS, steps: [seen(plan, nodes), leftAlone(plan, name, nodes)] },
    {
      title: `${name} is back with its data`,
      only: `it is back within ${FORGOTTEN}, and its data disks with it`,
      spec: SPEC_STAYS,
      steps: [startedAgain(plan, nodes), oneByOne(plan, nodes)],
    },
    {
      title: `${name} is back after a long time`,
      only: TOO_LATE,
      spec: SPEC_STAYS,
      steps: filledInPlace(standing, nodes, rebuildText(plan, name, other.name)),
    },
    {
      title: `${name} is back without its data`,
      only: 'its data disks are lost',
      spec: SPEC_STAYS,
      steps: nodes.map((at) => filledAnew(standing, at, rebuildText(plan, name, other.name))),
    },
    repairedPart(plan, nodes, awayText(plan)),
    givenUp(plan, name, nodes, nodesOf(other)),
  ];
}

/** Makes the part in which the others go on for good. */
function givenUp(
  plan: Standing['plan'],
  name: string,
  nodes: readonly NodeAt[],
  others: readonly NodeAt[],
): RunbookPart {
  const at = others[0] ? placeOf(others[0]) : '';
  return {
    title: `${name} is given up`,
    only: 'it does not come back, and you have decided so: there is no way back from its second step',
    spec: `without ${name}, in its last step`,
    steps: [
      {
        title: `Take ${name} out of the replication`,
        where: `${at}, in cqlsh as ring_admin`,
        commands: outOfReplication(plan, name, KEYSPACES),
        see: 'each answers with nothing but a warning of a schema version mismatch: the nodes that are away have not heard of it, and cqlsh waits ten seconds for them',
        back: `until its nodes are forgotten: the same with ${name} in it`,
        risk: `rows that ${name} alone had are lost: those of its last moments before the loss`,
        lasts: 'a moment',
      },
      {
        title: `Let the ring forget the nodes of ${name}`,
        where: at,
        commands: nodes.map(
          ({ node }) => `nodetool removenode "$(nodetool status | awk '$2 == "${node.address}" { print $(NF - 1) }')"`,
        ),
        see: `nodetool status lists no node of ${name}, and the other ${nodesOfAll(plan).length - nodes.length} as UN`,
        back: 'none: a machine of it that starts again must be destroyed before it reaches the ring',
        risk: 'none for the others: they stream nothing for it',
        lasts: 'minutes',
      },
      rolesWithout(plan, name, at),
      otherSpec(
        plan,
        `take ${name} out. Of its runbook leave out the steps on its nodes, and destroy what its cloud still shows`,
      ),
    ],
  };
}

/** Returns the parts of a topology that has no other datacenter. */
function onlyOneLost({ plan, addresses }: Standing, nodes: readonly NodeAt[]): readonly RunbookPart[] {
  const { datacenter } = plan.kong.migrations;
  const job = addresses.machine(datacenter, 'kong-migrations');
  return [
    {
      title: 'It is back with its data',
      only: `its data disks are there, and it is back within ${FORGOTTEN}`,
      spec: SPEC_STAYS,
      steps: [startedAgain(plan, nodes), oneByOne(plan, nodes)],
    },
    stoodStill(nodes, startedAgain(plan, nodes)),
    {
      title: 'It begins anew, empty',
      only: 'its data disks are lost, and no other datacenter has its rows: what you have exported is all that comes back',
      spec: SPEC_STAYS,
      steps: [
        {
          title: 'Make disks and machines anew',
          where: inTree(plan.topology),
          commands: applied(`cluster-${datacenter}`),
          see: `the plan adds the disks and machines that are gone; journalctl --unit topogen-ring-init of ${nodes[0] ? placeOf(nodes[0]) : ''} ends with "the ring is initialised"`,
          back: 'none',
          risk: 'there is no gateway until the last step',
          lasts: 'half an hour',
        },
        {
          title: 'Let the migrations job make the schema',
          where: inTree(plan.topology),
          commands: [replaced(`cluster-${datacenter}`, job)],
          see: 'its journal, also on its serial console, says "turning this machine off"; then every Kong node starts by itself',
          back: NO_WAY_BACK_NEEDED,
          risk: 'there is no gateway yet',
          lasts: 'some minutes',
        },
        {
          title: 'Bring the configuration back',
          where: `a Kong node of ${datacenter}, with the file that you exported`,
          commands: ['sudo kong config db_import kong.yml'],
          see: 'a route answers as before; the file leaves out counters and tokens of OAuth2',
          back: 'none is needed: it may be run again',
          risk: 'what was written since the export is lost',
          lasts: 'a minute',
        },
      ],
    },
  ];
}
