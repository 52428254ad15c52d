import { loadTopology, type Topology } from '../../src/actions/load-topology';
import { schemaText } from '../../src/actions/show-schema';
import { showRunbook } from '../../src/actions/show-runbook';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { resourceName } from '../../src/plan/naming';
import { renderExportOperations } from '../../src/report/operations/exports';
import { aHybridPlan } from '../support/a-hybrid-plan';
import { aPlan, TWO_CLOUDS } from '../support/a-spec';
import { TWO } from '../support/edge-spec';
import { readTemplates } from '../support/templates';

/* The section on the configuration alone in OPERATIONS.md. */

const AROUND = { facts: CLOUD_FACTS, nameOf: resourceName };
const BACKUPS = { backups: { configuration: true, keepDays: 14 } };
const page = renderExportOperations(aPlan(TWO_CLOUDS, BACKUPS), AROUND);

test('is not there without exports', () => {
  expect(renderExportOperations(aPlan(TWO_CLOUDS), AROUND)).toBe('');
});

test('says how long exports are there, what an import does, and leads through it on both clouds', () => {
  expect(page).toContain('It is kept for 14 days, and can be brought back for 30 more');
  expect(page).toContain('a credential that is in one is in the bucket for 44 days');
  // Whoever reads the description of the key reads the same.
  const { recoverableDays } = aPlan(TWO_CLOUDS, BACKUPS).datacenters[0]!.exports!;
  expect(schemaText()).toContain(`for \`keepDays\` days, and stays in the bucket for ${recoverableDays} more`);
  expect(page).toMatch(/It deletes nothing, .* it is no transaction/);
  const steps = [
    ...['list-object-versions', 'copy-object', 's3 presign', 'config db_export', 'config parse', 'config db_import'],
    'systemctl restart kong',
  ];
  const places = steps.map((step) => page.indexOf(step));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
  expect(page).toContain('gcloud storage cp "gs://$BUCKET/$EXPORT#$VERSION" "gs://$BUCKET/restored.yml"');
  expect(page).toContain("name~'^edge-eu-west-kong-[a-z0-9]{4}$'");
  expect(page).not.toContain('undefined');
});

test('leads to a control plane in hybrid mode', () => {
  const hybrid = renderExportOperations(aHybridPlan(TWO_CLOUDS, BACKUPS), AROUND);
  expect(hybrid).toContain('topogen connect edge.json us-east --node kong-control');
});

test.each([
  ['2.0.5', true],
  ['2.8.5', false],
])('of Kong %s says whether passwords of basic-auth are hashed again', (version, isHashed) => {
  const plan = aPlan(TWO_CLOUDS, { ...BACKUPS, kong: { version } });
  expect(renderExportOperations(plan, AROUND).includes('basic-auth')).toBe(isHashed);
});

test('the steps by which a datacenter goes say how its bucket may go', async () => {
  const load = (spec: object, lockText?: string): Topology => {
    const loaded = loadTopology({
      specText: JSON.stringify(spec),
      specFile: 'edge.json',
      lockFile: 'edge.lock.json',
      ...(lockText === undefined ? {} : { lockText, judgement: 'tell' }),
    });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    return loaded.value;
  };
  const before = load({ ...TWO, ...BACKUPS });
  const after = load({ ...TWO, ...BACKUPS, datacenters: TWO.datacenters.slice(1) }, before.lock.text);
  const shown = await showRunbook({ before: before.plan, after: after.plan, isCut: false }, 'text', readTemplates);
  expect(shown.ok && shown.value.replace(/\s+/g, ' ')).toMatch(
    /Destroy its cluster .* -var=deletion_protection=false .* exports_deletion_protection: a bucket then goes with what is in it/,
  );
});
