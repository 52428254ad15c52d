import { synthesizeShipped, writeTrees } from '../support/synthesized';
import { describeWithTerraform, withTerraform } from '../support/terraform/terraform';

/** One way to break each promise in the HCL: stack, file, what to replace by what. */
const BREAKS: readonly (readonly [promise: string, stack: string, file: string, from: string | RegExp, to: string])[] =
  [
    ['cassandra_spans_three_zones', 'cluster-us-east', 'cassandra.tf', '"us-east-1b"', '"us-east-1a"'],
    [
      'cassandra_spans_three_zones',
      'cluster-eu-west',
      'cassandra.tf',
      /zone( *)= "europe-west1-c"/g,
      'zone$1= "europe-west1-b"',
    ],
    [
      'no_public_address_on_a_database_node',
      'cluster-us-east',
      'cassandra.tf',
      'monitoring              = true',
      'monitoring = true\n  associate_public_ip_address = true',
    ],
    [
      'no_public_address_on_a_database_node',
      'cluster-eu-west',
      'cassandra.tf',
      '  network_interface {',
      '  network_interface {\n    access_config {}',
    ],
    [
      'admin_api_is_not_open',
      'cluster-us-east',
      'firewall.tf',
      /(cidr_ipv4\s+= "0\.0\.0\.0\/0"[\s\S]*?from_port\s+= )80\b([\s\S]*?to_port\s+= )80\b/,
      '$18001$28001',
    ],
    ['admin_api_is_not_open', 'cluster-eu-west', 'firewall.tf', 'ports    = ["80"]', 'ports    = ["8001"]'],
    ['eu_west__us_east_at_us_east', 'links', 'link-eu-west--us-east.tf', '["ikev2"]', '["ikev1", "ikev2"]'],
    ['eu_west__us_east_at_eu_west', 'links', 'link-eu-west--us-east.tf', /ike_version( *)= 2/, 'ike_version$1= 1'],
  ];

describeWithTerraform('the generated tests', () => {
  test.each(BREAKS)('%s of %s fails when %s breaks it', async (promise, stack, file, from, to) => {
    const synthesized = await synthesizeShipped('two-clouds');
    await withTerraform(async (tf) => {
      await writeTrees(tf, synthesized);
      const folder = `terraform/two-clouds/${stack}`;
      const path = `${folder}/${file}`;
      const before = await tf.read(path);
      const broken = before.replace(from, to);
      expect(broken).not.toBe(before);
      await tf.write(path, broken);
      await tf.at(folder).init();
      const result = await tf.run('terraform', ['test', '-no-color'], tf.at(folder).folder);
      expect(result.code).not.toBe(0);
      expect(result.stdout).toMatch(new RegExp(`run "${promise}"\\.\\.\\. fail`));
    });
  });
});
