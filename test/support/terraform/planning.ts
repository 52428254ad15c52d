import { awsBehaviours, awsDataBehaviours, awsTags } from './aws-behaviour';
import type { Behaviour, BehaviourContext, ProviderSettings } from './behaviour';
import { isObject, sameValue, unknown } from './dynamic-value';
import type { ObjectValue, Value } from './dynamic-value';
import { googleBehaviours, googleComputeBehaviour, googleDataBehaviours, googleLabels } from './google-behaviour';
import { fillWithin } from './made-up-values';
import type { ValueMaker } from './made-up-values';
import { randomBehaviours } from './random-behaviour';
import type { Attribute, Block, SchemaKind } from './schema';
import { tlsBehaviours } from './tls-behaviour';

const none: Behaviour = {};

const dataBehaviours = { ...awsDataBehaviours, ...googleDataBehaviours };
const resourceBehaviours = { ...awsBehaviours, ...googleBehaviours, ...randomBehaviours, ...tlsBehaviours };

function behaviourOf(kind: SchemaKind, typeName: string): Behaviour {
  const own: Readonly<Record<string, Behaviour>> = kind === 'data' ? dataBehaviours : resourceBehaviours;
  return own[typeName] ?? (typeName.startsWith('google_compute_') ? googleComputeBehaviour : none);
}

export interface PlanInput {
  readonly typeName: string;
  readonly block: Block;
  readonly prior: ObjectValue | null;
  readonly proposed: ObjectValue;
  readonly config: ObjectValue;
  readonly settings: ProviderSettings;
}

/**
 * Returns a provider's answer to a proposed state: the same state, with the values that only the provider knows filled
 * in or marked unknown.
 */
export function planResource({ typeName, block, prior, proposed, config, settings }: PlanInput): ObjectValue {
  const behaviour = behaviourOf('resource', typeName);
  const planned: ObjectValue = {
    ...markUnknown(block, proposed, prior),
    ...settingsOf(block, config, settings),
    ...filledBlocks(behaviour, proposed, prior),
  };
  Object.assign(planned, existing(planned, tagsOf(planned, settings)));
  Object.assign(planned, existing(planned, behaviour.plan?.(planned, prior) ?? {}));
  if (prior !== null && !sameValue(planned, prior)) {
    for (const name of behaviour.recomputed ?? []) planned[name] = unknown;
  }
  return planned;
}

/** Marks a computed value that nobody set as unknown. On an update Terraform has already filled in the former value. */
function markUnknown(block: Block, proposed: ObjectValue, prior: ObjectValue | null): ObjectValue {
  const planned: ObjectValue = {};
  for (const attribute of block.attributes) {
    const wasNull = prior !== null && prior[attribute.name] === null;
    const isKept = wasNull && !attribute.writeOnly;
    planned[attribute.name] = isKept ? (proposed[attribute.name] ?? null) : markAttribute(attribute, proposed);
  }
  for (const nested of block.blocks) {
    const value = proposed[nested.name] ?? null;
    if (Array.isArray(value)) {
      planned[nested.name] = value.map((item) => (isObject(item) ? markUnknown(nested.block, item, null) : item));
    } else planned[nested.name] = isObject(value) ? markUnknown(nested.block, value, null) : value;
  }
  return planned;
}

function markAttribute(attribute: Attribute, proposed: ObjectValue): Value {
  const value = proposed[attribute.name] ?? null;
  if (attribute.writeOnly) return null;
  if (value === null) return attribute.computed ? unknown : null;
  return fillWithin(attribute, value, (inner, item) => markAttribute(inner, { [inner.name]: item }));
}

/**
 * Region, project and zone come from the provider's configuration unless the resource names its own. They are known at plan
 * time, and a provider that moves to another region takes its resources with it.
 */
function settingsOf(block: Block, config: ObjectValue, settings: ProviderSettings): ObjectValue {
  const known: ObjectValue = {};
  for (const name of ['region', 'project', 'zone'] as const) {
    const attribute = block.attributes.find((each) => each.name === name);
    const value = settings[name];
    if (!attribute?.optional || !attribute.computed || value === undefined) continue;
    if (config[name] === null || config[name] === undefined) known[name] = value;
  }
  return known;
}

function tagsOf(planned: ObjectValue, settings: ProviderSettings): ObjectValue {
  if (settings.provider === 'aws') return awsTags(planned, settings.defaultTags);
  return settings.provider === 'google' ? googleLabels(planned, settings.defaultTags) : {};
}

function filledBlocks(behaviour: Behaviour, proposed: ObjectValue, prior: ObjectValue | null): ObjectValue {
  const filled: ObjectValue = {};
  for (const name of Object.keys(behaviour.filledBlocks ?? {})) {
    const value = proposed[name];
    if (Array.isArray(value) && value.length === 0) filled[name] = prior === null ? unknown : (prior[name] ?? []);
  }
  return filled;
}

/**
 * True if a plan has blocks that the configuration lacks: the real provider then asks for leniency, and so does the
 * stand-in.
 */
export const needsLegacyTypeSystem = (typeName: string): boolean =>
  behaviourOf('resource', typeName).filledBlocks !== undefined;

/** Returns the state after apply: every unknown has become a value of its type. */
export function settleResource(
  maker: ValueMaker,
  settings: ProviderSettings,
  typeName: string,
  block: Block,
  planned: ObjectValue,
  prior: ObjectValue | null,
): ObjectValue {
  const behaviour = behaviourOf('resource', typeName);
  const madeUp = maker.forResource(settings, typeName, planned);
  const settled = settle(behaviour, planned, { typeName, settings, madeUp });
  for (const name of behaviour.recomputed ?? []) {
    if (prior !== null && planned[name] === unknown) settled[name] = Number(prior[name] ?? 0) + 1;
  }
  for (const [name, count] of Object.entries(behaviour.filledBlocks ?? {})) {
    const nested = block.blocks.find((each) => each.name === name);
    if (settled[name] !== unknown || nested === undefined) continue;
    const empty = markUnknown(nested.block, {}, null);
    settled[name] = Array.from({ length: count }, () => empty);
  }
  return madeUp.fill(block, settled);
}

/** Keeps only the values of a behaviour that were unknown: Terraform refuses a state that differs from the plan. */
function settle(behaviour: Behaviour, planned: ObjectValue, context: BehaviourContext): ObjectValue {
  const settled = { ...planned };
  for (const [name, value] of Object.entries(behaviour.settle?.(planned, context) ?? {})) {
    if (planned[name] === unknown) settled[name] = value;
  }
  return settled;
}

export function readDataSource(
  maker: ValueMaker,
  settings: ProviderSettings,
  typeName: string,
  block: Block,
  config: ObjectValue,
): ObjectValue {
  const open = { ...markUnknown(block, config, null), ...settingsOf(block, config, settings) };
  const madeUp = maker.forDataSource(settings, typeName, config);
  return madeUp.fill(block, settle(behaviourOf('data', typeName), open, { typeName, settings, madeUp }));
}

const existing = (planned: ObjectValue, values: ObjectValue): ObjectValue =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name in planned));
