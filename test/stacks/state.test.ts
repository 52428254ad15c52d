import { describeWithTerraform, withTerraform } from '../support/terraform/terraform';
import { ACCEPTED_STATES } from '../support/states';
import { synthesizeText, type Synthesized } from '../support/synthesized';

/* Every backend that a spec can name: what each stack says of its own state, and how the others read it. */

type Json = Readonly<Record<string, unknown>>;

/** A stack's own settings and those by which it reads the others. */
interface StateSettings {
  readonly own: unknown;
  readonly read: Readonly<Record<string, unknown>>;
}

const synthesized = new Map<string, Promise<Synthesized>>();

/** A datacenter whose state is kept there; synthesised once for each state. */
function synthesizeWith(state: object | undefined): Promise<Synthesized> {
  const datacenters = [{ name: 'us-east', cloud: 'aws', region: 'us-east-1' }];
  const spec = JSON.stringify({ name: 'edge', requestsPerSecond: 900, datacenters, state });
  const made = synthesized.get(spec) ?? synthesizeText(spec, 'edge.json');
  synthesized.set(spec, made);
  return made;
}

async function settingsOf(state: object | undefined, stack: string): Promise<StateSettings> {
  const { synthesis } = await synthesizeWith(state);
  const text = synthesis.assembly.find(({ path }) => path === `stacks/${stack}/cdk.tf.json`)?.text ?? '{}';
  const json = JSON.parse(text) as { terraform: Json; data?: { terraform_remote_state?: Record<string, Json> } };
  const { backend, cloud } = json.terraform;
  const read = Object.entries(json.data?.terraform_remote_state ?? {}).map(([name, { '//': _, ...it }]) => [name, it]);
  return { own: backend ?? { cloud }, read: Object.fromEntries(read) as Record<string, unknown> };
}

const CLUSTER = 'cluster-us-east';
const bothOf = (make: (stack: string) => unknown) => ({
  shared: make('shared'),
  network_us_east: make('network-us-east'),
});

test('local, unless the spec says otherwise: a file for each stack, by a path that holds for both trees', async () => {
  const path = (stack: string): string => `../../../state/edge/${stack}.tfstate`;
  for (const state of [undefined, { backend: 'local' }]) {
    expect(await settingsOf(state, CLUSTER)).toEqual({
      own: { local: { path: path(CLUSTER) } },
      read: bothOf((stack) => ({ backend: 'local', config: { path: path(stack) } })),
    });
  }
});

describe('s3', () => {
  const place = { bucket: 'acme-state', region: 'eu-west-1' };

  test('an encrypted object for each stack under the name of the topology, with a lock beside it', async () => {
    const at = (stack: string): object => ({ ...place, key: `edge/${stack}.tfstate` });
    expect(await settingsOf({ backend: 's3', ...place }, CLUSTER)).toEqual({
      own: { s3: { ...at(CLUSTER), encrypt: true, use_lockfile: true } },
      read: bothOf((stack) => ({ backend: 's3', config: at(stack) })),
    });
  });

  test('under a prefix and with a key of the user, which readers name too', async () => {
    const state = { backend: 's3', ...place, prefix: 'teams/edge', kmsKeyId: 'alias/state' };
    const at = (stack: string): object => ({
      ...place,
      key: `teams/edge/${stack}.tfstate`,
      kms_key_id: 'alias/state',
    });
    expect(await settingsOf(state, CLUSTER)).toEqual({
      own: { s3: { ...at(CLUSTER), encrypt: true, use_lockfile: true } },
      read: bothOf((stack) => ({ backend: 's3', config: at(stack) })),
    });
  });
});

describe('credentials of the state', () => {
  test('s3 takes a profile and a role, in the stack that writes and in those that read', async () => {
    const place = { bucket: 'acme-state', region: 'eu-west-1', profile: 'acme' };
    const assumeRole = { roleArn: 'arn:aws:iam::111122223333:role/state', externalId: 'acme' };
    const assume_role = { role_arn: assumeRole.roleArn, external_id: 'acme' };
    const at = (stack: string): object => ({ ...place, assume_role, key: `edge/${stack}.tfstate` });
    expect(await settingsOf({ backend: 's3', ...place, assumeRole }, CLUSTER)).toEqual({
      own: { s3: { ...at(CLUSTER), encrypt: true, use_lockfile: true } },
      read: bothOf((stack) => ({ backend: 's3', config: at(stack) })),
    });
  });

  test('gcs is written and read as a service account', async () => {
    const email = 'state@acme-edge.iam.gserviceaccount.com';
    const state = { backend: 'gcs', bucket: 'acme-state', impersonateServiceAccount: email };
    const at = (stack: string): object => ({
      bucket: 'acme-state',
      prefix: `edge/${stack}`,
      impersonate_service_account: email,
    });
    expect(await settingsOf(state, CLUSTER)).toEqual({
      own: { gcs: at(CLUSTER) },
      read: bothOf((stack) => ({ backend: 'gcs', config: at(stack) })),
    });
  });
});

