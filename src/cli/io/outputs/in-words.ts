import { diskFault } from '../disk-fault';
import { Refusal } from '../refusal';
import type { Leases } from './leases';

/** Releases the leases if a call fails, and adds the consequence for the outputs to the error. */
export function orRelease<T>(leases: Leases, consequence: string, call: () => T): T {
  return withWords(consequence, () => {
    try {
      return call();
    } catch (error) {
      leases.release();
      throw error;
    }
  });
}

/** Adds the consequence for the outputs to an error of the disk; any other error stays as it is. */
export function withWords<T>(consequence: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw worded(error, consequence);
  }
}

/** Returns an error for the user: an error of the disk with its consequence for the outputs, any other as it is. */
export function worded(error: unknown, consequence: string): unknown {
  const fault = error instanceof Refusal ? undefined : diskFault(error);
  return fault === undefined ? error : new Refusal(`${fault}; ${consequence}`);
}
