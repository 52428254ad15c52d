import { fillTemplate, holes, type Templates } from '../../../../kernel/template';
import type { Watcher } from '../../../nodes/watcher';
import type { Plan } from '../../../plan';
import { ENGINE, ringOf } from '../of-plan';

/** Makes the script by which a node says how it is, after the way in which it takes clients. */
export function ringWatcher(plan: Pick<Plan, 'datastore'>, templates: Templates): Watcher {
  const way = ringOf(plan).encryption?.clients ? 'tls' : 'plain';
  const answers = fillTemplate(templates, `cassandra/watch-${way}.sh`, holes('shell', {}));
  return {
    role: ENGINE,
    knownBy: '/usr/local/lib/systemd/system/cassandra.service',
    script: fillTemplate(templates, 'cassandra/topogen-watch', holes('shell', { answers })),
  };
}
