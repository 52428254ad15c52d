import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import { ENGINES_OF_MACHINES } from '../datastores/schema';
import { roomOf } from '../datastores/section';
import type { Draft } from '../draft';
import { nodesOfAnotherEngine } from '../issues/datastore';
import { countersOf } from './counters';

/** Runs the rules of the datastore that a spec names, and checks that no datacenter speaks of another one's nodes. */
export function checkDatastore(draft: Draft, facts: CloudFactsTable): Issue[] {
  const { datastore } = draft;
  if (!datastore) return [];
  const issues = roomOf(datastore).check(datastore, {
    kongVersion: draft.kong?.version,
    kongMode: draft.kong?.mode,
    backups: draft.backups,
    counters: countersOf(draft.kong),
    complete: draft.datacenterCount !== undefined || draft.complete,
    datacenters: draft.datacenters.map(({ path, document }) => {
      const { name, region, kmsKey } = document;
      const cloud = facts[document.cloud];
      const project = document.project ?? (cloud.project && draft.defaultProject(cloud.project.defaultKey));
      const account = cloud.account.idOf(document.account ?? draft.accounts?.[document.cloud] ?? {});
      return { path, name, region, cloud, project, account, kmsKey };
    }),
    isBroken: draft.isBroken,
  });
  return [...issues, ...checkNodes(draft, datastore.engine)];
}

function checkNodes({ datacenters }: Draft, engine: string): Issue[] {
  return datacenters.flatMap(({ path, document }) =>
    ENGINES_OF_MACHINES.filter((id) => id !== engine && Object.keys(document[id]).length > 0).map((id) =>
      nodesOfAnotherEngine([...path, id], id, engine),
    ),
  );
}
