import type { ObjectValue } from './dynamic-value';
import type { MadeUpValues } from './made-up-values';
import type { ProviderName } from './provider-source';

/** The configuration of one provider instance, as far as resources depend on it. */
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

/**
 * The behaviour of a resource or data source beyond its schema. Each function returns the attributes that it settles.
 */
export interface Behaviour {
  /**
   * Returns the values that the real provider knows at plan time, before apply. Gets the planned state, including
   * unknowns.
   */
  plan?(planned: ObjectValue, prior: ObjectValue | null): ObjectValue;
  /**
   * Returns values at apply or read time for attributes that were left to the provider. Gets the state with unknowns in
   * it.
   */
  settle?(state: ObjectValue, context: BehaviourContext): ObjectValue;
  /** Attributes that get a new value whenever the resource is updated in place. */
  readonly recomputed?: readonly string[];
  /** Blocks that the provider fills when the configuration has none, with the number of elements. */
  readonly filledBlocks?: Readonly<Record<string, number>>;
}
