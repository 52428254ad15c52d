import { diskFault } from '../disk-fault';
import { Refusal } from '../refusal';
import type { Leases } from './leases';

/** Gives the places free when a call fails, and says what the failure means for the outputs. */
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

/** Adds to a fault of the disk what it means for the outputs; a bug of ours stays as it is. */
export function withWords<T>(consequence: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw worded(error, consequence);
  }
}

/** An error as the user is told of it: a fault of the disk with what it means for the outputs, anything else as it is. */
export function worded(error: unknown, consequence: string): unknown {
  const fault = error instanceof Refusal ? undefined : diskFault(error);
  return fault === undefined ? error : new Refusal(`${fault}; ${consequence}`);
}
