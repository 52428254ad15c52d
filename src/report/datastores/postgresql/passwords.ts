import { allSteps, takenByKong } from '../../runbook/passwords';
import { inTree, replaced, type RunbookStep } from '../../runbook/runbook';
import type { Passwords, Standing } from '../recovery';
import { postgresqlOf } from './of-plan';

const ADMINISTRATORS = 'postgresql-admin-password';
const KONGS = 'postgresql-kong-password';

/** Name of the machine that runs the migrations job. */
const JOB = 'kong-migrations';

/** The steps around a new password of each of PostgreSQL's roles. */
export const POSTGRESQL_PASSWORDS = {
  [KONGS]: (standing) => ({ before: [], after: [given(standing), takenByKong(standing.plan)] }),
  [ADMINISTRATORS]: () => ({ before: [], after: [], besides: "the administrator's of the instance" }),
} satisfies Passwords;

/** Returns all steps of a new password of one of the roles. */
export function rotationSteps(standing: Standing, key: keyof typeof POSTGRESQL_PASSWORDS): readonly RunbookStep[] {
  return allSteps(standing, key, POSTGRESQL_PASSWORDS[key](standing));
}

/** Makes the step in which the job gives Kong's role its password, as it does where the role cannot sign in. */
function given({ plan, addresses }: Standing): RunbookStep {
  const { datacenter } = plan.kong.migrations;
  const { user } = postgresqlOf(plan);
  return {
    title: `Give it to the role ${user}: make the machine of the migrations job anew`,
    where: inTree(plan.topology),
    commands: [replaced(`cluster-${datacenter}`, addresses.machine(datacenter, JOB))],
    see: `the plan replaces that machine alone; its journal, also on its serial console, says "making the role and the database of Kong", and at the end "turning this machine off"`,
    back: 'none is needed: it may be made anew again, and changes nothing else',
    risk: 'once the role has it, the server lets no Kong in that has the former one: have the shells of the next step open',
    lasts: 'some minutes, until the machine has installed Kong',
  };
}
