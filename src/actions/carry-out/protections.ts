import type { Artifact } from '../../kernel/artifact';

/** A variable of a stack that keeps resources from being deleted, and who asks it. */
export interface Protection {
  readonly variable: string;
  /** Addresses such as `aws_lb.kong`. */
  readonly resources: readonly string[];
}

type Elements = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Returns the protections of a stack, read from its JSON in the assembly. */
export function protectionsOf(stack: string, assembly: readonly Artifact[]): readonly Protection[] {
  const file = assembly.find(({ path }) => path === `stacks/${stack}/cdk.tf.json`);
  const json = JSON.parse(file?.text ?? '{}') as { readonly variable?: object; readonly resource?: Elements };
  const variables = Object.keys(json.variable ?? {}).filter((name) => name.endsWith('deletion_protection'));
  return variables.map((variable) => ({ variable, resources: resourcesThatAsk(variable, json.resource ?? {}) }));
}

function resourcesThatAsk(variable: string, resources: Elements): string[] {
  const asks = new RegExp(`\\bvar\\.${variable}\\b`);
  return Object.entries(resources).flatMap(([type, elements]) =>
    Object.entries(elements)
      .filter(([, body]) => asks.test(JSON.stringify(body)))
      .map(([name]) => `${type}.${name}`),
  );
}
