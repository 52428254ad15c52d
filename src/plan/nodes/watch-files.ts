import { fillTemplate, holes, type Templates } from '../../kernel/template';
import { systemdWord } from '../../kernel/text/systemd';
import type { Text } from '../../kernel/text/text';
import { datastoreOf } from '../datastores/registry';
import type { DatacenterPlan, Plan } from '../plan';
import { isHeardInLogs, type Watcher } from './watcher';
import { withoutComments } from './without-comments';

/** Texts by which machines of the datastore say how they are. They come with what ships logs, and are no part of user data. */
export interface WatchFiles extends Watcher {
  readonly service: string;
  readonly timer: string;
  /** The program in POSIX shell that has them take effect. */
  readonly program: string;
}

const UNITS = '/usr/local/lib/systemd/system';

/** Places of the texts on a machine. The script is run by bash, whatever permissions a cloud gives it. */
export const WATCH_PATHS = {
  script: '/usr/local/lib/topogen/topogen-watch',
  service: `${UNITS}/topogen-watch.service`,
  timer: `${UNITS}/topogen-watch.timer`,
} as const;

/** Makes those texts; undefined where no alarm hears of it, or the datastore has no machines that say anything. */
export function watchFiles(plan: Plan, datacenter: DatacenterPlan, templates: Templates): WatchFiles | undefined {
  const watcher = isHeardInLogs(plan, datacenter) ? datastoreOf(plan).watcher?.(plan, templates) : undefined;
  if (!watcher) return undefined;
  const unit = (name: string, values: Readonly<Record<string, Text<'systemd'>>> = {}): string =>
    withoutComments(fillTemplate(templates, `common/topogen-watch.${name}`, holes('systemd', values)));
  return {
    ...watcher,
    script: withoutComments(watcher.script),
    service: unit('service', { script: systemdWord(WATCH_PATHS.script) }),
    timer: unit('timer'),
    program: withoutComments(fillTemplate(templates, `clouds/${datacenter.cloud}/watch.sh`, holes('shell', {}))),
  };
}
