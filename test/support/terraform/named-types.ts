import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import * as path from 'node:path';

/** Folders whose files name no types: Terraform's own, and those of the machines. */
const SKIPPED: readonly string[] = ['.terraform', 'node_modules', 'files'];

/**
 * Every word that could be a resource type, in any configuration or state of a folder. Terraform asks for all schemas of a
 * provider at once, and several times a command; the 2,800 of aws and google would cost seconds each time, those that are
 * named cost nothing.
 */
export class NamedTypes {
  /** Types by file, kept while the file has the same size and age. */
  private readonly known = new Map<string, { readonly version: string; readonly names: readonly string[] }>();
  /** What was found for a folder since its last command began. */
  private readonly found = new Map<string, Promise<Set<string>>>();
  /** Folders whose command found all types that it has. */
  private readonly settled = new Set<string>();

  constructor(private readonly root: string) {}

  /**
   * Begins a command: earlier findings in its folder may be out of date.
   *
   * @param once true if one look is enough until the next command
   */
  look(folder: string, { once }: { readonly once: boolean }): void {
    this.found.delete(folder);
    if (once) this.settled.add(folder);
    else this.settled.delete(folder);
  }

  /** Returns the types of a folder: those of its files, and of any state of its name, wherever that lies. */
  read(folder: string): Promise<Set<string>> {
    const known = this.found.get(folder);
    if (known !== undefined && this.settled.has(folder)) return known;
    const found = this.namesOf(folder);
    this.found.set(folder, found);
    return found;
  }

  private async namesOf(folder: string): Promise<Set<string>> {
    const state = `${path.basename(folder)}.tfstate`;
    const [own, states] = await Promise.all([
      this.below(folder, () => true),
      folder === this.root ? [] : this.below(this.root, (name) => name === state),
    ]);
    return new Set([...own, ...states]);
  }

  private async below(folder: string, isWanted: (name: string) => boolean): Promise<string[]> {
    if (!existsSync(folder)) return [];
    const entries = await readdir(folder, { withFileTypes: true });
    const names = await Promise.all(
      entries.map((entry) => {
        const full = path.join(folder, entry.name);
        if (entry.isDirectory()) return SKIPPED.includes(entry.name) ? [] : this.below(full, isWanted);
        return /\.(tf|tf\.json|hcl|tfstate)$/.test(entry.name) && isWanted(entry.name) ? this.in(full) : [];
      }),
    );
    return names.flat();
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
