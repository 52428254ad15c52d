import type { Configured } from '../../kernel/replacement';

/** One place in what is configured that takes the value of something else. */
export interface Reference {
  /** Names of the argument and its blocks, as rules of replacement write them, e.g. `network_interface.subnetwork`. */
  readonly path: string;
  /** Of what is referred to: `aws_vpc.main`, `data.aws_ami.ubuntu`, `output.vpc_id`. */
  readonly address: string;
  /** The stack that has it, by its name in Terraform; undefined for the same stack. */
  readonly stack?: string;
  /** `id`, or a key of an output that is a map; undefined for all of it. */
  readonly attribute?: string;
}

/** The path of what is no argument, yet replaces its resource. */
export const TRIGGER = 'replace_triggered_by';

/** Say when and how, and take no value. */
const NO_VALUES = new Set(['//', 'lifecycle', 'depends_on', 'provider']);

/** Every reference of a resource, a data source or an output. What looks like an address and is none does no harm: nothing has it. */
export function referencesIn(body: Configured): Reference[] {
  const lifecycle = body['lifecycle'] as { readonly [TRIGGER]?: readonly string[] } | undefined;
  const triggers = (lifecycle?.[TRIGGER] ?? []).flatMap((text) => referencesOf(text, TRIGGER));
  const names = Object.keys(body).filter((name) => !NO_VALUES.has(name));
  return [...names.flatMap((name) => referencesUnder(body[name], name)), ...triggers];
}

function referencesUnder(value: unknown, path: string): Reference[] {
  if (typeof value === 'string') return value.includes('${') ? referencesOf(value, path) : [];
  if (Array.isArray(value)) return value.flatMap((each) => referencesUnder(each, path));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, each]) => referencesUnder(each, `${path}.${name}`));
}

/** An output of another stack with the key that is read of it, or an address of this one with the attribute. */
const REFERENCE =
  /(?<![\w.-])(?:data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)(?:\["([^"]+)"\])?|((?:data\.)?[a-z][a-z0-9]*_\w+\.[A-Za-z_][\w-]*)(?:\[[^\]]*\])?(?:\.(\w+))?)/g;

function referencesOf(text: string, path: string): Reference[] {
  return [...text.matchAll(REFERENCE)].map(([, stack, output, key, address, attribute]) => {
    const part = key ?? attribute;
    return {
      path,
      address: address ?? `output.${output}`,
      ...(stack === undefined ? {} : { stack }),
      ...(part === undefined ? {} : { attribute: part }),
    };
  });
}
