import { basename, dirname, posix } from 'node:path';
import type { TopologyInput } from '../../actions/load-topology';
import { basesOf } from '../../actions/spec-bases';
import { specText } from '../../actions/spec-text';
import { passed, type Checked } from '../../kernel/checked';
import { git } from './git';
import { lockFileOf } from './read-spec';
import { Refusal } from './refusal';

/** The spec and its lock file at a git revision; without a value if the revision exists and lacks the spec. */
export type SpecAtRevision = Checked<TopologyInput | undefined>;

/**
 * Reads the spec that a git revision has at the path of a file, and what it extends there. A revision may name another path, `main:old/edge.json`,
 * from the root of the repository like git's own.
 *
 * @throws Refusal if there is no such revision, or git refuses, with git's own words
 */
export function readRevision(revision: string, specFile: string): SpecAtRevision {
  const folder = dirname(specFile);
  const [name = '', ...rest] = revision.split(':');
  const place = rest.join(':');
  const prefix = placeOf(folder);
  demandRevision(folder, name);
  const path = place === '' ? posix.join(prefix, basename(specFile)) : posix.normalize(place);
  const blob = blobAt(folder, name, path);
  if (blob === undefined) return passed(undefined);
  const shown = shownAt(name, path);
  const text = specText(shown, { kind: 'bytes', bytes: blob });
  if (!text.ok) return text;
  const paths = new Map([[shown, path]]);
  const bases = basesOf({ file: shown, text: text.value }, (named, from) => {
    const base = posix.join(posix.dirname(paths.get(from) ?? ''), named);
    if (base.startsWith('../'))
      throw new Refusal(`${from} extends ${named}, which leads out of the repository; git has no former text of it`);
    const file = shownAt(name, base);
    paths.set(file, base);
    const bytes = blobAt(folder, name, base);
    return { file, found: bytes === undefined ? { kind: 'missing' } : { kind: 'bytes', bytes } };
  });
  if (!bases.ok) return bases;
  const lockText = blobAt(folder, name, lockFileOf(path))?.toString('utf8');
  const files = { specFile: shown, lockFile: lockFileOf(shown) };
  return passed({
    specText: text.value,
    ...files,
    bases: bases.value,
    ...(lockText === undefined ? {} : { lockText }),
  });
}

/** Returns the name of a file at a revision, as git takes it. */
function shownAt(revision: string, path: string): string {
  return `${revision}:${path.includes('/') ? '' : './'}${path}`;
}

/** Returns the path of a folder in its repository: empty at the root, else with a slash at its end. */
function placeOf(folder: string): string {
  const { ok, out, words } = git(folder, 'rev-parse', '--show-prefix');
  if (!ok) throw new Refusal(`git does not open a repository at ${folder}: ${words}`);
  return out.toString('utf8').replace(/\n$/, '');
}

function demandRevision(folder: string, name: string): void {
  // A revision never begins with a hyphen; git would read it as an option.
  if (!name.startsWith('-') && name !== '' && knows(folder, name)) return;
  throw new Refusal(`${name} is neither a file nor a revision that git knows at ${folder}${hintFor(folder, name)}`);
}

function knows(folder: string, revision: string): boolean {
  return git(folder, 'rev-parse', '--quiet', '--verify', `${revision}^{tree}`).ok;
}

/** Returns a hint for clones of build servers, which often have neither the branches nor the history. */
function hintFor(folder: string, name: string): string {
  if (!name.startsWith('-') && knows(folder, `origin/${name}`)) return `; this clone has it as origin/${name}`;
  const shallow = git(folder, 'rev-parse', '--is-shallow-repository').out.toString('utf8').trim() === 'true';
  return shallow ? '; this clone is shallow: fetch the revision, or all with git fetch --unshallow' : '';
}

/** At most this many links are followed from one to the next, as in file systems. */
const MOST_LINKS = 40;

/**
 * Returns the file that a revision has at a path from the root of the repository, links followed; undefined if it has
 * none.
 */
function blobAt(folder: string, revision: string, path: string): Buffer | undefined {
  let at = path;
  for (let links = 0; links < MOST_LINKS; links++) {
    const entry = entryAt(folder, revision, at);
    if (entry === undefined) return undefined;
    if (entry.kind !== 'blob') throw new Refusal(`${revision}:${at} is a folder there, and no file`);
    const { ok, out, words } = git(folder, 'cat-file', 'blob', entry.id);
    if (!ok) throw new Refusal(`git does not show ${revision}:${at}: ${words}`);
    if (!entry.isLink) return out;
    at = posix.join(posix.dirname(at), out.toString('utf8'));
    if (posix.isAbsolute(out.toString('utf8')) || at.startsWith('..'))
      throw new Refusal(`${revision}:${path} is a link that leads out of the repository; name the file itself`);
  }
  throw new Refusal(`${revision}:${path} is a link that leads in a circle`);
}

interface TreeEntry {
  readonly kind: string;
  readonly isLink: boolean;
  readonly id: string;
}

/** Reads an entry of git's list: `100644 blob <id>\t<path>`. */
function entryAt(folder: string, revision: string, path: string): TreeEntry | undefined {
  const { ok, out, words } = git(folder, 'ls-tree', '-z', '--full-tree', revision, '--', path);
  if (!ok) throw new Refusal(`git does not show ${revision}:${path}: ${words}`);
  const [head = ''] = out.toString('utf8').split('\t');
  const [mode = '', kind = '', id = ''] = head.split(' ');
  return head === '' ? undefined : { kind, isLink: mode === '120000', id };
}
