import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import * as path from 'node:path';

/** Folders whose files name no types: Terraform's own, and those of the machines. */
const SKIPPED: readonly string[] = ['.terraform', 'node_modules', 'files'];

/**
 * Every word that could be a resource type, in any configuration or state below a folder. Terraform asks for all schemas of a
 * provider at once, and several times a command; the 2,800 of aws and google would cost seconds each time, those that are
 * named cost nothing.
 */
export class NamedTypes {
  /** Types by file, kept while the file has the same size and age. */
  private readonly known = new Map<string, { readonly version: string; readonly names: readonly string[] }>();
  private found: Promise<Set<string>> | undefined;
  private once = false;

  constructor(private readonly root: string) {}

  /**
   * Begins a command: earlier findings may be out of date.
   *
   * @param once true if one look is enough until the next command
   */
  look({ once }: { readonly once: boolean }): void {
    this.found = undefined;
    this.once = once;
  }

  read(): Promise<Set<string>> {
    if (this.found === undefined || !this.once) this.found = this.below(this.root);
    return this.found;
  }

  private async below(folder: string): Promise<Set<string>> {
    if (!existsSync(folder)) return new Set();
    const entries = await readdir(folder, { withFileTypes: true });
    const names = await Promise.all(
      entries.map((entry) => {
        const full = path.join(folder, entry.name);
        if (entry.isDirectory()) return SKIPPED.includes(entry.name) ? [] : this.below(full);
        return /\.(tf|tf\.json|hcl|tfstate)$/.test(entry.name) ? this.in(full) : [];
      }),
    );
    return new Set(names.flatMap((each) => [...each]));
  }

  private async in(file: string): Promise<readonly string[]> {
    const { size, mtimeMs } = await stat(file);
    const version = `${size} ${mtimeMs}`;
    const known = this.known.get(file);
    if (known?.version === version) return known.names;
    const text = await readFile(file, 'utf8');
    const names = [...new Set([...text.matchAll(/\b(?:aws|google|random|tls)_[a-z0-9_]+/g)].map(([name]) => name))];
    this.known.set(file, { version, names });
    return names;
  }
}
