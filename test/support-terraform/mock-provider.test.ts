import { providersHcl } from '../support/terraform/headings';
import { describeLong } from '../support/long';
import { withTerraform } from '../support/terraform/terraform';
import type { CommandResult } from '../support/terraform/terraform';

/** A stack such as topogen writes: it reads another's state, and has a provider alias and a gateway with known-later blocks. */
const stackHcl = `
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

data "terraform_remote_state" "network" {
  backend = "local"
  config  = { path = "../network.tfstate" }
}

resource "aws_subnet" "private" {
  vpc_id     = data.terraform_remote_state.network.outputs.vpc_id
  cidr_block = "10.0.1.0/24"
}

resource "aws_vpc" "west" {
  provider   = aws.west
  cidr_block = "10.2.0.0/16"
}

resource "google_compute_network" "main" {
  name = "edge"
}

resource "google_compute_ha_vpn_gateway" "main" {
  name    = "edge"
  network = google_compute_network.main.id
}

resource "aws_customer_gateway" "google" {
  bgp_asn    = "65010"
  type       = "ipsec.1"
  ip_address = INTERFACE_ADDRESS
}
`;

/** The first mocked provider has no aliases of its own: each alias is mocked by itself. */
const mocksHcl = `
mock_provider "aws" {}

mock_provider "aws" {
  alias = "west"
}

mock_provider "google" {}

override_data {
  target = data.terraform_remote_state.network
  values = { outputs = { vpc_id = "vpc-1" } }
}
`;

const runHcl = (command: string, condition: string): string => `
run "promise" {
  command = ${command}

  assert {
    condition     = ${condition}
    error_message = "the promise is broken"
  }
}
`;

const byIndex = 'google_compute_ha_vpn_gateway.main.vpn_interfaces[0].ip_address';
const byId = 'one([for each in google_compute_ha_vpn_gateway.main.vpn_interfaces : each.ip_address if each.id == 0])';

const runTests = (run: string, address = byId, mocks = mocksHcl): Promise<CommandResult> =>
  withTerraform(async (tf) => {
    await tf.write('main.tf', providersHcl + stackHcl.replace('INTERFACE_ADDRESS', address));
    await tf.write('tests/topology.tftest.hcl', mocks + run);
    await tf.at().init();
    return tf.at().test();
  });

describeLong('terraform test against the stand-in providers', () => {
  test.each(['plan', 'apply'])('runs green with mocked providers (%s)', async (command) => {
    const { code, stdout } = await runTests(runHcl(command, 'aws_subnet.private.vpc_id == "vpc-1"'));
    expect(stdout).toMatch(/Success! 1 passed, 0 failed\./);
    expect(code).toBe(0);
  });

  test('fails when a promise is broken', async () => {
    const { code, stdout, stderr } = await runTests(runHcl('plan', 'aws_vpc.west.cidr_block == "10.3.0.0/16"'));
    expect(stdout + stderr).toMatch(/the promise is broken/);
    expect(code).toBe(1);
  });

  test('mocks by the schema: a misspelt attribute fails', async () => {
    const { code, stdout, stderr } = await runTests(runHcl('plan', 'aws_vpc.west.cidr_blok == ""'));
    expect(stdout + stderr).toMatch(
      /This object has no argument, nested block, or exported attribute named\s+"cidr_blok"/,
    );
    expect(code).toBe(1);
  });

  // Why generated configurations pick a gateway's interface by its id: a mock leaves blocks empty that the cloud would fill.
  test('a mock leaves empty the blocks that the real provider fills', async () => {
    const { code, stdout, stderr } = await runTests(runHcl('plan', 'aws_subnet.private.vpc_id == "vpc-1"'), byIndex);
    expect(stdout + stderr).toMatch(/vpn_interfaces is empty list of object/);
    expect(code).toBe(1);
  });

  test('without mocks the stand-ins answer, blocks and all', async () => {
    const overridden = mocksHcl.replace(/mock_provider "\w+" (\{\}|\{[^}]*\})/g, '');
    const run = runHcl('apply', 'startswith(aws_customer_gateway.google.ip_address, "198.1")');
    const { code, stdout, stderr } = await runTests(run, byIndex, overridden);
    expect(stdout + stderr).toMatch(/Success! 1 passed, 0 failed\./);
    expect(code).toBe(0);
  });
});
