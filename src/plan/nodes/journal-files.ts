import { fillTemplate, holes, type Templates } from '../../kernel/template';
import type { DatacenterPlan, Plan } from '../plan';
import { watchFiles, type WatchFiles } from './watch-files';
import { withoutComments } from './without-comments';

/** The texts by which a machine ships what its units say. They come to it by its cloud, and are no part of its user data. */
export interface JournalFiles {
  /** Configuration of rsyslog, which writes what units say into the file that is shipped. */
  readonly rules: string;
  /** Configuration of logrotate for that file. */
  readonly rotation: string;
  /** The program in POSIX shell that has both take effect, and brings the cloud's agent where it has to. */
  readonly program: string;
  /** Texts by which machines of the datastore say how they are; undefined where no alarm hears of it. */
  readonly watch?: WatchFiles;
}

/** Makes those texts for the machines of a datacenter; undefined where logs stay on machines. */
export function journalFiles(plan: Plan, datacenter: DatacenterPlan, templates: Templates): JournalFiles | undefined {
  if (!plan.logs) return undefined;
  const watch = watchFiles(plan, datacenter, templates);
  const text = (name: string): string => withoutComments(fillTemplate(templates, name, holes('shell', {})));
  return {
    rules: text('common/journals-rules.conf'),
    rotation: text('common/journals-rotation.conf'),
    program: `${text('common/journals.sh')}${text(`clouds/${datacenter.cloud}/journals.sh`)}`,
    ...(watch ? { watch } : {}),
  };
}
