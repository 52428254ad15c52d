import { providersHcl } from '../support/terraform/headings';
import type { PlanResult } from '../support/terraform/plan-result';
import { resourcesByAddress } from '../support/terraform/plan-result';
import { describeLong } from '../support/long';
import { withTerraform } from '../support/terraform/terraform';
import type { TerraformFolder, World } from '../support/terraform/terraform';

/** A network with references across it, blocks, a password and a gateway whose addresses are known after apply. */
const networkHcl = `
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "edge" }
}

resource "aws_subnet" "private" {
  for_each          = { a = "10.0.1.0/24", b = "10.0.2.0/24" }
  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value
  availability_zone = "us-east-1\${each.key}"
}

resource "aws_launch_template" "kong" {
  name          = "kong"
  instance_type = "c6i.large"
  user_data     = base64encode("hello")
  metadata_options {
    http_tokens = "required"
  }
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 20
      encrypted   = true
    }
  }
}

resource "aws_autoscaling_group" "kong" {
  name                = "kong"
  min_size            = 2
  max_size            = 4
  vpc_zone_identifier = [for subnet in aws_subnet.private : subnet.id]
  launch_template {
    id      = aws_launch_template.kong.id
    version = aws_launch_template.kong.latest_version
  }
}

resource "google_compute_network" "main" {
  name                    = "edge"
  auto_create_subnetworks = false
}

resource "google_compute_ha_vpn_gateway" "main" {
  name    = "edge"
  network = google_compute_network.main.id
}

resource "aws_customer_gateway" "google" {
  count      = 2
  bgp_asn    = "65010"
  type       = "ipsec.1"
  ip_address = google_compute_ha_vpn_gateway.main.vpn_interfaces[count.index].ip_address
}

resource "random_password" "cassandra" {
  length  = 32
  special = false
}

output "gateway_addresses" {
  value = [for interface in google_compute_ha_vpn_gateway.main.vpn_interfaces : interface.ip_address]
}
`;

/** Applies a configuration, then hands over the folder. */
const applied = <T>(hcl: string, use: (folder: TerraformFolder, tf: World) => Promise<T>): Promise<T> =>
  withTerraform(async (tf) => {
    await tf.write('main.tf', providersHcl + hcl);
    const folder = tf.at();
    await folder.init();
    await folder.apply(await folder.plan());
    return use(folder, tf);
  });

/** The plan of one configuration after another is applied. */
const planChange = (before: string, after: string): Promise<PlanResult> =>
  applied(before, async (folder, tf) => {
    await tf.write('main.tf', providersHcl + after);
    return folder.plan();
  });

