import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { expandCloudInit } from '../../../../../src/plan/nodes/expanded-document';
import type { NodeFiles } from '../../../../../src/plan/nodes/node-files';

interface WrittenFile {
  readonly path: string;
  readonly permissions: string;
  readonly content: string;
}

/** Places that the scripts of a node read and write; in the sandbox they lie under its folder. */
const PLACES = /(?<![\w.])\/(?=(?:usr\/local|etc|run|var\/lib|dev\/disk|sys)\/)/g;

/**
 * A folder that plays a machine: the files of the user data at their places, commands that are stood in for, and nothing
 * of the real machine but its shell and its text tools.
 */
export class Sandbox {
  readonly folder = mkdtempSync(join(tmpdir(), 'topogen-node-'));

  /** @param naps after which whatever still waits is ended, so that what is endless can be looked at */
  constructor(files: NodeFiles, naps = 12) {
    const document = files.artifacts.find((it) => it.path === files.userData);
    if (!document) throw new Error('no user data');
    const { write_files: written } = parse(expandCloudInit(document.text, files.artifacts)) as {
      readonly write_files: readonly WrittenFile[];
    };
    for (const file of written) this.write(file.path, this.moved(file.content), file.permissions);
    // The wait of a retry: none, and after a while the end of everything.
    const nap = `printf x >>"$SANDBOX/naps"; read -r naps <"$SANDBOX/naps"; [ "\${#naps}" -lt ${naps} ] || kill -KILL 0`;
    this.command('sleep', nap);
  }

  /** Stands in for a command. Each call is noted, with its arguments, before the script runs. */
  command(name: string, script = ''): void {
    this.write(`/bin/${name}`, `#!/bin/bash\necho "${name} $*" >>"$SANDBOX/calls"\n${script}\n`, '0755');
  }

  /** Writes a file at the place that the path has in the sandbox. */
  write(path: string, text: string, permissions = '0644'): void {
    const target = join(this.folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    chmodSync(target, Number.parseInt(permissions, 8));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  erase(path: string): void {
    rmSync(join(this.folder, path));
  }

  /** Runs a script of the node to its end, or until it has slept as often as it may. */
  run(path: string): { readonly status: number | null; readonly journal: string } {
    rmSync(join(this.folder, 'naps'), { force: true });
    const done = spawnSync('setsid', ['--wait', '/bin/bash', join(this.folder, path)], {
      encoding: 'utf8',
      env: { PATH: `${this.folder}/bin:/usr/bin:/bin`, SANDBOX: this.folder, HOME: this.folder },
      timeout: 60_000,
    });
    return { status: done.status, journal: done.stderr };
  }

  /** Every call of a stand-in so far, first to last. */
  calls(): string[] {
    return this.has('calls') ? this.read('calls').trim().split('\n') : [];
  }

  /** The path that a place of the machine has in the sandbox. */
  moved(text: string): string {
    return text.replace(PLACES, () => `${this.folder}/`).replaceAll('test -b', 'test -e');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
