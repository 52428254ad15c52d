import { fillTemplate, holes, type Templates } from '../kernel/template';
import { yamlText } from '../kernel/text/yaml';
import { DEFAULT_KONG } from '../spec/kong-releases';

/**
 * Returns the commented spec that `topogen init` writes: valid as it is, so that every other command works on it at
 * once.
 */
export function starterSpec(templates: Templates): string {
  return fillTemplate(templates, 'starter/topology.yaml', holes('yaml', { kong: yamlText(DEFAULT_KONG) }));
}
