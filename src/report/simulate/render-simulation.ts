import { folded, foldedTable } from '../folded';
import { hintText } from './advice';
import type { Model } from './model';
import { promiseText } from './promise';
import { DOUBLE_HEAD, doubleNotes, doubleRows, SINGLE_HEAD, singleGroups, verdictText } from './rows';
import type { Simulation } from './simulate';
import { heading, percent } from './words';

/** Renders every single and double loss for people: tables of groups that leave as much, and what to do. */
export function renderSimulation(simulation: Simulation): string {
  const { model } = simulation;
  const groups = singleGroups(simulation);
  return [
    introduction(model),
    `${heading('One loss')}${foldedTable(
      SINGLE_HEAD,
      groups.map(({ cells }) => cells),
    )}`,
    `${heading('What to do')}${groups.map(({ title, todo }) => folded(`${title}: ${todo}`, '  ')).join('')}${folded(hintText(model))}`,
    [
      heading('Two losses at once'),
      foldedTable(DOUBLE_HEAD, doubleRows(simulation)),
      ...doubleNotes(simulation).map((line) => folded(line)),
    ].join(''),
    folded(verdictText(simulation)),
  ].join('\n');
}

/** Renders the consistency and the promise that a simulation starts from. */
export function introduction(model: Model): string {
  return introductionLines(model)
    .map((line) => folded(line))
    .join('');
}

/** Returns the same in sentences. */
export function introductionLines(model: Model): readonly string[] {
  const { plan, datastore, hybrid, survives, targetUtilization } = model;
  return [
    `Topology ${plan.topology}: Kong reads at ${datastore.reads} and writes at ${datastore.writes}.`,
    ...(hybrid
      ? [
          'Where nobody can write, the configuration stands still and clients are served all the same, which breaks no promise.',
        ]
      : []),
    `kong.survives is ${survives}: ${promiseText(survives)}, and Kong's vCPUs are busy to ${percent(targetUtilization)} at most.`,
    'Reads and Writes are the rows that the datacenter worst off still reads and writes, of those that are left. Kong is the busy part of its vCPUs where it is busiest, before automatic scaling; a datacenter above 100 % falls, and its load goes to the next.',
  ];
}
