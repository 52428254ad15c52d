import type { CloudFacts } from '../../kernel/cloud/facts';
import type { RedisNodeType } from '../../kernel/cloud/services';
import type { Issue } from '../../kernel/issue';
import type { Spec } from '../../spec/spec';
import { periodsInput } from './counters';
import type { Demand } from './demand';
import { redisMemoryTooSmall, redisTooSlow } from './issues';
import {
  fromFigure,
  fromReckoned,
  wholeAtLeast,
  type Ledger,
  type Reckoned,
  type ReckonedInput,
  type ReckonedNumber,
} from './reckoned';
import type { RedisSizing } from './sizing';
import { fromSpec } from './spec-input';
import { COMMANDS_PER_PERIOD, COUNTER_BYTES, FILL_PART, LIVE_COUNTERS, NODE_COMMANDS } from './tables/redis-node';

/** Sizes the managed Redis of one datacenter; undefined if no plugin counts there. */
export function sizeRedis(
  spec: Spec,
  datacenter: string,
  demand: Demand,
  facts: CloudFacts,
  ledger: Ledger,
): { readonly sizing: RedisSizing; readonly issues: readonly Issue[] } | undefined {
  const counted = periodsInput(spec.kong.plugins, 'redis');
  if (counted.value === 0) return undefined;
  const commands = ledger.add({
    id: `${datacenter}.redis.commands`,
    title: 'Redis commands per second',
    value: demand.afterLoss.value * counted.value * COMMANDS_PER_PERIOD.value,
    unit: 'commands/s',
    formula: 'rateAfterLoss * periods * commandsPerPeriod',
    inputs: [
      fromReckoned('rateAfterLoss', demand.afterLoss),
      counted,
      fromFigure('commandsPerPeriod', COMMANDS_PER_PERIOD),
    ],
    reason: `one node answers about ${NODE_COMMANDS.value} a second; counters of one limit cannot be spread over several`,
  });
  const needed = neededMemory(spec, datacenter, counted, ledger);
  const memoryGib = chosenMemory(spec, datacenter, needed, ledger);
  const node = nodeType(datacenter, facts.redis.nodeTypes, memoryGib, commands, ledger);
  return {
    sizing: {
      memoryGib: memoryGib.value,
      commandsPerSecond: commands.value,
      ...(node ? { nodeType: node.value } : {}),
    },
    issues: [
      ...(commands.value > NODE_COMMANDS.value ? [redisTooSlow(datacenter, commands.value, NODE_COMMANDS.value)] : []),
      ...(memoryGib.value < needed.value ? [redisMemoryTooSmall(memoryGib.value, needed.value)] : []),
    ],
  };
}

function neededMemory(spec: Spec, datacenter: string, counted: ReckonedInput, ledger: Ledger): ReckonedNumber {
  const bytes = spec.kong.entities * Number(counted.value) * LIVE_COUNTERS.value * COUNTER_BYTES.value;
  return ledger.add({
    id: `${datacenter}.redis.needed-memory`,
    title: 'Memory that the counters need',
    value: Math.max(1, wholeAtLeast(bytes / 2 ** 30 / FILL_PART.value)),
    unit: 'GiB',
    formula: 'max(1, ceil(entities * periods * liveCounters * counterBytes / 1073741824 / fillPart))',
    inputs: [
      fromSpec('kong.entities', spec.kong.entities, ''),
      counted,
      fromFigure('liveCounters', LIVE_COUNTERS),
      fromFigure('counterBytes', COUNTER_BYTES),
      fromFigure('fillPart', FILL_PART),
    ],
    reason: 'as if every entity were a consumer with a counter alive in every period',
  });
}

function chosenMemory(spec: Spec, datacenter: string, needed: ReckonedNumber, ledger: Ledger): ReckonedNumber {
  const base = { id: `${datacenter}.redis.memory`, title: 'Memory of the managed Redis', unit: 'GiB' };
  const wished = spec.redis.memoryGib;
  if (wished !== undefined) {
    return ledger.add({
      ...base,
      value: wished,
      formula: 'memoryGib',
      inputs: [fromSpec('redis.memoryGib', wished, 'GiB')],
      reason: 'the memory that the spec names',
    });
  }
  return ledger.add({
    ...base,
    value: needed.value,
    formula: 'neededMemory',
    inputs: [fromReckoned('neededMemory', needed)],
    reason: 'what the counters need',
  });
}

/**
 * Returns the smallest type with the memory and the speed; the largest if none has both. Undefined if the cloud has no
 * types.
 */
function nodeType(
  datacenter: string,
  types: readonly RedisNodeType[],
  memory: ReckonedNumber,
  commands: ReckonedNumber,
  ledger: Ledger,
): (Reckoned & { readonly value: string }) | undefined {
  const large = types.filter(({ memoryGib }) => memoryGib >= memory.value);
  const chosen =
    large.find((it) => trustedWith(it) >= commands.value) ??
    large.find((it) => trustedWith(it) >= NODE_COMMANDS.value) ??
    types.at(-1);
  if (!chosen) return undefined;
  return ledger.add({
    id: `${datacenter}.redis.node-type`,
    title: 'Node type of the managed Redis',
    value: chosen.type,
    unit: '',
    formula: 'the smallest type with the memory that answers so many commands',
    inputs: [fromReckoned('memory', memory), fromReckoned('commands', commands)],
    reason: `${chosen.memoryGib} GiB, trusted with ${trustedWith(chosen)} commands a second`,
    runnersUp: types
      .filter((it) => it !== chosen && it.memoryGib < chosen.memoryGib)
      .slice(-2)
      .reverse()
      .map((it) => ({
        what: it.type,
        why: it.memoryGib < memory.value ? `${it.memoryGib} GiB` : `trusted with ${trustedWith(it)} commands a second`,
      })),
  });
}

function trustedWith({ commandsPerSecond }: RedisNodeType): number {
  return commandsPerSecond ?? NODE_COMMANDS.value;
}
