import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOUD_FACTS } from '../../../src/clouds/facts';
import type { Plan } from '../../../src/plan/plan';
import { renderPrometheus } from '../../../src/report/monitoring/prometheus';
import { renderRules } from '../../../src/report/monitoring/rules';
import type { Lab } from './lab';
import type { Machine } from './machine';
import { eventually, must, run } from './shell';

/** Why no Prometheus can run on this machine; undefined when one can. */
export async function whatPrometheusLacks(): Promise<string | undefined> {
  for (const tool of ['prometheus', 'promtool', 'prometheus-node-exporter'])
    if ((await run(['sh', '-c', `command -v ${tool}`])).status !== 0) return `there is no ${tool}`;
  return undefined;
}

/** Starts the exporter of a machine on the arguments that its generated script gives it, as the package's unit would. */
export async function startNodeExporter(machine: Machine): Promise<void> {
  await machine.mustSh(`topogen-metrics
. /etc/default/prometheus-node-exporter
prometheus-node-exporter $ARGS >>/var/log/node-exporter.log 2>&1 </dev/null & disown`);
}

/** A value that Prometheus has of a series now. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Often enough that a rate is there within a minute. The generated configuration leaves it to the user. */
const EVERY_SECONDS = 10;

const ADDRESS = '127.0.0.1:9090';

/** A Prometheus in the network of the lab, on the generated configuration and rules. */
export class Prometheus {
  private constructor(
    private readonly space: string,
    private readonly child: ChildProcess,
  ) {}

  static async start({ network, folder }: Pick<Lab, 'network' | 'folder'>, plan: Plan): Promise<Prometheus> {
    const [jobs, rules] = [renderPrometheus(plan, CLOUD_FACTS), renderRules(plan)];
    if (jobs === undefined || rules === undefined) throw new Error('nobody may read the metrics of this topology');
    const home = join(folder, 'prometheus');
    mkdirSync(home);
    const config = join(home, 'prometheus.yml');
    const own = [
      'global:',
      `  scrape_interval: ${EVERY_SECONDS}s`,
      `  evaluation_interval: ${EVERY_SECONDS}s`,
      'rule_files: [rules.yaml]',
      '',
    ].join('\n');
    writeFileSync(config, `${own}${jobs}`);
    writeFileSync(join(home, 'rules.yaml'), rules);
    const space = network.space('router');
    const words = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(home, 'data')}`,
      `--web.listen-address=${ADDRESS}`,
    ];
    const child = spawn('ip', ['netns', 'exec', space, 'prometheus', ...words], {
      stdio: 'ignore',
      // Where it asks the clouds for machines of pools it has no leave, and nobody answers.
      env: { PATH: process.env.PATH, AWS_EC2_METADATA_DISABLED: 'true' },
    });
    const prometheus = new Prometheus(space, child);
    try {
      await eventually('Prometheus answers', 60, async () => prometheus.answers());
      return prometheus;
    } catch (error) {
      await prometheus.end();
      throw error;
    }
  }

  /** The samples that a query finds. Throws where Prometheus refuses the query. */
  async query(text: string): Promise<readonly Sample[]> {
    const asked = await must([
      ...this.inside(),
      'promtool',
      'query',
      'instant',
      '-o',
      'json',
      '--',
      `http://${ADDRESS}`,
      text,
    ]);
    const found = JSON.parse(asked) as readonly { metric: Sample['metric']; value: [number, string] }[];
    return found.map(({ metric, value: [, value] }) => ({ metric, value: Number(value) }));
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('close', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }

  private async answers(): Promise<true | undefined> {
    if (this.child.exitCode !== null) throw new Error(`Prometheus ended with ${this.child.exitCode}`);
    return this.query('vector(1)').then(
      () => true,
      () => undefined,
    );
  }

  private inside(): string[] {
    return ['ip', 'netns', 'exec', this.space];
  }
}
