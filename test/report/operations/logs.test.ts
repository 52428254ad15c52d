import { synthesizeShipped, type Synthesized } from '../../support/synthesized';

/** Columns that gcloud has for such a report, whatever the API answers: it makes rows of its own of them. Source: gcloud 528, its hook. */
const ROWS = ['instance', 'assignment_id', 'location', 'update_time', 'summary_str'];

const REPORTS =
  /^gcloud compute os-config os-policy-assignment-reports list --project \S+ --location (\S+) --filter='assignment_id~(\S+)' --format='table\((.*)\)'$/gm;

function pageOf({ synthesis }: Synthesized): string {
  return synthesis.terraform.find(({ path }) => path.endsWith('OPERATIONS.md'))!.text;
}

/** Returns the names of the assignments of a datacenter on Google Cloud, and their zones. */
function assignmentsOf({ synthesis }: Synthesized, datacenter: string): { name: string; location: string }[] {
  const stack = synthesis.assembly.find(({ path }) => path.endsWith(`/cluster-${datacenter}/cdk.tf.json`))!;
  const { resource } = JSON.parse(stack.text) as {
    resource: { google_os_config_os_policy_assignment: Record<string, { name: string; location: string }> };
  };
  return Object.values(resource.google_os_config_os_policy_assignment);
}

test('who asks how Google Cloud fared sees what runs on each machine, by its name and with its state, and nothing of others', async () => {
  const monitored = await synthesizeShipped('monitored');
  const asked = [...pageOf(monitored).matchAll(REPORTS)].map(([, zone = '', pattern = '', columns = '']) => ({
    zone,
    pattern: new RegExp(pattern),
    columns: columns.split(', '),
  }));
  const made = assignmentsOf(monitored, 'eu-west');
  expect(asked).toHaveLength(3);
  for (const { zone, pattern, columns } of asked) {
    const here = made.filter(({ location }) => location === zone).map(({ name }) => name);
    // What ships logs, and what has nodes of the datastore say how they are: a machine has a row of each.
    expect(here).toHaveLength(2);
    expect(here.filter((name) => pattern.test(name))).toEqual(here);
    expect(columns).toEqual(['instance', 'assignment_id', 'summary_str']);
    expect(ROWS).toEqual(expect.arrayContaining(columns));
    expect(['monitored-eu-west-2-journals-b', 'monitored-eu-journals-b'].filter((it) => pattern.test(it))).toEqual([]);
  }
});

test('who asks how AWS fared names the one association of the datacenter', async () => {
  const monitored = await synthesizeShipped('monitored');
  const stack = monitored.synthesis.assembly.find(({ path }) => path.endsWith('/cluster-us-east/cdk.tf.json'))!;
  const { resource } = JSON.parse(stack.text) as {
    resource: { aws_ssm_association: Record<string, { association_name: string }> };
  };
  const names = Object.values(resource.aws_ssm_association).map((it) => it.association_name);
  const asked = [...pageOf(monitored).matchAll(/key=AssociationName,value=(\S+) /g)].map(([, name]) => name);
  expect(names).toHaveLength(1);
  expect(asked).toContain(names[0]);
  expect(new Set(asked).size).toBe(asked.length);
});
