import type { Configured } from '../../kernel/replacement';

/** A reference is a place in a configured element that takes the value of another one. */
export interface Reference {
  /** Names of the argument and its blocks, as rules of replacement write them, e.g. `network_interface.subnetwork`. */
  readonly path: string;
  /** Address of the other element: `aws_vpc.main`, `data.aws_ami.ubuntu`, `output.vpc_id`. */
  readonly address: string;
  /** Stack of the other element, by its name in Terraform; undefined for the same stack. */
  readonly stack?: string;
  /** Attribute that is read, e.g. `id`, or the key of an output that is a map; undefined for the whole element. */
  readonly attribute?: string;
}

/** This path is no argument, yet a change at it replaces the resource. */
export const TRIGGER = 'replace_triggered_by';

/** These arguments say when and how Terraform acts, and take no value. */
const NO_VALUES = new Set(['//', 'lifecycle', 'depends_on', 'provider']);

/**
 * Returns every reference of a resource, a data source or an output. Text that only looks like an address does no harm:
 * no element has that address.
 */
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

/**
 * This pattern matches an output of another stack with the key that is read, or an address of this stack with the
 * attribute.
 */
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
