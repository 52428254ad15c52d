import { literal } from './text';

/** A literal of Python. */
export const python = literal<'python'>();
