import type { StatedSpec } from '../spec/stated';
import { writtenOut } from '../spec/written-out';

/** Renders a spec as YAML with every default filled in. */
export function writtenSpec({ written, document, spec }: StatedSpec): string {
  return writtenOut(written, document, spec);
}
