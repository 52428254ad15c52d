import type { LossTable, PlaceTable, ProviderTags, ReplacementRules } from '../kernel/replacement';
import type { SecurityChecks } from './resources';

/** The knowledge of a cloud's resources once they are built: effects of changes, and checks of their safety. */
export interface CloudKnowledge {
  /** Arguments whose change makes the provider replace a resource, for the types that topogen emits. */
  readonly replacement: ReplacementRules;
  /** Loss when a resource of each type is replaced or removed. */
  readonly losses: LossTable;
  /** Arguments that a resource takes from its provider unless it states them itself. */
  readonly places: PlaceTable;
  /** Tags that the provider adds to resources, and the types of resources that can have them. */
  readonly providerTags: ProviderTags;
  /** Checks of the cloud's own types of resources alone, so that those of all clouds can look at every stack. */
  readonly security: SecurityChecks;
  /**
   * Makes up a value for an output of another stack that the provider's own checks accept, in HCL; undefined if any
   * text will do.
   *
   * @param name of the output
   * @param number of the value among the made-up ones
   */
  madeUpValue(name: string, number: number): string | undefined;
  /** Values of the right form for attributes of its resources and data sources that exist only after an apply. */
  readonly mocks: MockedTypes;
  /**
   * Makes up the answers of data sources whose answer depends on what they are asked, in HCL by attribute: a condition
   * on it would fail with any other.
   */
  readonly answers: Readonly<
    Record<string, (asked: Readonly<Record<string, unknown>>) => Readonly<Record<string, string>>>
  >;
}

/** Attributes that a mocked provider fills, by type and name. */
export interface MockedTypes {
  readonly resources: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
