import { holes } from '../../kernel/template';
import { shell } from '../../kernel/text/shell';
import type { Text } from '../../kernel/text/text';
import type { Plan } from '../plan';
import { NODE_EXPORTER } from '../exporters';
import { RUNNABLE, type FileMaker, type MachineFile } from './machine-files';

const UNIT = 'topogen-metrics.service';

/** The metrics of one kind of machine. */
export interface MachineMetrics {
  /** Folder of the machines' files. */
  readonly folder: string;
  /** Condition under which the programs that the machine is for are installed: the exporter comes after them. */
  readonly installed: Text<'shell'>;
  /** Further arguments of the exporter, each after a blank. @default none */
  readonly more?: Text<'shell'>;
}

/** Makes what a machine needs to tell Prometheus of itself; nothing if nobody may ask. */
export function metricsFiles(
  { scrape }: Pick<Plan, 'scrape'>,
  file: FileMaker,
  { folder, installed, more = shell`` }: MachineMetrics,
): MachineFile[] {
  if (!scrape) return [];
  return [
    file('common/topogen-metrics', '/usr/local/sbin/topogen-metrics', {
      ...RUNNABLE,
      source: `${folder}/topogen-metrics`,
      withoutComments: true,
      holes: holes('shell', { installed, more, port: NODE_EXPORTER.port }),
    }),
    file(`common/${UNIT}`, `/etc/systemd/system/${UNIT}`),
  ];
}

/** Returns the commands of the first boot that go with those files. It does not block: mirrors may be away. */
export function metricsCommands({ scrape }: Pick<Plan, 'scrape'>): string[][] {
  return scrape ? [['systemctl', 'enable', '--now', '--no-block', UNIT]] : [];
}
