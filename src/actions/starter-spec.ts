import { fillTemplate, holes, type Templates } from '../kernel/template';

/** The commented spec that `topogen init` writes: valid as it stands, so that every other command works on it at once. */
export function starterSpec(templates: Templates): string {
  return fillTemplate(templates, 'starter/topology.yaml', holes('yaml', {}));
}
