import type { ObjectValue } from './dynamic-value';
import type { MadeUpValues } from './made-up-values';
import type { ProviderName } from './provider-source';

/** What the configuration of one provider instance says, as far as resources depend on it. */
export interface ProviderSettings {
  readonly provider: ProviderName;
  readonly region?: string;
  readonly project?: string;
  readonly zone?: string;
  /** `default_tags` of aws, `default_labels` of google. */
  readonly defaultTags: Readonly<Record<string, string>>;
}

export interface BehaviourContext {
  readonly typeName: string;
  readonly settings: ProviderSettings;
  readonly madeUp: MadeUpValues;
}

/** What a resource or data source does beyond its schema. Each function returns the attributes that it settles. */
export interface Behaviour {
  /** At plan time: values that the real provider knows before apply. Gets the planned state, unknowns and all. */
  plan?(planned: ObjectValue, prior: ObjectValue | null): ObjectValue;
  /** At apply or read time: values for attributes that were left to the provider. Gets the state with unknowns in it. */
  settle?(state: ObjectValue, context: BehaviourContext): ObjectValue;
  /** Attributes that get a new value whenever the resource is updated in place. */
  readonly recomputed?: readonly string[];
  /** Blocks that the provider fills when the configuration has none, with the number of elements. */
  readonly filledBlocks?: Readonly<Record<string, number>>;
}
