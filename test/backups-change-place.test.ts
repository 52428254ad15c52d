import { describeLong } from './support/long';
import { layersOf, standUp, synthesizeText, writeTrees, type Synthesized } from './support/synthesized';
import { withTerraform, type World } from './support/terraform/terraform';

/*
 * Backups get a second region on what stands, and leave it again, in real Terraform: no plan touches a disk, a machine or a database
 * but for the place of its backups, and every second plan is empty.
 */

const TIMEOUT_MS = 1_800_000;

const SPEC = { name: 'edge', requestsPerSecond: 900 };
const PLACES = {
  aws: {
    datacenters: [{ name: 'us-east', cloud: 'aws', region: 'us-east-1' }],
    copyTo: 'us-west-2',
  },
  google: {
    googleProject: 'acme-edge',
    datacenters: [{ name: 'eu-west', cloud: 'google', region: 'europe-west1' }],
    copyTo: 'europe-west4',
  },
};

async function applied(tf: World, synthesized: Synthesized): Promise<Record<string, string>> {
  const done: Record<string, string> = {};
  await tf.remove('terraform/edge');
  await writeTrees(tf, synthesized);
  for (const stack of layersOf(synthesized.topology.plan).flat()) {
    const folder = tf.at(`terraform/edge/${stack}`);
    await folder.init();
    Object.assign(done, await folder.settle());
  }
  return done;
}

describeLong('a second region of the backups', () => {
  test.each(['aws', 'google'] as const)(
    'comes and goes on %s',
    (cloud) =>
      withTerraform(async (tf) => {
        const { copyTo, ...place } = PLACES[cloud];
        const text = (backups: object): string => JSON.stringify({ ...SPEC, ...place, backups });
        const before = await synthesizeText(text({}), 'edge.json');
        await standUp(tf, before);
        const copying = await synthesizeText(text({ copyTo }), 'edge.json', before.topology.lock.text);
        const made = await applied(tf, copying);
        const allowed = place.datacenters.map(({ name }) => `backup-copies-left:${name}`);
        const after = await synthesizeText(
          text({}),
          'edge.json',
          copying.topology.lock.text,
          cloud === 'aws' ? allowed : [],
        );
        const left = await applied(tf, after);
        for (const changes of [made, left]) {
          expect(Object.keys(changes)).not.toEqual([]);
          expect(Object.keys(changes).filter((address) => /instance|volume|compute_disk\./.test(address))).toEqual([]);
        }
        expect({ made, left }).toMatchObject(
          cloud === 'aws'
            ? {
                made: { 'aws_dlm_lifecycle_policy.backups': 'update', 'aws_kms_key.backups_us_west_2': 'create' },
                left: { 'aws_dlm_lifecycle_policy.backups': 'update', 'aws_kms_key.backups_us_west_2': 'delete' },
              }
            : {
                made: { 'google_compute_resource_policy.backups_europe_west4': 'create' },
                left: { 'google_compute_resource_policy.backups': 'create' },
              },
        );
      }),
    TIMEOUT_MS,
  );

  test.each(['aws', 'google'] as const)(
    'comes and goes on %s for a database, which is not made anew',
    (cloud) =>
      withTerraform(async (tf) => {
        const { copyTo, ...place } = PLACES[cloud];
        const text = (backups: object): string =>
          JSON.stringify({ ...SPEC, ...place, datastore: { engine: 'postgresql' }, backups });
        const before = await synthesizeText(text({}), 'edge.json');
        await standUp(tf, before);
        const copying = await synthesizeText(text({ copyTo }), 'edge.json', before.topology.lock.text);
        const made = await applied(tf, copying);
        const allowed = place.datacenters.map(({ name }) => `backup-copies-left:${name}`);
        const lock = copying.topology.lock.text;
        const after = await synthesizeText(text({}), 'edge.json', lock, cloud === 'aws' ? allowed : []);
        const left = await applied(tf, after);
        const copies = 'aws_db_instance_automated_backups_replication.backups_us_west_2';
        const key = 'aws_kms_key.backups_us_west_2';
        const changed = { 'google_sql_database_instance.postgresql': 'update' };
        expect({ made, left }).toMatchObject(
          cloud === 'aws'
            ? { made: { [copies]: 'create', [key]: 'create' }, left: { [copies]: 'delete', [key]: 'delete' } }
            : { made: changed, left: changed },
        );
        expect([made, left].map((it) => it['aws_db_instance.postgresql'])).toEqual([undefined, undefined]);
      }),
    TIMEOUT_MS,
  );
});
