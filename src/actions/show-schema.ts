import { renderJsonSchema } from '../spec/json-schema';

/** The JSON Schema of specs. */
export function schemaText(): string {
  return renderJsonSchema();
}
