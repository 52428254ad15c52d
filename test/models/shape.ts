import type { Constraint } from './constraint';

/** A value in an API's model. */
export interface Shape {
  /** Its name in the model, unique with the service: `elbv2 ProtocolEnum`. */
  readonly name: string;
  readonly constraint: Constraint | undefined;
  /** Returns a member; of a list a member of what is in it. Undefined if there is none. */
  member(name: string): Shape | undefined;
  /** Names of its members, as the model writes them. */
  readonly members: readonly string[];
}

/** The published models of one cloud. */
export interface Models {
  /** Package of the registry, and its version, that they come with. */
  readonly source: string;
  /**
   * Returns what a call takes, or what a resource is.
   *
   * @throws Error if the models do not have it
   */
  root(address: string): Shape;
}

/** Returns the member that an argument of Terraform names: words are the same, their writing differs. */
export function memberFor(shape: Shape, argument: string): Shape | undefined {
  const found = shape.members.find((each) => spelling(each) === spelling(argument));
  return found === undefined ? undefined : shape.member(found);
}

function spelling(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
