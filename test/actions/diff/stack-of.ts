import { referencesIn } from '../../../src/actions/diff/references';
import type { StackElements } from '../../../src/actions/diff/stack-elements';
import type { Configured } from '../../../src/kernel/replacement';

/** A stack of these elements, by address. */
export function stackOf(...elements: readonly (readonly [address: string, body: object])[]): StackElements {
  return new Map(
    elements.map(([address, stated]) => {
      const body = stated as Configured;
      return [address, { type: address.split('.')[0]!, body, references: referencesIn(body) }];
    }),
  );
}
