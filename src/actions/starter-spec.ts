import { fillTemplate, type Templates } from '../kernel/template';

/**
 * Returns the commented spec that `topogen init` writes: valid as it is, so that every other command works on it at
 * once.
 */
export function starterSpec(templates: Templates): string {
  return fillTemplate(templates, 'starter/topology.yaml', {});
}
