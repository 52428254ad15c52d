import { CLOUD_FACTS } from '../clouds/facts';
import { renderJsonSchema } from '../spec/published-schema';

/** Renders the JSON Schema of specs. */
export function schemaText(): string {
  return renderJsonSchema(CLOUD_FACTS);
}
