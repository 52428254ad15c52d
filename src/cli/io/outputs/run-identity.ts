import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/*
 * A run is known by its process: a number that is given again after the process has ended, hence with the time at which it
 * began; of which machine since when it was started, and in which container there.
 */

/** Who writes. All parts are short words, so that together they make the name of a folder. */
export interface RunIdentity {
  readonly pid: number;
  /** When the process began, in the system's own measure. */
  readonly start: string;
  readonly host: string;
  /** The start of the machine. */
  readonly boot: string;
  /** The space in which `pid` counts: containers have their own. */
  readonly space: string;
  /** Tells two runs of one process apart. */
  readonly run: string;
}

/** The identity of a new run of this process. */
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

/** As a part of a file's name. */
export function identityText({ pid, start, host, boot, space, run }: RunIdentity): string {
  return [pid, start, host, boot, space, run].join('-');
}

/** The identity that a part of a file's name holds; undefined when it holds none. */
export function parseIdentity(text: string): RunIdentity | undefined {
  const parts = /^(\d{1,10})-(\d+)-([0-9a-f]+)-([0-9a-f]+)-(\d+)-([0-9a-f]+)$/.exec(text);
  if (!parts) return undefined;
  const [, pid, start = '', host = '', boot = '', space = '', run = ''] = parts;
  return { pid: Number(pid), start, host, boot, space, run };
}

/**
 * Whether the process of a run is still there. `unknown` when it cannot be seen from here: it runs, or ran, on another machine
 * or in another container.
 */
export function standingOf(other: RunIdentity, self: RunIdentity): 'alive' | 'dead' | 'unknown' {
  if (other.host !== self.host) return 'unknown';
  if (other.boot !== self.boot) return 'dead';
  if (other.space !== self.space) return 'unknown';
  return startOf(other.pid) === other.start ? 'alive' : 'dead';
}

/** When a process began; undefined when there is none of this number. */
function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    // The name of the program, in brackets, may hold blanks and brackets itself: fields are counted from its end.
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
