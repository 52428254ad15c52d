import type { Construct } from 'constructs';
import type { StackScope } from './contract';

/** A class of constructs. */
type Kind<T extends Construct> = abstract new (...args: never[]) => T;

/** Returns everything of a kind that the stack has so far. */
export function allBuilt<T extends Construct>(scope: StackScope, kind: Kind<T>): T[] {
  return scope.root.node.findAll().filter((it): it is T => it instanceof kind);
}

/**
 * Returns what the stack has of a kind under a name.
 *
 * @throws Error if it has none
 */
export function builtOf<T extends Construct>(scope: StackScope, kind: Kind<T>, name: string): T {
  const found = allBuilt(scope, kind).find(({ node }) => node.id === name);
  if (!found) throw new Error(`the stack has no ${kind.name} ${name} to watch`);
  return found;
}
