import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { moduleFlags } from './java-modules';
import { must, run } from './shell';

/*
 * Cassandra's own tool. A lab calls it some sixty times, and most of what a call takes is Java reading classes and compiling a
 * launcher: that is compiled once, and classes are kept as Java shares them between runs. A call takes a quarter of the time.
 */

/** The tool of 3.11 stumbles over a newer Java than its own unless it knows its configuration. */
const LAUNCHER = `public class Nodetool {
  public static void main(String[] arguments) throws Exception {
    org.apache.cassandra.config.DatabaseDescriptor.toolInitialization();
    org.apache.cassandra.tools.NodeTool.main(arguments);
  }
}
`;

const SILENT = '<configuration><root level="OFF"/></configuration>\n';

/** What the tool reads of a configuration, of which it uses nothing. */
const ANY_CONFIGURATION = `cluster_name: any
listen_address: 127.0.0.1
endpoint_snitch: SimpleSnitch
partitioner: org.apache.cassandra.dht.Murmur3Partitioner
commitlog_sync: periodic
commitlog_sync_period_in_ms: 10000
seed_provider:
  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
    parameters:
      - seeds: 127.0.0.1
`;

/** Fills an empty folder with what the tool of a release needs beside the release's jars. */
export async function prepareNodetool(folder: string, version: string, jars: string): Promise<void> {
  const classes = join(folder, 'classes');
  mkdirSync(classes);
  writeFileSync(join(folder, 'Nodetool.java'), LAUNCHER);
  writeFileSync(join(folder, 'logback.xml'), SILENT);
  writeFileSync(join(folder, 'cassandra.yaml'), ANY_CONFIGURATION);
  await must(['javac', '-cp', join(jars, '*'), '-d', classes, join(folder, 'Nodetool.java')]);
  await must(['jar', '--create', '--file', join(folder, 'nodetool.jar'), '-C', classes, '.']);
  // Nobody answers, and a Java before 13 keeps nothing: its calls take as long as they would.
  const keep = `-XX:ArchiveClassesAtExit=${archiveIn(folder)}`;
  await run([...wordsOf(folder, version, jars, [keep]), 'status']);
}

/** Returns the words of a command that asks the node of its machine; the tool's own arguments follow. */
export function nodetool(folder: string, version: string, jars: string): string[] {
  const shared = existsSync(archiveIn(folder)) ? [`-XX:SharedArchiveFile=${archiveIn(folder)}`] : [];
  return wordsOf(folder, version, jars, shared);
}

const archiveIn = (folder: string): string => join(folder, 'classes.jsa');

function wordsOf(folder: string, version: string, jars: string, flags: readonly string[]): string[] {
  // The runtime that Cassandra gets here lacks the client's half of JMX; the machine's own Java has it.
  return [
    ...['java', '-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...flags, ...moduleFlags()],
    ...[`-Dlogback.configurationFile=${folder}/logback.xml`, `-Dcassandra.config=file://${folder}/cassandra.yaml`],
    ...['-Dcassandra.storagedir=/var/lib/cassandra', '-cp', `${folder}/nodetool.jar:${jars}/*`],
    version.startsWith('3.') ? 'Nodetool' : 'org.apache.cassandra.tools.NodeTool',
    ...['-h', '127.0.0.1', '-p', '7199'],
  ];
}
