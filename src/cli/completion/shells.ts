/** Shells that topogen has a completion script for, in `templates/completion`. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

/** This word makes the program answer such a script: the words of a line follow it, the last one unfinished. */
export const COMPLETE = '__complete';
