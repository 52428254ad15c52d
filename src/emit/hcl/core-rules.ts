import { ARGUMENTS, BLOCKS, inBands, LONG_ARGUMENTS } from './body-layout';
import type { BodyRule } from './rule';

/*
 * These rules are for Terraform's own blocks and arguments, which no provider describes. Where no expression is allowed
 * Terraform takes the strings of its JSON as they are; where it wants a reference, a type or a keyword they hold native
 * syntax. Source: https://developer.hashicorp.com/terraform/language/syntax/json, and .../style for the order.
 */

const CONDITION: BodyRule = { layout: inBands([['condition', 'error_message']]) };

const LIFECYCLE: BodyRule = {
  styles: { ignore_changes: 'native', replace_triggered_by: 'native' },
  blocks: { precondition: CONDITION, postcondition: CONDITION },
};

const PROVISIONER: BodyRule = {
  isLabelled: true,
  styles: { when: 'native', on_failure: 'native' },
  blocks: { connection: {} },
};

/** Makes the rule of a resource or data source: the provider's own blocks among those of every resource. */
export function resourceRule(blocks: Readonly<Record<string, BodyRule>>): BodyRule {
  return {
    styles: { provider: 'native', depends_on: 'native' },
    blocks: { ...blocks, lifecycle: LIFECYCLE, connection: {}, provisioner: PROVISIONER },
    isDynamic: true,
    layout: inBands([
      ['count', 'for_each', 'provider'],
      ['name', 'name_prefix', ARGUMENTS, LONG_ARGUMENTS, 'tags', 'labels'],
      [BLOCKS, 'timeouts', 'connection', 'provisioner'],
      ['lifecycle'],
      ['depends_on'],
    ]),
  };
}

export function providerRule(blocks: Readonly<Record<string, BodyRule>>): BodyRule {
  return {
    styles: { alias: 'literal', version: 'literal' },
    blocks,
    isDynamic: true,
    layout: inBands([['alias', ARGUMENTS, LONG_ARGUMENTS], [BLOCKS]]),
  };
}

/** `config` is an argument, unlike the body of the backend with the same settings. */
export const REMOTE_STATE_RULE: BodyRule = {
  styles: { provider: 'native', depends_on: 'native' },
  blocks: { lifecycle: LIFECYCLE },
  layout: inBands([
    ['count', 'for_each', 'provider'],
    ['backend', 'workspace', ARGUMENTS, LONG_ARGUMENTS, 'config', 'defaults'],
    ['lifecycle'],
    ['depends_on'],
  ]),
};

export const OUTPUT_RULE: BodyRule = {
  styles: { description: 'literal', depends_on: 'native' },
  blocks: { precondition: CONDITION },
  layout: inBands([['description', 'value', 'sensitive', ARGUMENTS], [BLOCKS], ['depends_on']], { isCompact: true }),
};

export const VARIABLE_RULE: BodyRule = {
  styles: { type: 'native' },
  rest: 'literal',
  blocks: { validation: CONDITION },
  layout: inBands([['type', 'description', 'default', 'sensitive', ARGUMENTS], [BLOCKS]], { isCompact: true }),
};

export const MODULE_RULE: BodyRule = {
  styles: { source: 'literal', version: 'literal', providers: 'native', depends_on: 'native' },
  layout: inBands([
    ['source', 'version'],
    ['count', 'for_each', 'providers'],
    [ARGUMENTS, LONG_ARGUMENTS],
    ['depends_on'],
  ]),
};

export const LOCALS_RULE: BodyRule = { layout: inBands([[ARGUMENTS]]) };

/** This rule is for the settings of Terraform itself, apart from the backend. */
export const TERRAFORM_RULE: BodyRule = {
  rest: 'literal',
  styles: { experiments: 'native' },
  blocks: {
    required_providers: { rest: 'literal', layout: inBands([[ARGUMENTS]], { isCompact: true }) },
    provider_meta: { isLabelled: true },
  },
};

/** A backend's settings have no other blocks than `workspaces` and `exec`. */
export const STATE_RULE: BodyRule = {
  rest: 'literal',
  blocks: {
    backend: {
      rest: 'literal',
      isLabelled: true,
      blocks: { workspaces: { rest: 'literal' }, exec: { rest: 'literal' } },
    },
    cloud: { rest: 'literal', blocks: { workspaces: { rest: 'literal' } } },
  },
};

export const MOVED_RULE: BodyRule = {
  styles: { from: 'native', to: 'native' },
  layout: inBands([['from', 'to', ARGUMENTS]]),
};

export const IMPORT_RULE: BodyRule = {
  styles: { to: 'native', provider: 'native' },
  layout: inBands([['for_each', 'provider', 'to', 'id', ARGUMENTS, LONG_ARGUMENTS]]),
};

export const REMOVED_RULE: BodyRule = {
  styles: { from: 'native' },
  blocks: { lifecycle: {}, connection: {}, provisioner: PROVISIONER },
};
