/** The destruction of a data disk may take so long: a first snapshot of a full disk takes hours, and each attempt makes a new one. */
export const DISK_REMOVAL = { delete: '12h' };
