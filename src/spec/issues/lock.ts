import { issue, type Issue } from '../../kernel/issue';
import { show } from './show';

/**
 * These functions make the issues about a lock file. topogen never repairs one silently: indexes decide addresses, and a
 * wrong one would move a running datacenter.
 */

type Path = Issue['path'];

const RESTORE = 'restore the file from version control; it is written by topogen alone';

export function lockIsDirectory(): Issue {
  return issue('lock-is-directory', {
    path: [],
    message: 'a folder lies where the lock file goes',
    remedy: 'move it away, or rename the spec',
  });
}

export function lockNotReadable(reason: string): Issue {
  return issue('lock-not-readable', {
    path: [],
    message: `the lock file cannot be read: ${reason}`,
    remedy: 'check its permissions',
  });
}

export function lockTooLarge(limitBytes: number): Issue {
  return issue('lock-too-large', {
    path: [],
    message: `the lock file has more than ${limitBytes / 1024 / 1024} MiB, and topogen writes none so large`,
    remedy: RESTORE,
  });
}

export function lockNotJson(message: string): Issue {
  return issue('lock-not-json', { path: [], message: `the lock file is not JSON: ${message}`, remedy: RESTORE });
}

export function lockHasConflict(): Issue {
  return issue('lock-has-conflict', {
    path: [],
    message: 'the lock file holds marks of a merge conflict',
    remedy:
      'take one side whole, the one that is deployed, and run topogen synth again: it gives the datacenters of the other side new indexes',
  });
}

export function lockMalformed(path: Path, what: string): Issue {
  return issue('lock-malformed', { path, message: what, remedy: RESTORE });
}

export function lockFormatUnknown(path: Path, format: unknown): Issue {
  return issue('lock-format-unknown', {
    path,
    message: `the format ${show(format)} is not known to this version of topogen`,
    remedy: 'use the version of topogen that wrote the file, or a newer one',
  });
}

export function lockEdited(path: Path): Issue {
  return issue('lock-edited', {
    path,
    message: 'the checksum does not fit: the file was changed by hand or by a merge',
    remedy: RESTORE,
  });
}

export function lockIndexTooLarge(path: Path, index: number, limit: number): Issue {
  return issue('lock-index-too-large', {
    path,
    message: `${index} is no index that topogen gives out: ${limit} is the highest`,
    remedy: RESTORE,
  });
}

export function lockIndexNotGivenOut(path: Path, index: number, next: number): Issue {
  return issue('lock-index-not-given-out', {
    path,
    message: `index ${index} is in use, and ${next} is said to be the next`,
    remedy: RESTORE,
  });
}

export function lockIndexTwice(path: Path, index: number, first: string): Issue {
  return issue('lock-index-twice', {
    path,
    message: `index ${index} is already that of ${show(first)}`,
    remedy: RESTORE,
  });
}

export function lockOfAnotherTopology(path: Path, locked: string, topology: string): Issue {
  return issue('lock-of-another-topology', {
    path,
    message: `the lock file belongs to the topology ${show(locked)}, and the spec is named ${show(topology)}`,
    remedy: `name the spec ${show(locked)} again, or, for a new topology, copy the spec without its lock file`,
  });
}
