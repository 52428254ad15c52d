import { rmSync } from 'node:fs';

/** Removes the cache folder of the tests, which `quick-temporary.mjs` made. */
export default function removeCache() {
  rmSync(process.env.XDG_CACHE_HOME, { recursive: true, force: true });
}
