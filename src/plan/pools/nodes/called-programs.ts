import type { Templates } from '../../../kernel/template';

/** A program in Python that a script on a machine calls. */
export interface CalledProgram {
  /** Name of its file. */
  readonly name: string;
  readonly template: string;
}

/**
 * Returns the programs that a script of a cloud calls: those of the cloud, or those that every cloud has.
 *
 * @param script template of the script
 * @throws Error if a program has no template
 */
export function programsCalled(script: string, cloud: string, templates: Templates): CalledProgram[] {
  const calls = (templates[script] ?? '').matchAll(/\/usr\/local\/lib\/topogen\/([a-z-]+\.py)/g);
  return [...new Set([...calls].map(([, name = '']) => name))].map((name) => {
    const template = [`clouds/${cloud}/${name}`, `common/${name}`].find((it) => Object.hasOwn(templates, it));
    if (template === undefined) throw new Error(`${script} calls ${name}, which has no template`);
    return { name, template };
  });
}
