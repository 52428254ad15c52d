import type { Issue } from '../../kernel/issue';
import { BUILT_ENGINES, DATASTORES, DEFAULT_ENGINE } from '../datastores/registry';
import { isBuilt, roomOf } from '../datastores/section';
import type { Draft } from '../draft';
import { engineNotBuilt } from '../issues/datastore';

/** Checks that topogen builds the datastore, and runs the datastore's own rules. */
export function checkDatastore(draft: Draft): Issue[] {
  const { datastore } = draft;
  if (!datastore) return [];
  const engine: string = datastore.engine;
  if (!isBuilt(datastore)) {
    const { newestKong } = DATASTORES[DEFAULT_ENGINE];
    return [engineNotBuilt(['datastore', 'engine'], engine, { engines: BUILT_ENGINES, newestKong })];
  }
  return roomOf(datastore).check(datastore, {
    kongVersion: draft.kong?.version,
    datacenters: draft.datacenters.map(({ path, document }) => ({ path, name: document.name })),
    isBroken: draft.isBroken,
  });
}
