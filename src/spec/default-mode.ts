import { roomOf } from './datastores/section';
import type { SpecDocument } from './schema';

/**
 * Returns the mode of Kong where a spec names none: hybrid in several datacenters whose datastore has one primary, since nodes of
 * all but one would else write to it far away and could not start without it. Undefined is traditional.
 */
export function defaultMode(
  datastore: SpecDocument['datastore'] | undefined,
  datacenters: number,
): SpecDocument['kong']['mode'] {
  return datastore && datacenters > 1 && roomOf(datastore).home !== undefined ? 'hybrid' : undefined;
}
