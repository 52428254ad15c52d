/** Returns the reason for a disk error in words that the user can act on; undefined if the error is not the disk's. */
export function diskFault(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, path, dest, syscall, message } = error as NodeJS.ErrnoException & { readonly dest?: string };
  const file = dest ?? path;
  const at = file === undefined ? '' : ` (${file})`;
  switch (code) {
    case undefined:
      return undefined;
    case 'ENOSPC':
      return `the disk is full${at}`;
    case 'EDQUOT':
      return `the quota of the disk is used up${at}`;
    case 'EFBIG':
      return `a limit on the size of files is in the way${at}; see ulimit -f`;
    case 'EACCES':
    case 'EPERM':
      return `${file ?? 'a file'} may not be written; check its permissions and those of its folder`;
    case 'EROFS':
      return `${file ?? 'a file'} lies on a disk that cannot be written to`;
    case 'ENAMETOOLONG':
      return `a name is longer than the disk takes${at}`;
    default:
      return syscall === undefined ? undefined : message;
  }
}
