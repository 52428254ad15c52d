import type { BlockSchema } from '../../../src/emit/hcl/block-schema';
import type { JsonObject } from '../../../src/emit/hcl/body';
import { renderStack, type RenderOptions } from '../../../src/emit/hcl/render-stack';
import { describeWithTerraform, withTerraform } from '../../support/terraform/terraform';

const SCHEMA: BlockSchema = {
  resource: { null_thing: {}, demo_server: { disk: { key: {} }, timeouts: {} } },
  data: { demo_image: { filter: {} } },
  provider: { demo: { features: {} } },
};

function render(stack: JsonObject, options: Partial<RenderOptions> = {}): Record<string, string> {
  const files = renderStack(stack, SCHEMA, { header: (path) => `Test of ${path}`, ...options });
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

/** The only block of a stack, as it is written. */
function renderOnly(stack: JsonObject): string {
  const files = Object.values(render(stack));
  expect(files).toHaveLength(1);
  return (files[0] as string).replace(/^# .*\n\n/, '');
}

const lines = (...each: string[]): string => each.map((line) => `${line}\n`).join('');

describe('the files of a stack', () => {
  test('open with a comment line, and each kind of block has its own by default', () => {
    const files = render({
      '//': { metadata: { version: '0.21.0' } },
      terraform: { required_version: '>= 1.7.0', backend: { local: { path: 'x' } } },
      provider: { demo: [{ region: 'here' }] },
      variable: { a: { type: 'string' } },
      locals: { b: 1 },
      data: { demo_image: { c: {} }, terraform_remote_state: { d: { backend: 'local', config: { path: 'y' } } } },
      resource: { null_thing: { e: {} } },
      module: { f: { source: './f' } },
      output: { g: { value: 1 } },
      moved: [{ from: 'null_thing.old', to: 'null_thing.e' }],
      import: [{ to: 'null_thing.e', id: 'i-1' }],
      removed: [{ from: 'null_thing.gone', lifecycle: { destroy: false } }],
    });
    expect(Object.keys(files)).toEqual([
      ...['backend.tf', 'data.tf', 'imports.tf', 'locals.tf', 'main.tf', 'moved.tf', 'outputs.tf', 'providers.tf'],
      ...['remote-state.tf', 'removed.tf', 'variables.tf', 'versions.tf'],
    ]);
    expect(files['main.tf']).toBe(
      lines('# Test of main.tf', '', 'resource "null_thing" "e" {}', '', 'module "f" {', '  source = "./f"', '}'),
    );
  });

  test("are those that the caller says, in the caller's order, with the caller's comments", () => {
    const stack = { resource: { demo_server: { n10: {}, n2: {} }, null_thing: { other: {} } } };
    const files = render(stack, {
      order: ['demo_server.n2', 'null_thing.other', 'demo_server.n10'],
      placement: new Map([
        ['demo_server.n2', { file: 'nodes', comment: 'The second node:\nit is a seed.' }],
        ['null_thing.other', { file: 'nodes' }],
        ['demo_server.n10', { file: 'nodes' }],
      ]),
    });
    expect(files).toEqual({
      'nodes.tf': lines(
        ...['# Test of nodes.tf', '', '# The second node:', '# it is a seed.', 'resource "demo_server" "n2" {}', ''],
        ...['resource "null_thing" "other" {}', '', 'resource "demo_server" "n10" {}'],
      ),
    });
  });

  test('break long comments between words, but not the line that they open with', () => {
    const comment = Array.from({ length: 30 }, (_, i) => `word${i}`).join(' ');
    const stack = { resource: { null_thing: { a: {} } } };
    const text = render(stack, { header: () => comment, placement: new Map([['null_thing.a', { comment }]]) });
    const [header, , first, second, block] = (text['main.tf'] as string).split('\n');
    expect(header).toBe(`# ${comment}`);
    expect([first, second].map((each) => each?.slice(2)).join(' ')).toBe(comment);
    expect([first, second].every((each) => (each?.length ?? 999) <= 120)).toBe(true);
    expect(block).toBe('resource "null_thing" "a" {}');
  });

  test('what the order does not name comes last, as it came', () => {
    const stack = { resource: { null_thing: { a: {}, b: {}, c: {}, d: {} } } };
    const text = render(stack, { order: ['null_thing.d', 'null_thing.b'] })['main.tf'] as string;
    expect([...text.matchAll(/"(\w)" \{/g)].map(([, name]) => name)).toEqual(['d', 'b', 'a', 'c']);
  });
});

describe('a block', () => {
  test('has its meta-arguments where a reader looks for them, as references', () => {
    const body = {
      depends_on: ['demo_server.b', 'module.c'],
      lifecycle: {
        create_before_destroy: true,
        ignore_changes: ['user_data', 'tags["Name"]'],
        replace_triggered_by: ['null_thing.x.id'],
        precondition: [{ error_message: 'No.', condition: '${var.ok}' }],
      },
      provisioner: [{ 'local-exec': { command: 'echo ${self.id}', when: 'destroy', on_failure: 'continue' } }],
      timeouts: { create: '5m' },
      disk: [{ size: 1, key: { id: 'k' } }, { size: 2 }],
      tags: { Name: 'x' },
      size: 0,
      options: { a: 'b' },
      name: 'x',
      provider: 'demo.west',
      count: '${length(var.zones)}',
    };
    expect(renderOnly({ resource: { demo_server: { a: body } } })).toBe(
      lines(
        ...['resource "demo_server" "a" {', '  count    = length(var.zones)', '  provider = demo.west', ''],
        ...['  name = "x"', '  size = 0', '', '  options = {', '    a = "b"', '  }', ''],
        ...['  tags = {', '    Name = "x"', '  }', ''],
        ...['  disk {', '    size = 1', '', '    key {', '      id = "k"', '    }', '  }', ''],
        ...['  disk {', '    size = 2', '  }', '', '  timeouts {', '    create = "5m"', '  }', ''],
        ...['  provisioner "local-exec" {', '    command    = "echo ${self.id}"', '    when       = destroy'],
        ...['    on_failure = continue', '  }', '', '  lifecycle {', '    create_before_destroy = true'],
        ...[
          '    ignore_changes        = [user_data, tags["Name"]]',
          '    replace_triggered_by  = [null_thing.x.id]',
          '',
        ],
        ...['    precondition {', '      condition     = var.ok', '      error_message = "No."', '    }', '  }', ''],
        ...['  depends_on = [demo_server.b, module.c]', '}'],
      ),
    );
  });

  test('has short arguments before long ones, and of a nested block first what tells it from its like', () => {
    const nodes = Array.from({ length: 9 }, (_, i) => `10.0.0.${i}/32 of ${i}`);
    const body = { nodes, size: 1, text: 'a\nb\n', disk: { id: 1, name: 'x' }, zone: '${f("' + 'z'.repeat(90) + '")}' };
    expect(renderOnly({ resource: { demo_server: { a: body } } })).toBe(
      lines(
        ...['resource "demo_server" "a" {', '  size = 1', ''],
        ...['  nodes = [', ...nodes.map((node) => `    "${node}",`), '  ]', ''],
        ...['  text = <<EOT', 'a', 'b', 'EOT', '', '  zone = f(', `    "${'z'.repeat(90)}"`, '  )', ''],
        ...['  disk {', '    name = "x"', '    id   = 1', '  }', '}'],
      ),
    );
  });

  test('ignores all changes by a keyword', () => {
    const text = renderOnly({ resource: { null_thing: { a: { lifecycle: { ignore_changes: 'all' } } } } });
    expect(text).toContain('    ignore_changes = all\n');
  });

  test('keeps falsy values, drops what is unset, and has no block for null or for an empty list of blocks', () => {
    const body = { a: false, b: 0, c: '', d: [], e: {}, f: undefined, disk: [], timeouts: null, '//': 'x' };
    expect(renderOnly({ resource: { demo_server: { a: body } } })).toBe(
      lines('resource "demo_server" "a" {', '  a = false', '  b = 0', '  c = ""', '  d = []', '  e = {}', '}'),
    );
  });

  test('can be dynamic', () => {
    const dynamic = {
      disk: { for_each: '${var.disks}', iterator: 'each', content: { size: '${each.value}', key: { id: 'k' } } },
    };
    expect(renderOnly({ resource: { demo_server: { a: { dynamic } } } })).toBe(
      lines(
        ...[
          'resource "demo_server" "a" {',
          '  dynamic "disk" {',
          '    for_each = var.disks',
          '    iterator = each',
          '',
        ],
        ...[
          '    content {',
          '      size = each.value',
          '',
          '      key {',
          '        id = "k"',
          '      }',
          '    }',
          '  }',
          '}',
        ],
      ),
    );
  });

  test('of a remote state has its settings as an argument', () => {
    const body = { config: { path: '../x.tfstate' }, backend: 'local' };
    expect(renderOnly({ data: { terraform_remote_state: { network: body } } })).toBe(
      lines(
        ...['data "terraform_remote_state" "network" {', '  backend = "local"', ''],
        ...['  config = {', '    path = "../x.tfstate"', '  }', '}'],
      ),
    );
  });

  test('of a backend has what is no expression escaped, and workspaces as a block', () => {
    const cloud = { hostname: 'app.terraform.io', organization: '${acme}', workspaces: { name: 'edge' } };
    expect(renderOnly({ terraform: { cloud } })).toBe(
      lines(
        ...['terraform {', '  cloud {', '    hostname     = "app.terraform.io"', '    organization = "$${acme}"', ''],
        ...['    workspaces {', '      name = "edge"', '    }', '  }', '}'],
      ),
    );
    expect(renderOnly({ terraform: { backend: { s3: { use_lockfile: true, assume_role: { role_arn: 'r' } } } } })).toBe(
      lines(
        ...['terraform {', '  backend "s3" {', '    use_lockfile = true', ''],
        ...['    assume_role = {', '      role_arn = "r"', '    }', '  }', '}'],
      ),
    );
  });

  test('of variables, outputs, modules and moves is as Terraform wants it', () => {
    const variable = { default: ['${x}'], type: 'list(string)', description: 'See ${docs}', nullable: false };
    expect(renderOnly({ variable: { a: variable } })).toBe(
      lines(
        ...[
          'variable "a" {',
          '  type        = list(string)',
          '  description = "See $${docs}"',
          '  default     = ["$${x}"]',
        ],
        ...['  nullable    = false', '}'],
      ),
    );
    const output = { sensitive: true, value: '${a.b}', description: 'Of ${c}', depends_on: ['null_thing.d'] };
    expect(renderOnly({ output: { a: output } })).toBe(
      lines(
        ...['output "a" {', '  description = "Of $${c}"', '  value       = a.b', '  sensitive   = true', ''],
        ...['  depends_on = [null_thing.d]', '}'],
      ),
    );
    const module = { size: 1, providers: { demo: 'demo.west' }, source: './m', depends_on: ['null_thing.d'] };
    expect(renderOnly({ module: { a: module } })).toBe(
      lines(
        ...[
          'module "a" {',
          '  source = "./m"',
          '',
          '  providers = {',
          '    demo = demo.west',
          '  }',
          '',
          '  size = 1',
          '',
        ],
        ...['  depends_on = [null_thing.d]', '}'],
      ),
    );
    expect(renderOnly({ moved: [{ to: 'null_thing.b["x"]', from: 'null_thing.a[0]' }] })).toBe(
      lines('moved {', '  from = null_thing.a[0]', '  to   = null_thing.b["x"]', '}'),
    );
  });

  test('of providers that are required names the source first', () => {
    const providers = {
      demo: { version: '~> 1.0', source: 'acme/demo' },
      other: { version: '2.0', source: 'acme/other' },
    };
    expect(renderOnly({ terraform: { required_providers: providers } })).toBe(
      lines(
        ...[
          'terraform {',
          '  required_providers {',
          '    demo = {',
          '      source  = "acme/demo"',
          '      version = "~> 1.0"',
        ],
        ...['    }', '    other = {', '      source  = "acme/other"', '      version = "2.0"', '    }', '  }', '}'],
      ),
    );
  });

  test('has labels that cannot be taken for templates', () => {
    expect(renderOnly({ output: { 'a"${b}': { value: 1 } } })).toContain('output "a\\"$${b}" {\n');
  });
});

describe('what cannot be printed', () => {
  test.each<[string, JsonObject, string]>([
    ['a type without a schema', { resource: { demo_unknown: { a: {} } } }, 'the blocks of demo_unknown are not known'],
    ['a kind of block that is not known', { check: {} }, "a stack's JSON has check"],
    ['a plain value where a block is', { resource: { demo_server: { a: { disk: 'x' } } } }, 'disk is a block'],
    ['two bodies for one address', { resource: { null_thing: { a: [{}, {}] } } }, 'null_thing.a stands for one block'],
  ])('%s', (_, stack, message) => {
    expect(() => render(stack)).toThrow(message);
  });
});

describeWithTerraform('blocks without a provider', () => {
  test('are valid, formatted, and read as in the JSON', async () => {
    const stack: JsonObject = {
      terraform: { required_version: '>= 1.7.0', backend: { local: { path: '../state' } } },
      variable: {
        zones: { type: 'list(object({ name = string, size = optional(number, 1) }))', default: [{ name: '${a}' }] },
        ok: {
          type: 'bool',
          default: true,
          validation: [{ condition: '${var.ok}', error_message: 'Say ${"yes"}, not "no".' }],
        },
      },
      locals: { sum: '${sum([for zone in var.zones : zone.size])}', text: 'a\nb\n', after: 1, map: { a: 1 }, last: '' },
      resource: {
        terraform_data: {
          a: {
            count: 2,
            input: { text: '${local.text}', list: [1, null] },
            triggers_replace: ['${local.sum}'],
            lifecycle: {
              ignore_changes: ['input'],
              postcondition: [{ condition: '${self.id != ""}', error_message: 'x' }],
            },
            provisioner: [{ 'local-exec': { command: 'true', when: 'destroy', on_failure: 'continue' } }],
          },
          b: {
            for_each: '${toset(["x", "y"])}',
            depends_on: ['terraform_data.a'],
            lifecycle: { replace_triggered_by: ['terraform_data.a[0].output'] },
          },
        },
      },
      data: {
        terraform_remote_state: {
          self: { backend: 'local', config: { path: '../other' }, defaults: { x: '${local.sum}' } },
        },
      },
      output: {
        all: {
          value: { a: '${terraform_data.a[*].input}', x: '${data.terraform_remote_state.self.outputs.x}' },
          precondition: [{ condition: '${local.sum > 0}', error_message: 'x' }],
        },
      },
      moved: [{ from: 'terraform_data.old', to: 'terraform_data.a[0]' }],
      removed: [{ from: 'terraform_data.gone', lifecycle: { destroy: false } }],
    };
    const schema: BlockSchema = { resource: { terraform_data: {} }, data: {}, provider: {} };
    const files = renderStack(stack, schema, { header: () => 'Test' });
    await withTerraform(async (tf) => {
      await tf.write(
        'other',
        '{"version":4,"terraform_version":"1.11.0","serial":1,"lineage":"x","outputs":{},"resources":[]}',
      );
      await tf.write('json/main.tf.json', JSON.stringify(stack));
      for (const { path, text } of files) await tf.write(`hcl/${path}`, text);
      expect(await tf.at('hcl').unformatted()).toEqual([]);
      const plans = [];
      for (const folder of ['json', 'hcl']) {
        await tf.at(folder).init();
        expect(await tf.at(folder).validate()).toEqual({ valid: true, errors: [], warnings: [] });
        const { json } = await tf.at(folder).plan();
        const { planned_values, resource_changes, output_changes, variables } = json as unknown as JsonObject;
        plans.push({ planned_values, resource_changes, output_changes, variables });
      }
      expect(plans[1]).toEqual(plans[0]);
      expect(JSON.stringify(plans[1])).toContain('"name":"${a}"');
    });
  });
});
