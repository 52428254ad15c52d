import { ledAround, showRunbook } from '../../src/actions/show-runbook';
import { terraformAddresses } from '../../src/actions/terraform-addresses';
import { CLOUD_FACTS, PRICE_LISTS } from '../../src/clouds/facts';
import { resourceName } from '../../src/plan/naming';
import type { Plan } from '../../src/plan/plan';
import { connectionTo } from '../../src/report/connect/connect';
import { planCost } from '../../src/report/cost/plan-cost';
import { renderDiagram } from '../../src/report/diagram';
import { explain } from '../../src/report/explain/explain';
import { renderHybridOperations } from '../../src/report/operations/hybrid';
import { renderRateLimitingHint } from '../../src/report/operations/rate-limiting-hint';
import { lostRunbook } from '../../src/report/runbook/lost';
import { rotationRunbook, passwordKeys } from '../../src/report/runbook/rotate';
import { adviceOn } from '../../src/report/simulate/advice';
import { modelOf } from '../../src/report/simulate/model';
import { outcomeOf, type Outcome } from '../../src/report/simulate/outcome';
import { parseLosses } from '../../src/report/simulate/parse-losses';
import { introduction } from '../../src/report/simulate/render-simulation';
import { simulate } from '../../src/report/simulate/simulate';
import { isBroken } from '../../src/report/simulate/simulation-json';
import { renderSummary } from '../../src/report/summary';
import { evaluate } from '../plan/sizing/formula';
import { aHybridPlan } from '../support/a-hybrid-plan';
import { aPlan, TWO_CLOUDS } from '../support/a-spec';
import { readTemplates } from '../support/templates';

/* What reports say of control planes beside the primary and data planes everywhere. */

const THREE = [...TWO_CLOUDS, { name: 'ap', cloud: 'aws', region: 'ap-northeast-1' }] as const;
const COUNTING = { plugins: [{ name: 'rate-limiting', policy: 'redis' }] };
const plan = aHybridPlan(THREE, { kong: COUNTING });
const around = { plan, addresses: terraformAddresses(plan, plan) };

test('explain has the life of the certificate, and the day from which on it has to be rotated', () => {
  const named = explain(plan, plan.kong.hybrid!.certificate.secret);
  if (!named.ok) throw new Error(JSON.stringify(named.issues));
  const { entries } = named.value;
  expect(entries.map(({ id, value }) => [id, value])).toEqual([
    ['topology.kong-cluster.life', 1_095],
    ['topology.kong-cluster.rotation', 1_035],
  ]);
  for (const entry of entries) expect(evaluate(entry)).toBe(entry.value);
  const { validityHours, renewalHours } = plan.kong.hybrid!.certificate;
  expect([validityHours / 24, (validityHours - renewalHours) / 24]).toEqual(entries.map(({ value }) => value));
  expect(entries.map(({ reason }) => reason).join()).toMatch(
    /kong_cluster_certificate_end.*OPERATIONS\.md, "The certificate".*topogen runbook <spec> --rotate kong-cluster/s,
  );
  expect(renderHybridOperations(plan, around.addresses)).toContain('## The certificate');
});

describe('simulate', () => {
  const model = modelOf(plan);
  const lost = (...words: string[]): Outcome => {
    const asked = parseLosses(model, words);
    if (!asked.ok) throw new Error(JSON.stringify(asked.issues));
    return outcomeOf(model, asked.value.together);
  };
  const served = ({ datacenters }: Outcome): string[] =>
    datacenters.map(({ datacenter, reads, writes }) => `${datacenter} ${reads} ${writes}`);

  test('without the datacenter of the control planes clients are served and nothing can be configured, which keeps the promise', () => {
    const outcome = lost('datacenter:us-east');
    expect(served(outcome)).toEqual(['eu-west all none', 'ap all none']);
    expect(outcome).toMatchObject({ promised: true, holds: true });
    expect(adviceOn(model, outcome)).toBe(
      'Bring us-east back, where the control planes are; nothing can be configured meanwhile: requests go on with the configuration as it was.',
    );
  });

  test('every single loss that is promised is survived', () => {
    expect(simulate(plan).singles.filter(isBroken)).toEqual([]);
  });

  test('data planes behind a lost link hear of changes when it is back, and the others at once', () => {
    const outcome = lost('link:us-east--eu-west');
    expect(served(outcome)).toEqual(['us-east all all', 'eu-west all none', 'ap all all']);
    expect(adviceOn(model, outcome)).toContain('data planes of eu-west hear of changes then');
  });

  test('one control plane is enough, and none is none; PostgreSQL away is as good as none', () => {
    expect(served(lost('node:us-east/kong-control'))[2]).toBe('ap all all');
    const none = lost('node:us-east/kong-control', 'node:us-east/kong-control');
    expect(served(none)).toEqual(['us-east all none', 'eu-west all none', 'ap all none']);
    expect(adviceOn(model, none)).toContain('eave the control planes of us-east to their group, which starts others');
    expect(served(lost('node:us-east/postgresql-primary', 'node:us-east/postgresql-standby'))[0]).toBe(
      'us-east all none',
    );
  });

  test('says where is read and where is written', () => {
    expect(introduction(model).replaceAll('\n', ' ')).toContain(
      'Kong reads at the disk of each data plane and writes at the primary, by the control planes of us-east.',
    );
  });

  test('the steps after the loss of a control plane and of its datacenter are those of a runbook', () => {
    for (const word of ['node:us-east/kong-control', 'zone:us-east/a', 'datacenter:us-east']) {
      expect([word, lostRunbook(around, word).ok]).toEqual([word, true]);
    }
  });
});

