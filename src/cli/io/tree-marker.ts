import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Artifact } from '../../kernel/artifact';
import { canonicalJson } from '../../kernel/json';
import { Refusal } from './refusal';

/** Lists the files of a tree that topogen wrote, so that it never removes or overwrites anyone else's. */
export const MARKER_FILE = '.topogen.json';

/** The marker of a tree with these artifacts. */
export function treeMarker(artifacts: readonly Artifact[]): Artifact {
  const files = artifacts.map((artifact) => artifact.path).sort();
  return { path: MARKER_FILE, text: canonicalJson({ generatedBy: 'topogen', format: 1, files }) };
}

/** The paths that an existing tree's marker lists; empty when there is none. Throws when it cannot be understood. */
export function readMarker(root: string): ReadonlySet<string> {
  const path = join(root, MARKER_FILE);
  if (!existsSync(path)) return new Set();
  const fault = new Refusal(`${path} is damaged; restore it from version control, or move the folder away`);
  try {
    const { format, files } = JSON.parse(readFileSync(path, 'utf8')) as { format?: unknown; files?: unknown };
    if (format !== 1 || !Array.isArray(files) || !files.every((file) => typeof file === 'string')) throw fault;
    return new Set([...(files as string[]), MARKER_FILE]);
  } catch {
    throw fault;
  }
}
