import { failed, passed, type Checked } from '../../kernel/checked';
import type { Standing } from '../datastores/recovery';
import { datastoreReport } from '../datastores/registry';
import { adviceOn } from '../simulate/advice';
import type { Loss } from '../simulate/loss';
import { lossWord } from '../simulate/loss';
import { modelOf, type Model } from '../simulate/model';
import { outcomeOf, type Outcome } from '../simulate/outcome';
import { lossWords, parseLosses } from '../simulate/parse-losses';
import { lossTitle, percent } from '../simulate/words';
import { lossNotNamed } from './issues';
import {
  clientsBack,
  clientsSent,
  ofBalancer,
  ofKong,
  ofLink,
  ofRedis,
  ofVpnInstance,
  zoneOfBalancers,
  zoneOfKong,
  zoneOfVpnInstances,
} from './lost-parts';
import {
  NO_WAY_BACK_NEEDED,
  SPEC_STAYS,
  topogenCommand,
  type RunbookPart,
  type Runbook,
  type RunbookStep,
} from './runbook';

/** Returns every word of `--lost` for a plan. */
export function lostWords({ plan }: Pick<Standing, 'plan'>): readonly string[] {
  return lossWords(modelOf(plan)).filter((word) => word.includes(':'));
}

/** Makes the runbook after the loss of one thing, or an issue if the word names none, or a whole kind. */
export function lostRunbook(standing: Standing, word: string): Checked<Runbook> {
  const { plan } = standing;
  const model = modelOf(plan);
  const asked = parseLosses(model, [word], '--lost');
  if (!asked.ok) return asked;
  const [loss] = asked.value.together;
  if (!loss)
    return failed([
      lossNotNamed(
        word,
        lostWords(standing).filter((it) => it.startsWith(`${word}:`)),
      ),
    ]);
  return passed({
    topology: plan.topology,
    purpose: `Steps after the loss of ${lossTitle(model, loss)}, topology ${plan.topology}`,
    parts: [
      { title: 'What is left', spec: SPEC_STAYS, steps: [...seenSteps(model, loss), ...clientsSent(loss, model)] },
      ...ownParts(standing, model, loss),
      ...datastoreReport(plan).recovery.lost(standing, loss),
      ...clientsBack(standing, loss),
    ],
  });
}

function ownParts(standing: Standing, model: Model, loss: Loss): readonly RunbookPart[] {
  switch (loss.kind) {
    case 'node':
      return {
        kong: () => [ofKong(standing, loss)],
        control: () => [ofKong(standing, loss)],
        redis: () => [ofRedis(loss)],
        balancer: () => [ofBalancer(standing, loss)],
        vpn: () => [ofVpnInstance(standing, loss)],
        datastore: () => [],
      }[loss.role]();
    case 'zone':
      return [
        zoneOfKong(standing, loss),
        ...((model.byName.get(loss.datacenter)?.redisNodes ?? 0) > 0 ? [ofRedis(loss)] : []),
        ...zoneOfBalancers(standing, loss),
        ...zoneOfVpnInstances(standing, loss),
      ];
    case 'link':
      return [ofLink(standing, loss, model)];
    case 'datacenter':
      return [];
  }
}

/** Makes the steps that say what still works, with the plan's numbers, and what is to be done at once. */
function seenSteps(model: Model, loss: Loss): RunbookStep[] {
  const { plan } = model;
  const outcome = outcomeOf(model, [loss]);
  const risk = outcome.holds
    ? 'nothing that the spec promises is broken; a second loss may'
    : 'the spec promises more than is left: see the next step';
  return [
    {
      title: 'See what is left',
      where: 'beside the spec',
      commands: [topogenCommand(plan, 'simulate', `--lose ${lossWord(loss)}`)],
      see: `it says so of the plan, and your own monitoring of what runs: ${leftText(outcome)}`,
      back: NO_WAY_BACK_NEEDED,
      risk: outcome.promised ? risk : `kong.survives does not cover this loss; ${risk}`,
      lasts: 'a moment',
    },
    ...(outcome.holds && loss.kind !== 'link'
      ? []
      : [
          {
            title: 'Do what is most urgent',
            where: 'with all who send requests or configure Kong',
            commands: [],
            see: adviceOn(model, outcome).replace(/\.$/, ''),
            back: 'as it was, when everything is up again',
            risk: `until then: ${leftText(outcome)}`,
            lasts: 'until everything is up again',
          },
        ]),
  ];
}

function leftText({ reads, writes, busiest, falls, datacenters }: Outcome): string {
  if (datacenters.length === 0) return 'no datacenter serves';
  const rows = { all: 'all rows', some: 'some rows', none: 'no row' };
  const load = busiest
    ? `${busiest.datacenter} is the busiest, at ${percent(busiest.utilization)} of ${busiest.nodes} nodes of Kong`
    : 'no Kong is left';
  const fallen = falls.length > 0 ? `, and ${falls.join(', ')} would fall under the load` : '';
  return `Kong reads ${rows[reads]} and writes ${rows[writes]} in the worst datacenter that is left; ${load}${fallen}`;
}
