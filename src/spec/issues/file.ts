import { issue, type Issue } from '../../kernel/issue';

/** These functions make the issues about the spec's file as a whole. */

/** A spec may have at most this many bytes. A thousand datacenters would fit; a larger file is not a spec. */
export const MAXIMUM_SPEC_BYTES = 1_048_576;

export function specMissing(file: string): Issue {
  return inFile(
    file,
    issue('spec-missing', {
      path: [],
      message: 'there is no such file',
      remedy: 'check the path, or make a first spec with topogen init',
    }),
  );
}

export function specIsDirectory(file: string): Issue {
  return inFile(
    file,
    issue('spec-is-directory', {
      path: [],
      message: 'this is a directory',
      remedy: 'name the spec file in it',
    }),
  );
}

export function specNotReadable(file: string, reason: string): Issue {
  return inFile(
    file,
    issue('spec-not-readable', {
      path: [],
      message: `the file cannot be read: ${reason}`,
      remedy: 'check its permissions',
    }),
  );
}

export function specTooLarge(file: string, bytes: number): Issue {
  return inFile(
    file,
    issue('spec-too-large', {
      path: [],
      message: `the file has ${(bytes / MAXIMUM_SPEC_BYTES).toFixed(1)} MiB, and a spec may have 1 MiB`,
      remedy: 'check that this is the spec: one is a page of text',
    }),
  );
}

export function specNotUtf8(file: string): Issue {
  return inFile(
    file,
    issue('spec-not-utf8', {
      path: [],
      message: 'the file is not UTF-8 text',
      remedy: 'save it as UTF-8 without a byte-order mark, or check that this is the spec',
    }),
  );
}

export function specHasByteOrderMark(file: string): Issue {
  return inFile(
    file,
    issue('spec-has-byte-order-mark', {
      path: [],
      message: 'the file begins with a byte-order mark',
      remedy: 'save it as UTF-8 without a byte-order mark',
    }),
  );
}

export function specIsEmpty(file: string): Issue {
  return inFile(
    file,
    issue('spec-is-empty', {
      path: [],
      message: 'the spec is empty',
      remedy: 'state name, requestsPerSecond and datacenters; topogen init writes a first spec',
    }),
  );
}

export function specIsLockFile(file: string): Issue {
  return inFile(
    file,
    issue('spec-is-lock-file', {
      path: [],
      message: 'this is a lock file, not a spec',
      remedy: 'name the spec that it belongs to',
    }),
  );
}

function inFile(file: string, it: Issue): Issue {
  return { ...it, file };
}
