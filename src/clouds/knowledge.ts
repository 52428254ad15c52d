import type { LossTable, PlaceTable, ProviderTags, ReplacementRules } from '../kernel/replacement';
import type { SecurityChecks } from './resources';

/** What topogen knows of the resources of a cloud when they are built already: what changes do to them, what they must never be. */
export interface CloudKnowledge {
  /** What the provider replaces a resource for, for the types that topogen emits. */
  readonly replacement: ReplacementRules;
  /** What is lost when a resource of each type is replaced or removed. */
  readonly losses: LossTable;
  /** What a resource takes from its provider where it does not say it itself. */
  readonly places: PlaceTable;
  /** The tags that the provider gives to everything, and the types of resources that carry them. */
  readonly providerTags: ProviderTags;
  /** Checks of its own types of resources alone, so that those of all clouds can look at every stack. */
  readonly security: SecurityChecks;
  /**
   * A value for an output of another stack that the provider's own checks accept, in HCL; undefined where any text will do.
   *
   * @param name of the output
   * @param number of the value among the made-up ones
   */
  madeUpValue(name: string, number: number): string | undefined;
  /** Values of the right form for what its resources and data sources have only once they exist. */
  readonly mocks: MockedTypes;
}

/** Attributes that a mocked provider fills, by type and name. */
export interface MockedTypes {
  readonly resources: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
