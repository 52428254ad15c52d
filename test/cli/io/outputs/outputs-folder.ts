import { spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { newRun, type RunIdentity } from '../../../../src/cli/io/outputs/run-identity';
import { writeOutputs, type Outputs, type Surroundings } from '../../../../src/cli/io/outputs/write-outputs';
import type { Artifact } from '../../../../src/kernel/artifact';

/** What a topology was, and what it becomes: files that change, stay, come and go, stacks that come and go. */
export const OLD: readonly Artifact[] = [
  { path: 'README.md', text: 'old\n' },
  { path: 'links/links.tf', text: 'same\n' },
  { path: 'network-a/network.tf', text: 'old a\n' },
  { path: 'network-a/gone.tf', text: 'gone\n' },
  { path: 'network-b/network.tf', text: 'old b\n' },
  { path: 'network-b/files/b.sh', text: 'b\n' },
  { path: 'network-c/network.tf', text: 'old c\n' },
];
export const NEW: readonly Artifact[] = [
  { path: 'README.md', text: 'new\n' },
  { path: 'links/links.tf', text: 'same\n' },
  { path: 'network-a/network.tf', text: 'new a\n' },
  { path: 'network-a/files/run.sh', text: '#!/bin/sh\n', executable: true },
  { path: 'network-d/network.tf', text: 'new d\n' },
  { path: 'network-d/files/d.sh', text: 'd\n' },
];

/** Files of the user's in the tree: beside ours, in stacks that go, and states. */
export const MINE: Readonly<Record<string, string>> = {
  'tree/network-a/override.tf': 'mine\n',
  'tree/network-b/terraform.tfstate': '{"mine": 1}\n',
  'tree/network-b/terraform.tfstate.d/staging/terraform.tfstate': '{"mine": 2}\n',
  'tree/network-b/errored.tfstate': '{"mine": 3}\n',
  'tree/notes/notes.txt': 'mine too\n',
};

/** A temporary folder with a tree, an assembly and a lock file that are written together. */
export class OutputsFolder {
  readonly home = mkdtempSync(join(tmpdir(), 'topogen-outputs-'));

  outputs(which: 'old' | 'new'): Outputs {
    const artifacts = which === 'old' ? OLD : NEW;
    return {
      trees: [
        { root: this.path('tree'), topology: 'edge', artifacts },
        {
          root: this.path('assembly'),
          topology: 'edge',
          artifacts: artifacts.map((it) => ({ ...it, path: `stacks/${it.path}` })),
        },
      ],
      file: { path: this.path('edge.lock.json'), text: `${which} lock\n` },
      read: [],
    };
  }

  write(which: 'old' | 'new', surroundings: Surroundings = {}): ReturnType<typeof writeOutputs> {
    return writeOutputs(this.outputs(which), surroundings);
  }

  /** Puts the user's files beside what was written. */
  addMine(): void {
    for (const [path, text] of Object.entries(MINE)) this.put(path, text);
  }

  put(path: string, text: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
  }

  path(path: string): string {
    return join(this.home, path);
  }

  text(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  /** Every file and link, with its content and whether it may be executed. Empty folders show too. */
  contents(): Record<string, string> {
    const found: Record<string, string> = {};
    const walk = (folder: string): void => {
      const entries = readdirSync(this.path(folder), { withFileTypes: true });
      if (entries.length === 0 && folder !== '.') found[`${folder}/`] = 'empty';
      for (const entry of entries) {
        const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) walk(path);
        else if (entry.isSymbolicLink()) found[path] = `-> ${readlinkSync(this.path(path))}`;
        else found[path] = `${(lstatSync(this.path(path)).mode & 0o100) === 0 ? '' : 'x '}${this.text(path)}`;
      }
    };
    walk('.');
    return found;
  }

  empty(): void {
    for (const name of readdirSync(this.home)) rmSync(this.path(name), { recursive: true });
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

let gone: number | undefined;

/** A run whose process is no more. */
export function deadRun(): RunIdentity {
  gone ??= spawnSync(process.execPath, ['--version']).pid;
  return { ...newRun(), pid: gone, start: '1' };
}
