import { differs } from '../../kernel/replacement';
import type { Plan } from '../../plan/plan';
import type { Change } from '../datastores/transitions';
import { generated, inTree, NO_WAY_BACK_NEEDED, ready, type RunbookPart } from './runbook';

/** Settings of a backend that do not say where the states lie. */
const NO_PLACE = ['region', 'kmsKeyId', 'kmsEncryptionKey'];

/** True if Terraform's states are in another place than before. */
export function movesState({ before, after }: Pick<Change, 'before' | 'after'>): boolean {
  return differs(placeOf(before), placeOf(after));
}

function placeOf({ state, topology }: Plan): unknown {
  return Object.entries({ prefix: topology, ...state }).filter(([key]) => !NO_PLACE.includes(key));
}

/**
 * Returns the part in which Terraform's states go to another place; none if they stay. They are read and written as files, since
 * Terraform's own migration asks for a folder that knows the former place, and has no way out of HCP Terraform.
 */
export function stateParts(change: Pick<Change, 'before' | 'after'>): readonly RunbookPart[] {
  if (!movesState(change)) return [];
  const { before, after } = change;
  const names = before.stacks.map(({ name }) => name);
  const fromOneMachine = before.state.backend === 'local';
  return [
    {
      title: `Terraform's states go from ${before.state.backend} to ${after.state.backend}`,
      why: 'until every state is there, an apply would build anew what stands, and stacks read the states of others',
      spec: '"state" as the new spec has it',
      steps: [
        {
          title: 'Read every state out of its former place, in a shell that stays open until the last step',
          where: `${inTree(before.topology)}, with the tree as it stands${fromOneMachine ? ', on the machine that has state/' : ''}`,
          commands: [
            'export STATES="$(mktemp -d)"',
            ...names.map((name) => ready(name, `state pull >"$STATES/${name}.tfstate"`)),
          ],
          see: 'each file has a "lineage" and the resources of its stack. One that is empty is of a stack that was never applied: leave it out below',
          back: NO_WAY_BACK_NEEDED,
          risk: 'from here on nobody may apply, pipelines neither; the files hold every generated password',
          lasts: 'a minute a stack',
        },
        generated(
          after,
          'backends of stacks, and the states that they read',
          fromOneMachine ? undefined : 'state-moved',
        ),
        {
          title: 'Write every state to its new place',
          where: `${inTree(after.topology)}, in the same shell`,
          commands: names.map(
            (name) =>
              `rm -f ${name}/.terraform/terraform.tfstate && ${ready(name, `state push "$STATES/${name}.tfstate"`)}`,
          ),
          see: 'each ends without an error',
          back: 'the tree as it was: the former place has every state still',
          risk: 'none: nothing is applied',
          lasts: 'a minute a stack',
        },
        {
          title: 'See that Terraform finds everything',
          where: inTree(after.topology),
          commands: [...names.map((name) => `terraform -chdir=${name} plan`), 'rm -r "$STATES"'],
          see: 'every plan says "No changes". Where one would add what stands, its state is not there: apply nothing. Delete the former states when the next change has been applied',
          back: 'the tree as it was',
          risk: 'none: nothing is applied',
          lasts: 'a minute a stack',
        },
      ],
    },
  ];
}
