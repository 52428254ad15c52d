import { fillTemplate, holes, type Templates } from '../../kernel/template';
import type { DatacenterPlan, Plan } from '../plan';

/** The texts by which a machine ships what its units say. They come to it by its cloud, and are no part of its user data. */
export interface JournalFiles {
  /** Configuration of rsyslog, which writes what units say into the file that is shipped. */
  readonly rules: string;
  /** Configuration of logrotate for that file. */
  readonly rotation: string;
  /** The program in POSIX shell that has both take effect, and brings the cloud's agent where it has to. */
  readonly program: string;
}

/** Makes those texts for the machines of a datacenter; undefined where logs stay on machines. */
export function journalFiles(
  { logs }: Pick<Plan, 'logs'>,
  { cloud }: Pick<DatacenterPlan, 'cloud'>,
  templates: Templates,
): JournalFiles | undefined {
  if (!logs) return undefined;
  const text = (name: string): string => withoutComments(fillTemplate(templates, name, holes('shell', {})));
  return {
    rules: text('common/journals-rules.conf'),
    rotation: text('common/journals-rotation.conf'),
    program: `${text('common/journals.sh')}${text(`clouds/${cloud}/journals.sh`)}`,
  };
}

/** Clouds take no more than a few characters of such texts. */
function withoutComments(text: string): string {
  return text.replace(/^ *#.*\n/gm, '');
}
