import { releaseLine } from '../../kernel/version';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { Change, DatastoreTransitions } from '../datastores/transitions';
import {
  applied,
  configurationOpened,
  finished,
  generated,
  inTree,
  nobodyConfigures,
  type RunbookPart,
  type RunbookStep,
} from './runbook';

/** Returns the parts of another release of Kong in hybrid mode: control planes first, then data planes. */
export function hybridReleaseParts(change: Change, datastore: DatastoreTransitions): readonly RunbookPart[] {
  return [...controlParts(change, datastore), ...dataParts(change)];
}

/** Returns the release of the data planes, which is one in every datacenter. */
export function dataPlaneRelease({ datacenters, kong }: Plan): string {
  const pool = datacenters.flatMap(({ pools }) => pools).find(({ role }) => role === 'data-plane');
  return pool?.release ?? kong.migrations.release;
}

function controlParts({ before, after }: Change, datastore: DatastoreTransitions): readonly RunbookPart[] {
  const [old, fresh] = [before, after].map(({ kong }) => kong.migrations.release);
  if (old === undefined || fresh === undefined || old === fresh) return [];
  const { datacenter } = after.kong.migrations;
  const dataPlanes = dataPlaneRelease(before);
  const saving = datastore.saving(before, `before-kong-${fresh}`);
  return [
    {
      title: `Control planes: Kong ${old} becomes ${fresh}`,
      why: `${datastore.whyAlone.upgrade}; and a data plane of a later release than the control planes gets no configuration`,
      spec: `"kong.version": "${fresh}", with ${softwareText(after)}, and "kong.dataPlaneVersion": "${dataPlanes}"`,
      steps: [
        nobodyConfigures('the Admin API of the control planes gets no more requests than GET'),
        ...saving.before,
        generated(after, "the control planes' release"),
        {
          title: `Apply ${datacenter}: the schema is migrated, and control planes are replaced one by one`,
          where: inTree(after.topology),
          commands: applied(`cluster-${datacenter}`),
          see: `the journal of ${after.topology}-${datacenter}-kong-migrations says "the schema is that of Kong ${fresh}; turning this machine off"; then kong version says ${fresh} on each control plane, and curl http://127.0.0.1:8001/clustering/data-planes on one of them lists every data plane with a sync_status of normal`,
          back: `before finish: apply the tree as it was, and control planes of Kong ${old} read the migrated schema`,
          risk: 'none for clients: data planes serve what they have, and connect to the control planes that are left',
          lasts: 'some minutes a node',
        },
        finished({ node: `one control plane of ${datacenter}`, before: `no control plane runs ${old}`, old }),
        ...saving.after,
        configurationOpened(),
      ],
    },
  ];
}

/**
 * Returns where the control planes' release comes from, in words: from no image, since data planes of another release start from it
 * too, and where machines then cannot install their release, by a way to the internet that is there before.
 */
function softwareText({ datacenters, kong }: Plan): string {
  const { datacenter } = kong.migrations;
  const home = datacenters.find(({ name }) => name === datacenter);
  if (!home || !startsFromImage(home)) return 'the package of that release';
  const before = home.egress === 'none' ? ', and "egress": "managed" for it by a change of its own before' : '';
  return `no "image" in kong of ${datacenter}, where machines of both kinds install theirs${before}`;
}

/** Returns the images that the data planes' release comes from, in words; empty where it comes from none. */
function imagesText({ datacenters, kong }: Plan, release: string): string {
  const named = datacenters.filter(startsFromImage).map(({ name }) => name);
  if (named.length === 0) return '';
  const home = datacenters.find(({ name }) => name === kong.migrations.datacenter);
  const after =
    home && startsFromImage(home) && home.egress === 'none'
      ? `; that of ${home.name} with "egress": "none" again by a change of its own after`
      : '';
  return `, and images with Kong ${release} as "image" in kong of ${named.join(', ')}${after}`;
}

function startsFromImage({ pools }: DatacenterPlan): boolean {
  return pools.some(({ image }) => image !== undefined);
}

function dataParts({ before, after }: Change): readonly RunbookPart[] {
  const [old, fresh] = [dataPlaneRelease(before), dataPlaneRelease(after)];
  if (old === fresh) return [];
  const isLast = fresh === after.kong.migrations.release;
  return [
    {
      title: `Data planes: Kong ${old} becomes ${fresh}`,
      why: `control planes must be of line ${releaseLine(fresh)} or a later one before`,
      spec: `${isLast ? 'no "kong.dataPlaneVersion"' : `"kong.dataPlaneVersion": "${fresh}"`}${imagesText(after, fresh)}`,
      steps: [
        generated(after, "the data planes' release"),
        ...after.datacenters.map(({ name }) => dataPlanesReplaced(after, name, old, fresh)),
      ],
    },
  ];
}

function dataPlanesReplaced({ topology }: Plan, datacenter: string, old: string, fresh: string): RunbookStep {
  return {
    title: `Apply ${datacenter}: its data planes are replaced node by node, new ones first`,
    where: inTree(topology),
    commands: applied(`cluster-${datacenter}`),
    see: `before it: a control plane answers; after it: kong version says ${fresh} on every data plane of ${datacenter}, and the group's refresh has ended, before the next datacenter`,
    back: `the same with the tree as it was before: Kong ${old} is served by the same control planes`,
    risk: 'none for clients: a node goes only when a new one has its configuration',
    lasts: 'some minutes a node',
  };
}
