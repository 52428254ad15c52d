import { lintHcl } from './lint';

const lint = (text: string): string[] =>
  lintHcl([{ path: 'main.tf', text }]).map(({ line, rule, message }) => `${line} ${rule}: ${message}`);

describe('the check of HCL', () => {
  test.each([
    [
      'an interpolation that needs no quotes',
      'resource "a_b" "c" {\n  d = "x-${var_.e}"\n  f = ["${g.h}"]\n}\n',
      ['3 deprecated-interpolation: "${g.h}" needs no quotes'],
    ],
    [
      'references in quotes',
      'resource "a_b" "c" {\n  provider = "aws.west"\n  depends_on = ["a_b.d", a_b.e["f"]]\n}\n',
      [
        '2 quoted-reference: provider takes references, not strings',
        '3 quoted-reference: depends_on takes references, not strings',
      ],
    ],
    [
      'what is declared and not used',
      'variable "a" {\n  description = "x"\n}\nlocals {\n  b = 1\n  c = var.a\n}\ndata "d_e" "f" {\n  g = local.c\n}\n',
      ['5 unused-declaration: nothing refers to local.b', '8 unused-declaration: nothing refers to data.d_e.f'],
    ],
    [
      'names that are not snake_case',
      'resource "a_b" "Main" {}\nresource "a_b" "us-east" {}\nresource "a_b" "us_east__eu_1" {}\nmodule "x___y" {\n  source = "./x"\n}\n',
      [
        '1 naming: resource Main is not snake_case',
        '2 naming: resource us-east is not snake_case',
        '4 naming: module x___y is not snake_case',
      ],
    ],
    [
      'variables and outputs without a description',
      'variable "a" {\n  description = ""\n}\noutput "b" {\n  value = var.a\n}\noutput "c" {\n  description = "x"\n  value = 1\n}\n',
      ['1 missing-description: variable a has no description', '4 missing-description: output b has no description'],
    ],
  ])('finds %s', (_, text, findings) => {
    expect(lint(text)).toEqual(findings);
  });

  test('finds nothing in good HCL', () => {
    const text = `# Comment with "\${x}" in it
resource "a_b" "c" {
  provider = aws.west

  text = <<EOT
depends_on = ["\${a_b.d.id}"]
EOT

  joined = "\${data.a_b.d.id}-\${a_b.e.id}"

  lifecycle {
    ignore_changes = [tags["Name"], user_data]
  }

  depends_on = [a_b.e["f"]]
}

data "a_b" "d" {}
`;
    expect(lint(text)).toEqual([]);
  });

  test('takes what another file of the folder uses for used', () => {
    const files = [
      { path: 'a.tf', text: 'data "a_b" "c" {}\n' },
      { path: 'b.tf', text: 'resource "a_b" "d" {\n  e = data.a_b.c.id\n}\n' },
    ];
    expect(lintHcl(files)).toEqual([]);
    expect(lintHcl(files.slice(0, 1)).map(({ path, rule }) => `${path} ${rule}`)).toEqual(['a.tf unused-declaration']);
  });

  test('refuses what is not HCL', () => {
    expect(() => lint('resource "a" "b" {')).toThrow(/^not HCL: /);
  });
});