describeLong('a plan against the stand-in providers', () => {
  test('settles: once applied, nothing is left to do', () =>
    applied(networkHcl, async (folder) => {
      const second = await folder.plan();
      expect(second.actions()).toEqual({});
      expect(second.hasChanges).toBe(false);
    }));

  test('tells warnings, and refuses what is not valid', () =>
    withTerraform(async (tf) => {
      await tf.write('main.tf', providersHcl);
      await tf.write('terraform.tfvars', 'nobody = 1\n');
      await tf.at().init();
      expect((await tf.at().plan()).warnings).toEqual(['Value for undeclared variable']);
      await tf.write('terraform.tfvars', '');
      expect((await tf.at().plan()).warnings).toEqual([]);
      await tf.write('main.tf', `${providersHcl}resource "aws_vpc" "main" { cidr_blok = "10.0.0.0/16" }`);
      expect(await tf.at().planError()).toContain('An argument named "cidr_blok" is not expected here');
    }));

  test('keeps blocks as they were configured', () =>
    applied(networkHcl, async (folder) => {
      const template = resourcesByAddress((await folder.state()).values?.root_module)['aws_launch_template.kong'];
      expect(template?.values).toMatchObject({
        metadata_options: [{ http_tokens: 'required' }],
        block_device_mappings: [{ device_name: '/dev/xvda', ebs: [{ volume_size: 20, encrypted: 'true' }] }],
      });
    }));

  test('passes values that are known after apply from one resource to the next', () =>
    applied(networkHcl, async (folder) => {
      const { outputs, root_module } = (await folder.state()).values ?? { root_module: {} };
      const resources = resourcesByAddress(root_module);
      const addresses = [0, 1].map((i) => resources[`aws_customer_gateway.google[${i}]`]?.values['ip_address']);
      expect(outputs?.['gateway_addresses']?.value).toEqual(addresses);
      expect(new Set(addresses).size).toBe(2);
      for (const address of addresses) expect(address).toMatch(/^198\.1[89]\.\d+\.\d+$/);
      expect(resources['aws_subnet.private["a"]']?.values['vpc_id']).toMatch(/^vpc-0[0-9a-f]{16}$/);
    }));

  test('shows what is only known after apply as unknown', () =>
    withTerraform(async (tf) => {
      await tf.write('main.tf', providersHcl + networkHcl);
      await tf.at().init();
      const { change } = (await tf.at().plan()).change('aws_customer_gateway.google[0]');
      expect(change.after_unknown['ip_address']).toBe(true);
      expect(change.after?.['bgp_asn']).toBe('65010');
      expect(change.after_unknown['bgp_asn']).toBeUndefined();
    }));

  test('gives the same values on every run', async () => {
    const states = [1, 2].map(() => applied(networkHcl, (folder) => folder.state()));
    const [first, second] = await Promise.all(states);
    expect(first?.values?.root_module).toEqual(second?.values?.root_module);
  });

  test('gives resources of one configuration values of their own', () =>
    applied('resource "aws_eip" "nat" { count = 3 }', async (folder) => {
      const resources = Object.values(resourcesByAddress((await folder.state()).values?.root_module));
      for (const name of ['id', 'public_ip', 'arn']) {
        expect(new Set(resources.map((each) => each.values[name])).size).toBe(3);
      }
    }));

  test('updates in place what can change in place, and whatever follows from it', async () => {
    const plan = await planChange(networkHcl, networkHcl.replace('c6i.large', 'c6i.xlarge'));
    // A launch template gets a new version by every change, which the group then takes up.
    expect(plan.actions()).toEqual({ 'aws_launch_template.kong': 'update', 'aws_autoscaling_group.kong': 'update' });
  });

  test('replaces what cannot change in place, and says why', async () => {
    const plan = await planChange(networkHcl, networkHcl.replace('10.0.0.0/16', '10.1.0.0/16'));
    expect(plan.addresses('replace')).toEqual(expect.arrayContaining(['aws_vpc.main', 'aws_subnet.private["a"]']));
    expect(plan.change('aws_vpc.main').change.replace_paths).toEqual([['cidr_block']]);
  });

  test('replaces nothing where the table of replacements is empty', () =>
    withTerraform(
      async (tf) => {
        await tf.write('main.tf', providersHcl + networkHcl);
        const folder = tf.at();
        await folder.init();
        await folder.apply();
        await tf.write('main.tf', providersHcl + networkHcl.replace('10.0.0.0/16', '10.1.0.0/16'));
        expect((await folder.plan()).actions()).toEqual({ 'aws_vpc.main': 'update' });
      },
      { replacementRules: {} },
    ));

  test('notices an argument that is taken away', async () => {
    const plan = await planChange(networkHcl, networkHcl.replace('instance_type = "c6i.large"', ''));
    expect(plan.addresses('update')).toContain('aws_launch_template.kong');
    expect(plan.change('aws_launch_template.kong').change.after?.['instance_type']).toBeNull();
  });

  test('replaces what moves to another region with its provider', async () => {
    const hcl = 'resource "aws_vpc" "main" {}';
    await applied(hcl, async (folder, tf) => {
      await tf.write('main.tf', providersHcl.replace('us-east-1', 'us-east-2') + hcl);
      expect((await folder.plan()).actions()).toEqual({ 'aws_vpc.main': 'replace' });
    });
  });

  test('replaces every field of a Google VPN tunnel, and grows a disk in place', async () => {
    const before = `
      resource "google_compute_disk" "data" {
        name = "data"
        zone = "europe-west1-b"
        size = 100
      }
      resource "google_compute_vpn_tunnel" "main" {
        name          = "main"
        shared_secret = "one"
        peer_ip       = "198.18.0.1"
      }`;
    const larger = await planChange(before, before.replace('size = 100', 'size = 200'));
    expect(larger.actions()).toEqual({ 'google_compute_disk.data': 'update' });
    const other = before.replace('size = 100', 'size = 50').replace('"one"', '"two"');
    const smaller = await planChange(before, other);
    expect(smaller.actions()).toEqual({
      'google_compute_disk.data': 'replace',
      'google_compute_vpn_tunnel.main': 'replace',
    });
  });

  test('replaces an instance for its user data only where the instance says so', async () => {
    const instance = (userData: string, replace: boolean): string => `
      resource "aws_instance" "main" {
        ami                         = "ami-0123456789abcdef0"
        instance_type               = "r6i.large"
        user_data                   = "${userData}"
        user_data_replace_on_change = ${replace}
      }`;
    expect((await planChange(instance('a', true), instance('b', true))).addresses('replace')).toHaveLength(1);
    expect((await planChange(instance('a', false), instance('b', false))).addresses('update')).toHaveLength(1);
  });

  test('notices tags that come from the provider', async () => {
    const tagged = providersHcl.replace(
      'region = "us-east-1"',
      'region = "us-east-1"\n default_tags {\n tags = { a = "b" }\n }',
    );
    await applied('resource "aws_vpc" "main" {}', async (folder, tf) => {
      await tf.write('main.tf', `${tagged}resource "aws_vpc" "main" {}`);
      const plan = await folder.plan();
      expect(plan.actions()).toEqual({ 'aws_vpc.main': 'update' });
      expect(plan.change('aws_vpc.main').change.after).toMatchObject({ tags: null, tags_all: { a: 'b' } });
    });
  });

  test('keeps each region to its own provider block', async () => {
    const west = 'provider "aws" {\n alias = "west"\n region = "us-west-2"\n}\n';
    await applied(
      `${west}resource "aws_vpc" "e" {}\nresource "aws_vpc" "w" { provider = aws.west }`,
      async (folder) => {
        const resources = resourcesByAddress((await folder.state()).values?.root_module);
        expect(resources['aws_vpc.e']?.values['region']).toBe('us-east-1');
        expect(resources['aws_vpc.w']?.values['region']).toBe('us-west-2');
      },
    );
  });

  test('refuses an output that shows a secret', () =>
    withTerraform(async (tf) => {
      const hcl = 'resource "random_password" "p" { length = 20 }\noutput "p" { value = random_password.p.result }';
      await tf.write('main.tf', providersHcl + hcl);
      await tf.at().init();
      expect(await tf.at().planError()).toMatch(/Error: Output refers to sensitive values/);
    }));

  test('refuses an aws provider without a region and a google resource without a project', () =>
    withTerraform(async (tf) => {
      const bare = providersHcl.replace(/(region|project) +=.*/g, '');
      await tf.write('aws/main.tf', `${bare}resource "aws_vpc" "main" {}`);
      await tf.write('google/main.tf', `${bare}resource "google_compute_network" "main" { name = "a" }`);
      await Promise.all([tf.at('aws').init(), tf.at('google').init()]);
      expect(await tf.at('aws').planError()).toMatch(/Missing region configuration/);
      expect(await tf.at('google').planError()).toMatch(/project: required field is not set/);
    }));

  test('makes passwords of the length and the characters that were asked for', async () => {
    const hcl = `
      resource "random_password" "plain" {
        length  = 64
        special = false
      }
      resource "random_password" "special" {
        length           = 40
        override_special = "_-"
        min_special      = 5
        min_upper        = 5
      }`;
    await applied(hcl, async (folder) => {
      const resources = resourcesByAddress((await folder.state()).values?.root_module);
      const result = (name: string): string => String(resources[`random_password.${name}`]?.values['result']);
      expect(result('plain')).toMatch(/^[a-zA-Z0-9]{64}$/);
      expect(result('special')).toMatch(/^[a-zA-Z0-9_-]{40}$/);
      expect(result('special').match(/[_-]/g)?.length).toBeGreaterThanOrEqual(5);
      expect(result('special').match(/[A-Z]/g)?.length).toBeGreaterThanOrEqual(5);
    });
  });

  test('keeps a write-only secret out of the state', () => {
    const hcl = `
      resource "aws_secretsmanager_secret" "main" {
        name = "edge"
      }
      resource "aws_secretsmanager_secret_version" "main" {
        secret_id                = aws_secretsmanager_secret.main.id
        secret_string_wo         = "not to be stored"
        secret_string_wo_version = 1
      }`;
    return applied(hcl, async (folder) => {
      expect(JSON.stringify(await folder.state())).not.toContain('not to be stored');
      expect(await folder.hasChanges()).toBe(false);
    });
  });

  test('asks no registry for a provider that has no stand-in', () =>
    withTerraform(async (tf) => {
      await tf.write('main.tf', 'terraform {\n required_providers {\n null = { source = "hashicorp/null" }\n }\n}');
      await expect(tf.at().init()).rejects.toThrow(/provider registry\.terraform\.io\/hashicorp\/null was not found/);
    }));
});
