import { fillTemplate, holes, type Templates } from '../../../kernel/template';
import type { Text } from '../../../kernel/text/text';

/** Returns the text of a template that is a part of a script. */
export function snippet(
  templates: Templates,
  name: string,
  fillings: Readonly<Record<string, Text<'shell'> | number>> = {},
): Text<'shell'> {
  return fillTemplate(templates, name, holes('shell', fillings));
}
