import type { Artifact } from '../kernel/artifact';
import type { Templates } from '../kernel/template';
import { starterSpec, type Starter } from './starter-spec';

/** Services whose workflow `topogen init` writes. */
export const CI_SERVICES = ['github', 'gitlab', 'none'] as const;

export type CiService = (typeof CI_SERVICES)[number];

/** The spec's file in a repository of one topology. */
export const STARTER_FILE = 'topology.yaml';

const WORKFLOWS: Readonly<Record<CiService, readonly (readonly [path: string, template: string])[]>> = {
  github: [['.github/workflows/topology.yml', 'starter/github.yml']],
  gitlab: [['.gitlab-ci.yml', 'starter/gitlab.yml']],
  none: [],
};

/**
 * Returns the files of a repository of the user's own, by paths relative to it: the spec, what cdktf and git read, and the
 * workflow of a CI service.
 */
export function starterRepository(templates: Templates, starter: Starter, ci: CiService): readonly Artifact[] {
  const copies = [
    ['cdktf.json', 'starter/cdktf.json'],
    ['.gitignore', 'starter/gitignore'],
    ['.gitattributes', 'starter/gitattributes'],
    ...WORKFLOWS[ci],
  ] as const;
  const text = (name: string): string => {
    const template = templates[name];
    if (template === undefined) throw new Error(`no template named ${name}`);
    return template;
  };
  return [
    { path: STARTER_FILE, text: starterSpec(templates, starter) },
    ...copies.map(([path, template]) => ({ path, text: text(template) })),
  ];
}

const SHORTEST_NAME = 2;
const LONGEST_NAME = 12;

/** Returns the name of a topology in a folder: the folder's own, as far as names may have its characters. */
export function nameAfter(folder: string): string | undefined {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, LONGEST_NAME)
    .replace(/-+$/, '');
  return name.length < SHORTEST_NAME ? undefined : name;
}
