import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './synthesized';

/** Returns the fenced blocks of a page in a language, in their order, without their fences. */
export function pageBlocks(page: string, language: string): readonly string[] {
  const text = readFileSync(join(PROJECT, page), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, lines]) =>
    lines!.trimEnd(),
  );
}