describe('connect', () => {
  const to = (datacenter: string, destination = 'admin', of = plan) =>
    connectionTo(of, { facts: CLOUD_FACTS, nameOf: resourceName }, { datacenter, destination });

  test('leads to the Admin API of a control plane', () => {
    const way = to('us-east');
    expect(way.ok && [way.value.machine, way.value.commands.join('\n').includes('8444')]).toEqual([
      'kong-control, node 1',
      true,
    ]);
  });

  test('leads to Kong Manager where administrators are let in, which it is not for anybody else', () => {
    const open = aHybridPlan(THREE, { kong: { ...COUNTING, adminCidrs: ['10.64.0.0/16'] } });
    const way = to('us-east', 'manager', open);
    expect(way.ok && [way.value.machine, way.value.commands.join('\n').includes('8445')]).toEqual([
      'kong-control, node 1',
      true,
    ]);
    expect(to('ap', 'manager', open)).toMatchObject({ ok: false, issues: [{ code: 'connect-elsewhere' }] });
    expect(to('us-east', 'manager').ok).toBe(false);
  });

  test('names the datacenter of the control planes in one that has none', () => {
    const way = to('ap');
    expect(!way.ok && way.issues[0]).toMatchObject({
      code: 'connect-elsewhere',
      remedy: expect.stringContaining('us-east'),
    });
  });
});

test('the certificate is made anew, copied everywhere, and taken by control planes before data planes', () => {
  expect(passwordKeys({ plan })).toContain('kong-cluster');
  const made = rotationRunbook(around, 'kong-cluster');
  const steps = made.ok ? made.value.parts.flatMap((part) => part.steps) : [];
  expect(steps.map(({ where, commands }) => [where, commands.at(-1)])).toEqual([
    ['terraform/edge', expect.stringMatching(/shared apply -replace=tls_private_key\.kong_cluster$/)],
    ['terraform/edge', expect.stringMatching(/cluster-ap apply$/)],
    ['each control plane of us-east', 'sudo systemctl restart kong'],
    ['each data plane of us-east, eu-west, ap', 'sudo systemctl restart kong'],
  ]);
  expect(made.ok && made.value.purpose).toBe('Steps that change a certificate of edge');
});

test('the page on operations has the end of the certificate and its rotation; one of another mode has nothing of it', () => {
  const page = renderHybridOperations(plan, around.addresses);
  expect(page).toContain('terraform -chdir=shared output kong_cluster_certificate_end');
  expect(page).toContain('From 60 days before it on');
  expect(page).toMatch(/starts from the seed: .* into a bucket of us-east, .* within \d+ minutes/);
  expect(page).toContain('4. **Restart Kong on each data plane of us-east, eu-west, ap, one after another**');
  expect(renderHybridOperations(aPlan(TWO_CLOUDS), around.addresses)).toBe('');
});

test('a call to the Admin API is one to a control plane', () => {
  expect(renderRateLimitingHint(plan)).toContain('on any one control plane, holds for every datacenter');
});

