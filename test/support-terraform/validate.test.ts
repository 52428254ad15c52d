import { providersHcl } from '../support/terraform/headings';
import { describeLong } from '../support/long';
import { withTerraform } from '../support/terraform/terraform';
import type { ValidationResult } from '../support/terraform/terraform';

/** What `terraform validate` says of a configuration. */
const validate = (hcl: string): Promise<ValidationResult> =>
  withTerraform(async (tf) => {
    await tf.write('main.tf', providersHcl + hcl);
    await tf.at().init();
    return tf.at().validate();
  });

/** Configurations that are wrong in one way, and what Terraform must say. */
const mistakes: readonly (readonly [string, string, RegExp])[] = [
  [
    'an attribute that does not exist',
    'resource "aws_vpc" "main" { cidr_blok = "10.0.0.0/16" }',
    /^Unsupported argument: An argument named "cidr_blok" is not expected here\. Did you mean "cidr_block"\?$/,
  ],
  [
    'a required argument that is missing',
    'resource "aws_subnet" "main" { cidr_block = "10.0.0.0/24" }',
    /^Missing required argument: The argument "vpc_id" is required, but no definition was found\.$/,
  ],
  [
    'a value of the wrong type',
    'resource "aws_vpc" "main" { enable_dns_support = "perhaps" }',
    /^Incorrect attribute value type: Inappropriate value for attribute "enable_dns_support": a bool is required\.$/,
  ],
  [
    'a list where a text belongs',
    'resource "google_compute_network" "main" { name = ["a"] }',
    /^Incorrect attribute value type: Inappropriate value for attribute "name": string required/,
  ],
  [
    'a required block that is missing',
    'resource "google_compute_instance" "main" {\n name = "a"\n machine_type = "e2-small"\n network_interface {}\n}',
    /^Insufficient boot_disk blocks: At least 1 "boot_disk" blocks are required\.$/,
  ],
  [
    'a block too many',
    `resource "aws_launch_template" "main" {
      iam_instance_profile { name = "a" }
      iam_instance_profile { name = "b" }
    }`,
    /^Too many iam_instance_profile blocks: No more than 1 "iam_instance_profile" blocks are allowed$/,
  ],
  [
    'a block that does not exist',
    'resource "aws_vpc" "main" {\n subnet {}\n}',
    /^Unsupported block type: Blocks of type "subnet" are not expected here\.$/,
  ],
  [
    'a wrong attribute deep in a block',
    `resource "google_compute_router" "main" {
      name = "a"
      network = "b"
      bgp { 
        asn = 64514 
        advertised_ip_ranges { 
          rnge = "10.0.0.0/8"
        }
      }
    }`,
    /^Missing required argument: The argument "range" is required/,
  ],
  [
    'a reference to a resource that is not there',
    'resource "aws_subnet" "main" {\n vpc_id = aws_vpc.gone.id\n}',
    /^Reference to undeclared resource: A managed resource "aws_vpc" "gone" has not been declared in the root module\.$/,
  ],
  [
    'a reference to an attribute that is not there',
    'resource "aws_vpc" "main" {}\noutput "a" { value = aws_vpc.main.arm }',
    /^Unsupported attribute: This object has no argument, nested block, or exported attribute named "arm"\./,
  ],
  [
    'a value for what only the provider may set',
    'resource "aws_vpc" "main" { arn = "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1" }',
    /^Value for unconfigurable attribute: Can't configure a value for "arn": its value will be decided automatically/,
  ],
  [
    'a resource type that does not exist',
    'resource "aws_vpcs" "main" {}',
    /^Invalid resource type: The provider hashicorp\/aws does not support resource type "aws_vpcs"\./,
  ],
  [
    'a data source that does not exist',
    'data "google_compute_imag" "main" {}',
    /^Invalid data source: The provider hashicorp\/google does not support data source "google_compute_imag"\./,
  ],
  [
    'a wrong argument of the provider itself',
    'provider "aws" {\n alias = "west"\n regoin = "us-west-2"\n}\nresource "aws_vpc" "main" { provider = aws.west }',
    /^Unsupported argument: An argument named "regoin" is not expected here\. Did you mean "region"\?$/,
  ],
];

describeLong('terraform validate against the stand-in providers', () => {
  test('finds nothing in a configuration that is right', async () => {
    const hcl = 'resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }';
    expect(await validate(hcl)).toEqual({ valid: true, errors: [], warnings: [] });
  });

  test.each(mistakes)('refuses %s', async (_what, hcl, message) => {
    const { valid, errors } = await validate(hcl);
    expect(errors).toContainEqual(expect.stringMatching(message));
    expect(valid).toBe(false);
  });
});
