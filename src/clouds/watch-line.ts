import type { ReadOfLogs } from '../kernel/alarm';

/** Nodes of a datastore say by this program how they are: `serving 1 disk 43 repaired 2`. */
export const WATCH_PROGRAM = 'topogen-watch';

/** The words before the figures of the line, in its order. */
export const WATCH_WORDS: Readonly<Record<ReadOfLogs, string>> = {
  serving: 'serving',
  'data-disk': 'disk',
  repair: 'repaired',
};

/** Minutes between two lines of a node. */
export const WATCH_MINUTES = 5;