test('the summary shows no load of control planes, and the diagram their data planes; no line ends nowhere', () => {
  expect(renderSummary(plan)).toMatch(
    /us-east +[\d,]+ +[\d,]+ +kong-control 2 to 3 x \S+, kong-data .* kong-data \d+ % /,
  );
  expect(renderSummary(plan)).not.toContain('kong-control 0 %');
  expect(renderSummary(plan)).toContain('Both sides show one certificate of 3 years');
  expect(renderSummary(aPlan(TWO_CLOUDS))).not.toContain('Control planes');
  const diagram = renderDiagram(plan);
  expect(diagram).toContain('dc_ap_kong_data -.->|"configuration"| dc_us_east_kong_control');
  const drawn = new Set([...diagram.matchAll(/(\w+)[[(]+"/g)].map(([, id]) => id));
  const ends = [...diagram.matchAll(/^ *(dc_\w+) .*[>|] (dc_\w+)/gm)].flatMap(([, from, to]) => [from, to]);
  expect(ends.filter((id) => !drawn.has(id))).toEqual([]);
});

test('the bill has the balancer of the control planes, and secrets where they are copied alone', () => {
  const lines = planCost(plan, PRICE_LISTS).lines;
  const at = (place: string, resource: string): number[] =>
    lines.filter((it) => it.place === place && it.resource === resource).map(({ quantity }) => quantity ?? -1);
  expect(at('us-east', 'load balancer of the control planes')).toEqual([730]);
  expect(at('ap', 'load balancer of the control planes')).toEqual([]);
  expect([at('us-east', 'passwords'), at('ap', 'passwords')]).toEqual([[5], [3]]);
  expect([at('us-east', 'root certificates'), at('ap', 'root certificates')]).toEqual([[1], []]);
});

describe('the runbook to another release', () => {
  const release = (version: string, dataPlaneVersion?: string): Plan =>
    aHybridPlan(TWO_CLOUDS, { kong: { version, ...(dataPlaneVersion === undefined ? {} : { dataPlaneVersion }) } });
  const titles = async (before: Plan, after: Plan): Promise<string[]> => {
    const shown = await showRunbook({ before, after, isCut: false }, 'json', readTemplates);
    if (!shown.ok) throw new Error(JSON.stringify(shown.issues));
    return (JSON.parse(shown.value) as { parts: { title: string }[] }).parts.map(({ title }) => title);
  };

  test('has control planes first, also for a spec that names one release for both', async () => {
    expect(await titles(release('3.4.2'), release('3.9.1'))).toEqual([
      'Control planes: Kong 3.4.2 becomes 3.9.1',
      'Data planes: Kong 3.4.2 becomes 3.9.1',
    ]);
    expect(ledAround(undefined, plan)).toContain('kong-data-planes-too-early');
  });

  test('has no image beside control planes while the releases differ, and a way to the internet where nodes have none', async () => {
    const specsOf = async (east: object, west: object = {}): Promise<string[]> => {
      const [first, second] = TWO_CLOUDS;
      const upstreams = [{ cidr: '10.0.0.0/8', ports: [443] }];
      const at = (version: string): Plan =>
        aHybridPlan(
          [
            { ...first!, ...east },
            { ...second!, ...west },
          ],
          { kong: { version, upstreams } },
        );
      const change = { before: at('3.4.2'), after: at('3.9.1'), isCut: false };
      const shown = await showRunbook(change, 'json', readTemplates);
      if (!shown.ok) throw new Error(JSON.stringify(shown.issues));
      return (JSON.parse(shown.value) as { parts: { spec: string }[] }).parts.map(({ spec }) => spec);
    };
    const kong = { image: 'ami-01234567' };
    const planes = '"kong.dataPlaneVersion": "3.4.2"';
    expect(await specsOf({})).toEqual([
      `"kong.version": "3.9.1", with the package of that release, and ${planes}`,
      'no "kong.dataPlaneVersion"',
    ]);
    expect(await specsOf({ kong })).toEqual([
      `"kong.version": "3.9.1", with no "image" in kong of us-east, where machines of both kinds install theirs, and ${planes}`,
      'no "kong.dataPlaneVersion", and images with Kong 3.9.1 as "image" in kong of us-east',
    ]);
    const [control, data] = await specsOf({ kong, egress: 'none' });
    expect(control).toContain('install theirs, and "egress": "managed" for it by a change of its own before, and');
    expect(data).toMatch(/of us-east; that of us-east with "egress": "none" again by a change of its own after$/);
    const far = await specsOf({}, { kong: { image: 'projects/acme-images/global/images/kong-3' } });
    expect(far[0]).toContain('with the package of that release');
    expect(far[1]).toMatch(/as "image" in kong of eu-west$/);
  });

  test('has each half alone where the spec changes it alone', async () => {
    const [old, between, fresh] = [release('3.4.2'), release('3.9.1', '3.4.2'), release('3.9.1')];
    expect(await titles(old, between)).toEqual(['Control planes: Kong 3.4.2 becomes 3.9.1']);
    expect(await titles(between, fresh)).toEqual(['Data planes: Kong 3.4.2 becomes 3.9.1']);
  });
});
