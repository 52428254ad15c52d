import { statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { passing } from './outputs/disk';
import { realPath } from './real-path';
import { Refusal } from './refusal';

/** The user's names of the places for outputs. */
export interface NamedPlaces {
  /** Folder of the HCL trees. */
  readonly out?: string;
  /** Root of the assembly. */
  readonly cdktfOut?: string;
  readonly topology: string;
  readonly specFile: string;
}

/**
 * Checks that each output has a folder of its own, which contains neither the other output nor the spec.
 *
 * @throws Refusal that names the option, before anything is written
 */
export function assertPlaces({ out, cdktfOut, topology, specFile }: NamedPlaces): void {
  const spec = dirname(realPath(specFile));
  const trees = out === undefined ? undefined : folder('--out', out);
  const assembly = cdktfOut === undefined ? undefined : folder('--cdktf-out', cdktfOut);
  if (trees !== undefined) {
    if (trees === spec) throw new Refusal(`--out ${out} is the folder of the spec; name one for the trees alone`);
    const tree = folder('--out', `${out}/${topology}`);
    for (const [place, what] of [
      [spec, 'the spec'],
      [realPath('.'), 'the folder in which you work'],
    ] as const)
      if (holds(tree, place))
        throw new Refusal(`--out ${out} would put the tree of ${topology} where ${what} lies; name another folder`);
  }
  if (assembly === undefined) return;
  for (const [place, what] of [
    [spec, 'the spec'],
    [realPath('.'), 'the folder in which you work'],
  ] as const)
    if (holds(assembly, place))
      throw new Refusal(`--cdktf-out ${cdktfOut} holds ${what}; name a folder for the assembly alone`);
  if (trees === undefined) return;
  if (holds(trees, assembly)) throw new Refusal(nested(`--cdktf-out ${cdktfOut}`, `--out ${out}`));
  if (holds(assembly, trees)) throw new Refusal(nested(`--out ${out}`, `--cdktf-out ${cdktfOut}`));
}

function nested(inner: string, outer: string): string {
  return `${inner} lies inside ${outer}; name two folders of which neither holds the other`;
}

/**
 * Returns the real path of a folder that the user named.
 *
 * @throws Refusal if there can be no such folder
 */
function folder(option: string, name: string): string {
  if (name.trim() === '') throw new Refusal(`${option} is empty; name a folder`);
  if (name.includes('\0')) throw new Refusal(`${option} holds a character that no name may have; name a folder`);
  const real = realPath(name);
  for (let path = real; ; path = dirname(path)) {
    const stats = passing(['ENOENT', 'ENOTDIR'], () => statSync(path));
    if (stats && !stats.isDirectory())
      throw new Refusal(
        `${option} ${name} cannot be a folder, since ${path === resolve(name) ? 'it' : path} is a file`,
      );
    if (stats || path === dirname(path)) return real;
  }
}

function holds(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}
