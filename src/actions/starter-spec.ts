import { fillTemplate, type Templates } from '../kernel/template';
import { DEFAULT_KONG } from '../spec/kong-releases';

/**
 * Returns the commented spec that `topogen init` writes: valid as it is, so that every other command works on it at
 * once.
 */
export function starterSpec(templates: Templates): string {
  return fillTemplate(templates, 'starter/topology.yaml', { kong: DEFAULT_KONG });
}
