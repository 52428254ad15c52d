import { cassandraOf } from '../../src/plan/datastores/cassandra/of-plan';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderCassandraNode } from '../../src/plan/datastores/cassandra/nodes/render';
import { CASSANDRA_RELEASES } from '../../src/spec/datastores/cassandra/releases';
import { aPlan, TWO_CLOUDS } from '../support/a-spec';
import { readTemplates } from '../support/templates';
import { fetchDistribution, whatIsMissing } from './lab/distribution';
import { must, run, type Answer } from './lab/shell';

/** Every supported line reads its generated cassandra.yaml with its own loader, which refuses keys that it does not know. */
const RELEASES = [...CASSANDRA_RELEASES.values()].map(({ release }) => release);

const LOADER = `import org.apache.cassandra.config.*;
public class Loader {
  public static void main(String[] arguments) throws Exception {
    Config config = new YamlConfigurationLoader().loadConfig(new java.net.URL(arguments[0]));
    System.out.println(config.cluster_name + " " + config.num_tokens + " " + config.broadcast_rpc_address);
    System.exit(0);
  }
}
`;

function yamlOf(version: string): string {
  const plan = aPlan(TWO_CLOUDS, { datastore: { version, nodesPerDatacenter: 3 } });
  const datacenter = plan.datacenters[1]!;
  const { artifacts } = renderCassandraNode(plan, datacenter, cassandraOf(datacenter).nodes[0]!, readTemplates());
  return artifacts.find((it) => it.path === 'cassandra-1/cassandra.yaml')!.text;
}

/** Has the loader of `version` read a text. */
async function load(version: string, yaml: string, folder: string): Promise<Answer> {
  const { jars, java } = await fetchDistribution(version);
  const classes = join(folder, version);
  writeFileSync(join(folder, 'Loader.java'), LOADER);
  await must(['javac', '--release', '11', '-cp', `${jars}/*`, '-d', classes, join(folder, 'Loader.java')]);
  const file = join(folder, 'cassandra.yaml');
  writeFileSync(file, yaml);
  return run([java, '-cp', `${classes}:${jars}/*`, 'Loader', pathToFileURL(file).href]);
}

if (!process.env.TOPOGEN_RING)
  process.stderr.write("skipped: Cassandra's own loaders on the generated files; TOPOGEN_RING=1 runs them\n");

(process.env.TOPOGEN_RING ? test : test.skip)(
  'every line of Cassandra accepts its generated configuration, and none accepts that of a line with other names',
  async () => {
    const missing = await whatIsMissing();
    if (missing !== undefined) {
      process.stderr.write(`skipped: Cassandra's own loaders on the generated files, since ${missing}\n`);
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), 'topogen-loader-'));
    try {
      for (const version of RELEASES) {
        const answer = await load(version, yamlOf(version), folder);
        expect({ version, ...answer }).toMatchObject({
          status: 0,
          stdout: expect.stringMatching(/^edge 16 10\.65\.64\.10$/m),
        });
      }
      expect(await load('3.11.17', yamlOf('4.1.7'), folder)).not.toMatchObject({ status: 0 });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  15 * 60 * 1000,
);
