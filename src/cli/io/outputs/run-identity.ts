import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/*
 * A run is identified by its process: by the process id together with the time at which the process began, since ids
 * are used again; by the machine and the start of it; and by the container there.
 */

/** The run that writes. All parts are short words, which together make the name of a folder. */
export interface RunIdentity {
  readonly pid: number;
  /** Start of the process, in the system's own unit. */
  readonly start: string;
  readonly host: string;
  /** Start of the machine. */
  readonly boot: string;
  /** Namespace of `pid`: each container has its own. */
  readonly space: string;
  /** Random word, different for each run of one process. */
  readonly run: string;
}

/** Makes the identity of a new run of this process. */
export function newRun(): RunIdentity {
  return {
    pid: process.pid,
    start: startOf(process.pid) ?? '0',
    host: short(hostname()),
    boot: short(readable('/proc/sys/kernel/random/boot_id') ?? ''),
    space: pidSpace(),
    run: randomBytes(4).toString('hex'),
  };
}

/** Renders the identity as a part of a file's name. */
export function identityText({ pid, start, host, boot, space, run }: RunIdentity): string {
  return [pid, start, host, boot, space, run].join('-');
}

/** Returns the identity in a part of a file's name; undefined if it has none. */
export function parseIdentity(text: string): RunIdentity | undefined {
  const parts = /^(\d{1,10})-(\d+)-([0-9a-f]+)-([0-9a-f]+)-(\d+)-([0-9a-f]+)$/.exec(text);
  if (!parts) return undefined;
  const [, pid, start = '', host = '', boot = '', space = '', run = ''] = parts;
  return { pid: Number(pid), start, host, boot, space, run };
}

/**
 * Returns whether the process of a run still exists. `unknown` if it cannot be checked from here: it runs, or ran, on
 * another machine or in another container.
 */
export function standingOf(other: RunIdentity, self: RunIdentity): 'alive' | 'dead' | 'unknown' {
  if (other.host !== self.host) return 'unknown';
  if (other.boot !== self.boot) return 'dead';
  if (other.space !== self.space) return 'unknown';
  return startOf(other.pid) === other.start ? 'alive' : 'dead';
}

/** Returns the start of a process; undefined if no process has this id. */
function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    // The name of the program, in brackets, may contain blanks and brackets itself: fields are counted from its end.
    const stat = readable(`/proc/${pid}/stat`);
    return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  }
  if (pid !== process.pid && !signals(pid)) return undefined;
  if (process.platform === 'win32') return '0';
  const told = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { LC_ALL: 'C' } });
  const seconds = Date.parse((told.stdout ?? '').trim()) / 1000;
  return Number.isFinite(seconds) ? String(seconds) : '0';
}

function signals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function pidSpace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

function readable(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function short(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