describe('gcs', () => {
  test('a folder for each stack under the name of the topology', async () => {
    const at = (stack: string): object => ({ bucket: 'acme-state', prefix: `edge/${stack}` });
    expect(await settingsOf({ backend: 'gcs', bucket: 'acme-state' }, CLUSTER)).toEqual({
      own: { gcs: at(CLUSTER) },
      read: bothOf((stack) => ({ backend: 'gcs', config: at(stack) })),
    });
  });

  test('under a prefix and with a key of the user, which readers name too', async () => {
    const key = 'projects/acme-edge/locations/eu/keyRings/state/cryptoKeys/edge';
    const state = { backend: 'gcs', bucket: 'acme-state', prefix: 'teams/edge', kmsEncryptionKey: key };
    const at = (stack: string): object => ({
      bucket: 'acme-state',
      prefix: `teams/edge/${stack}`,
      kms_encryption_key: key,
    });
    expect(await settingsOf(state, CLUSTER)).toEqual({
      own: { gcs: at(CLUSTER) },
      read: bothOf((stack) => ({ backend: 'gcs', config: at(stack) })),
    });
  });
});

describe('cloud', () => {
  test.each([
    ['at HCP Terraform itself', {}],
    ['at a host of its own', { hostname: 'tfe.acme.example' }],
  ])('%s: a workspace for each stack, with the topology in its name', async (_, host) => {
    const at = (stack: string): object => ({ organization: 'acme', ...host, workspaces: { name: `edge-${stack}` } });
    expect(await settingsOf({ backend: 'cloud', organization: 'acme', ...host }, CLUSTER)).toEqual({
      own: { cloud: at(CLUSTER) },
      read: bothOf((stack) => ({ backend: 'remote', config: at(stack) })),
    });
  });
});

test('no two stacks keep their state in one place, and none reads a place that no stack has', async () => {
  for (const state of ACCEPTED_STATES) {
    const { synthesis } = await synthesizeWith(state);
    const stacks = synthesis.stacks.map(({ name }) => name);
    const settings = await Promise.all(stacks.map((stack) => settingsOf(state, stack)));
    const places = settings.map(({ own }) => placeIn(own));
    expect(new Set(places).size).toBe(stacks.length);
    const read = settings.flatMap((it) => Object.values(it.read)).map(placeIn);
    expect(read.length).toBeGreaterThan(1);
    expect(read.filter((place) => !places.includes(place))).toEqual([]);
  }
});

/** What sets one state apart from the others of its backend. */
function placeIn(settings: unknown): string {
  const [, key, prefix, name] =
    /"key":"([^"]+)"|"prefix":"([^"]+)"|"name":"([^"]+)"/.exec(JSON.stringify(settings)) ?? [];
  return String(key ?? prefix ?? name);
}

describe('the release of Terraform that a stack asks for', () => {
  const floorsOf = async (state: object | undefined): Promise<string[]> => {
    const { synthesis } = await synthesizeWith(state);
    const texts = synthesis.terraform.filter(({ path }) => path.endsWith('/versions.tf')).map(({ text }) => text);
    return [...new Set(texts.map((text) => /required_version = "([^"]+)"/.exec(text)?.[1] ?? 'none'))];
  };

  test('is the one that brought the lock file of S3 where the state is there', async () => {
    expect(await floorsOf({ backend: 's3', bucket: 'acme-state', region: 'eu-west-1' })).toEqual(['>= 1.10.0']);
  });

  test('is the one that brought mocks of providers, which generated tests have, everywhere else', async () => {
    expect(await floorsOf(undefined)).toEqual(['>= 1.7.0']);
    expect(await floorsOf({ backend: 'gcs', bucket: 'acme-state' })).toEqual(['>= 1.7.0']);
    expect(await floorsOf({ backend: 'cloud', organization: 'acme' })).toEqual(['>= 1.7.0']);
  });
});

describeWithTerraform('Terraform itself', () => {
  test('takes every state that the spec lets pass, where a stack reads it', async () => {
    const readers = await Promise.all(
      ACCEPTED_STATES.map(async (state, i) => {
        const { read } = await settingsOf(state, CLUSTER);
        return Object.entries(read).map(([stack, it]) => [`state_${i}_${stack}`, it]);
      }),
    );
    const config = { data: { terraform_remote_state: Object.fromEntries(readers.flat()) as object } };
    await withTerraform(async (tf) => {
      await tf.write('main.tf.json', JSON.stringify(config));
      await tf.at().init();
      expect(await tf.at().validate()).toEqual({ valid: true, errors: [], warnings: [] });
    });
  });

  test('refuses a key of S3 that the spec refuses: it looks at what the test above shows it', async () => {
    const config = { bucket: 'acme-state', key: 'edge', region: 'eu-west-1', kms_key_id: 'state' };
    await withTerraform(async (tf) => {
      const state = { backend: 's3', config };
      await tf.write('main.tf.json', JSON.stringify({ data: { terraform_remote_state: { state } } }));
      await tf.at().init();
      expect((await tf.at().validate()).errors.join()).toContain('must be a valid KMS Key ID');
    });
  });
});
