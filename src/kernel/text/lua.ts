import { literal } from './text';

/** A literal of Lua. */
export const lua = literal<'lua'>();
