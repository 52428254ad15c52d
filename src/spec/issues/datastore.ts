import { issue, type Issue } from '../../kernel/issue';
import { oneOf, show } from './show';

/**
 * Makes the issue about an engine that Kong runs on and topogen does not build.
 *
 * @param built engines that topogen builds, and the newest Kong that runs on them
 */
export function engineNotBuilt(
  path: Issue['path'],
  engine: string,
  built: { readonly engines: readonly string[]; readonly newestKong: string },
): Issue {
  return issue('engine-not-built', {
    path,
    message: `${show(engine)} is not built yet`,
    remedy: `write ${oneOf(built.engines.map(show))}, with kong.version ${built.newestKong} or older`,
  });
}
