import { gcsEnvironment, gcsProtocol } from '../support/state-stores/gcs';
import { hcpProtocol, hcpSettings } from '../support/state-stores/hcp';
import { s3Environment, s3Protocol } from '../support/state-stores/s3';
import { StateStore, type Protocol, type StoreRequest } from '../support/state-stores/store';
import { synthesizeText, writeTrees } from '../support/synthesized';
import { describeLong } from '../support/long';
import { withTerraform, type World, type WorldOptions } from '../support/terraform/terraform';

/*
 * Stacks whose state lies elsewhere, through real Terraform and a stand-in for the place on loopback: every stack keeps its
 * state where the spec says, and those that read it find it there.
 */

const SPEC = {
  name: 'edge',
  requestsPerSecond: 900,
  datacenters: [{ name: 'us-east', cloud: 'aws', region: 'us-east-1' }],
};

/** A place of state: how the spec names it, how Terraform finds the stand-in, and where each stack's state must then be. */
interface Place {
  readonly state: Readonly<Record<string, string>>;
  readonly protocol: Protocol;
  readonly world: (url: string) => WorldOptions;
  readonly object: (stack: string) => string;
  /** What a write of a state says besides: headers and query. */
  readonly writes?: Readonly<Record<string, string>>;
}

const S3 = { protocol: s3Protocol, world: (url: string) => ({ env: s3Environment(url) }) };
const GCS = { protocol: gcsProtocol, world: (url: string) => ({ env: gcsEnvironment(url) }) };
const HCP = { protocol: hcpProtocol, object: (stack: string) => `acme/edge-${stack}` };
const S3_KEY = 'arn:aws:kms:eu-west-1:111122223333:alias/state';
const GCS_KEY = 'projects/acme-edge/locations/eu/keyRings/state/cryptoKeys/edge';

/** With everything that a spec can say of them. */
const WHOLE: Readonly<Record<string, Place>> = {
  s3: {
    ...S3,
    state: { backend: 's3', bucket: 'acme-state', region: 'eu-west-1', prefix: 'teams/edge', kmsKeyId: S3_KEY },
    object: (stack) => `acme-state/teams/edge/${stack}.tfstate`,
    writes: {
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': S3_KEY,
    },
  },
  gcs: {
    ...GCS,
    state: { backend: 'gcs', bucket: 'acme-state', prefix: 'teams/edge', kmsEncryptionKey: GCS_KEY },
    object: (stack) => `acme-state/teams/edge/${stack}/default.tfstate`,
    writes: { kmsKeyName: GCS_KEY },
  },
  cloud: {
    ...HCP,
    state: { backend: 'cloud', organization: 'acme', hostname: 'tfe.acme.example' },
    world: (url) => ({ settings: hcpSettings(url, 'tfe.acme.example') }),
  },
};

/** With as little as a spec can say of them. */
const LEAST: Readonly<Record<string, Place>> = {
  s3: {
    ...S3,
    state: { backend: 's3', bucket: 'acme-state', region: 'eu-west-1' },
    object: (stack) => `acme-state/edge/${stack}.tfstate`,
    writes: { 'x-amz-server-side-encryption': 'AES256' },
  },
  gcs: {
    ...GCS,
    state: { backend: 'gcs', bucket: 'acme-state' },
    object: (stack) => `acme-state/edge/${stack}/default.tfstate`,
  },
  cloud: {
    ...HCP,
    state: { backend: 'cloud', organization: 'acme' },
    world: (url) => ({ settings: hcpSettings(url, 'app.terraform.io') }),
  },
};

/** Writes the stacks, applies some of them, and hands over the world with what it keeps. */
async function applied(
  place: Place,
  stacks: readonly string[],
  use: (tf: World, store: StateStore) => Promise<void>,
): Promise<void> {
  const synthesized = await synthesizeText(JSON.stringify({ ...SPEC, state: place.state }), 'edge.json');
  await StateStore.with([place.protocol], (store) =>
    withTerraform(async (tf) => {
      await writeTrees(tf, synthesized);
      for (const stack of stacks) {
        const folder = tf.at(`terraform/edge/${stack}`);
        await folder.init();
        // With its lock, which other tests leave out.
        await folder.run(['apply', '-auto-approve', '-input=false', '-no-color']);
      }
      await use(tf, store);
      expect(store.unknown).toEqual([]);
    }, place.world(store.url)),
  );
}

/** Names of the objects that are a state with resources. */
function statesIn(store: StateStore): string[] {
  const isState = ([, body]: [string, Buffer]): boolean =>
    body.length > 0 && (JSON.parse(body.toString()) as { resources?: unknown[] }).resources?.length !== 0;
  return [...store.objects].filter(isState).map(([name]) => name);
}

/** Requests that wrote a state, and those that wrote a lock. */
function writesIn(store: StateStore): { readonly states: StoreRequest[]; readonly locks: StoreRequest[] } {
  const writes = store.requests.filter(({ method, path }) => method === 'PUT' || path.startsWith('/upload/'));
  const isLock = ({ path, body }: StoreRequest): boolean => path.endsWith('.tflock') || body.includes('.tflock');
  return { states: writes.filter((it) => !isLock(it)), locks: writes.filter(isLock) };
}

function expectWrites(store: StateStore, said: Readonly<Record<string, string>> = {}): void {
  const { states } = writesIn(store);
  expect(states.length).toBeGreaterThan(0);
  for (const { headers, query } of states) expect({ ...headers, ...Object.fromEntries(query) }).toMatchObject(said);
}

describeLong('state in', () => {
  test.each(Object.keys(WHOLE))('%s: stacks keep it there, and read each other from there', async (name) => {
    const place = WHOLE[name]!;
    const stacks = ['network-us-east', 'shared'];
    await applied(place, stacks, async (tf, store) => {
      expect(statesIn(store).sort()).toEqual(stacks.map(place.object));
      expectWrites(store, place.writes);
      const cluster = tf.at('terraform/edge/cluster-us-east');
      await cluster.init();
      // Values that only the states of the others have.
      expect(JSON.stringify((await cluster.plan()).json.planned_values)).toContain('"vpc-');
    });
  });

  test.each(Object.keys(LEAST))('%s, with all defaults: it is under the name of the topology', async (name) => {
    const place = LEAST[name]!;
    await applied(place, ['shared'], (_tf, store) => {
      expect(statesIn(store)).toEqual([place.object('shared')]);
      expectWrites(store, place.writes);
      return Promise.resolve();
    });
  });

  test.each(['s3', 'gcs'])(
    '%s: a run holds a lock beside the state, and another run is refused meanwhile',
    async (name) => {
      const place = LEAST[name]!;
      await applied(place, ['shared'], async (tf, store) => {
        const { locks } = writesIn(store);
        expect(locks.length).toBeGreaterThan(0);
        // The lock of a run that still goes on, put back as it was.
        const object = place.object('shared').replace(/\.tfstate$/, name === 's3' ? '.tfstate.tflock' : '.tflock');
        expect(store.objects.has(object)).toBe(false);
        store.objects.set(object, Buffer.from(JSON.stringify({ ID: '1', Who: 'somebody', Operation: 'apply' })));
        const { stderr } = await tf.at('terraform/edge/shared').run(['plan', '-input=false', '-no-color'], [1]);
        expect(stderr).toContain('Error acquiring the state lock');
      });
    },
  );
});
