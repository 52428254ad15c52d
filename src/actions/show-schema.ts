import { renderJsonSchema } from '../spec/json-schema';

/** Renders the JSON Schema of specs. */
export function schemaText(): string {
  return renderJsonSchema();
}
