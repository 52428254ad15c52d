// Times the commands that people wait for, each as a process of its own, and prints the median of several runs, beside the bare
// cdktf library and `cdktf synth` making the same resources in the same run. A benchmark and not a test: machines differ, so
// nothing here can fail. At the end it installs the packed package. Run: npm run bench, or npm run bench -- --large for meshes up
// to 60 datacenters as well, once each.
import { spawnSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNS = 5;
const here = dirname(fileURLToPath(import.meta.url));
const project = join(here, '..', '..');
const program = join(project, 'dist', 'main.js');
const bare = join(here, 'bare.mjs');
const home = mkdtempSync(join(tmpdir(), 'topogen-bench-'));
const used = join(home, 'used.json');

/** What the commands may take on a quiet machine of two cores. */
const TARGETS = {
  '--version': { ms: 100 },
  'synth, 3 datacenters': { ms: 450, memoryMb: 130 },
  'synth, 6 datacenters': { ms: 900 },
  'report, 3 datacenters': { ms: 800 },
  'synth, 30 datacenters': { ms: 3500 },
};

/** What the installation of the packed package may take there. */
const INSTALL_TARGET = { ms: 6000, megabytes: 13 };

/** A mesh of so many datacenters, on both clouds in turn: many resources from a short spec. */
function mesh(count) {
  const regions = {
    aws: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-northeast-1', 'eu-central-1', 'ap-southeast-1'],
    google: ['europe-west1', 'asia-southeast1', 'us-central1', 'europe-west4', 'us-east1', 'us-west1'],
  };
  const datacenters = Array.from({ length: count }, (_, i) => {
    const cloud = i % 2 === 0 ? 'aws' : 'google';
    return { name: `dc${i}`, cloud, region: regions[cloud][Math.floor(i / 2) % 6] };
  });
  return { name: 'bench', requestsPerSecond: 50000, googleProject: 'acme-edge', datacenters };
}

/** A mesh of so many datacenters on Google Cloud, where every link is two gateways facing each other. */
function googleMesh(count) {
  const regions = ['europe-west1', 'asia-southeast1', 'us-central1', 'europe-west4', 'us-east1', 'us-west1'];
  const datacenters = Array.from({ length: count }, (_, i) => {
    return { name: `dc${i}`, cloud: 'google', region: regions[i % regions.length], project: 'acme-edge' };
  });
  return { name: 'bench', requestsPerSecond: 50000, network: { supernet: '10.0.0.0/8' }, datacenters };
}

/** Runs a program of Node once, in the folder of this benchmark. */
function run(args) {
  const env = { ...process.env, TOPOGEN_USAGE: used };
  const start = process.hrtime.bigint();
  const result = spawnSync(process.execPath, ['--import', join(here, 'usage.mjs'), ...args], {
    cwd: home,
    encoding: 'utf8',
    env,
  });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (result.status !== 0) throw new Error(`${args.join(' ')}: ${result.stderr}`);
  return { ms, ...JSON.parse(readFileSync(used, 'utf8')) };
}

/** Measures a program by the run in the middle of so many; the first, which fills the caches, does not count. */
function measure(name, args, runs = RUNS) {
  if (runs > 1) run(args);
  const measured = Array.from({ length: runs }, () => run(args)).sort((a, b) => a.ms - b.ms);
  const { ms, memoryMb } = measured[Math.floor(runs / 2)];
  const processorMs = measured.map((it) => it.processorMs).sort((a, b) => a - b)[Math.floor(runs / 2)];
  return { name, ms, processorMs, memoryMb, least: measured[0].ms, most: measured[runs - 1].ms };
}

function resources() {
  const stacks = readdirSync(join(home, 'cdktf.out', 'stacks'));
  return stacks.reduce((sum, stack) => {
    const json = JSON.parse(readFileSync(join(home, 'cdktf.out', 'stacks', stack, 'cdk.tf.json'), 'utf8'));
    return sum + Object.values(json.resource ?? {}).reduce((count, type) => count + Object.keys(type).length, 0);
  }, 0);
}

/** Measures `synth` of a spec, again where nothing has changed, and the library making as much. */
function measureSynth({ count, spec: content, runs }) {
  const spec = join(home, `mesh${count}.json`);
  const of = `${count} datacenters`;
  writeFileSync(spec, JSON.stringify(content));
  const synth = measure(`synth, ${of}`, [program, 'synth', spec], runs);
  const library = measure(`bare library, ${of}`, [bare, 'cdktf.out', join(home, 'bare.out')], runs);
  const rows = [{ ...synth, resources: resources(), ratio: synth.processorMs / library.processorMs }, library];
  if (count === 3) {
    rows.push(measure(`report, ${of}`, [program, 'report', spec, '--out', join(home, 'report.html')], runs));
    const app = `${process.execPath} ${bare} ${join(home, 'cdktf.out')} ${join(home, 'cli.out')}`;
    const cli = join(project, 'node_modules', 'cdktf-cli', 'bundle', 'bin', 'cdktf.js');
    writeFileSync(join(home, 'cdktf.json'), JSON.stringify({ language: 'typescript', app, output: 'cli.out' }));
    rows.push(measure(`cdktf synth of the bare library, ${of}`, [cli, 'synth'], 3));
    rmSync(join(home, 'cdktf.json'));
  }
  for (const folder of ['terraform', 'cdktf.out', 'bare.out']) rmSync(join(home, folder), { recursive: true });
  return rows;
}

/** Packs the package and installs it into empty folders, from what npm has on this machine. */
function measureInstall() {
  const npm = (cwd, ...args) => {
    const start = process.hrtime.bigint();
    const { status, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${stderr}`);
    return Number(process.hrtime.bigint() - start) / 1e6;
  };
  const packed = join(home, 'packed');
  mkdirSync(packed);
  npm(project, 'pack', '--silent', '--ignore-scripts', '--pack-destination', packed);
  const [tarball] = readdirSync(packed);
  const times = Array.from({ length: RUNS }, (_, i) => {
    const folder = join(home, `install${i}`);
    mkdirSync(folder);
    return npm(folder, 'install', '--silent', '--offline', '--no-audit', '--no-fund', join(packed, tarball));
  }).sort((a, b) => a - b);
  const files = readdirSync(join(home, 'install0'), { recursive: true, withFileTypes: true }).filter((it) =>
    it.isFile(),
  );
  const bytes = files.reduce(
    (sum, { parentPath, path, name }) => sum + lstatSync(join(parentPath ?? path, name)).size,
    0,
  );
  const [least, middle, most] = [times[0], times[Math.floor(RUNS / 2)], times[RUNS - 1]].map((ms) => ms.toFixed(0));
  console.log(
    `Installed from its tarball into an empty folder: ${middle} ms (${least} to ${most}), ${(bytes / 1e6).toFixed(1)} MB; at most ${INSTALL_TARGET.ms} ms and ${INSTALL_TARGET.megabytes} MB`,
  );
}

function target(name) {
  const { ms, memoryMb } = TARGETS[name] ?? {};
  return [ms && `${ms} ms`, memoryMb && `${memoryMb} MB`].filter(Boolean).join(', ');
}

function print(rows) {
  const width = Math.max(...rows.map((row) => row.name.length));
  console.log(
    `Node ${process.version}, ${process.arch}, ${cpus().length} cores; median of ${RUNS} runs (least to most), resources,`,
  );
  console.log('processor time, memory, processor time by that of the bare library, and what it may take at most');
  for (const row of rows) {
    const { name, ms, least, most, processorMs, memoryMb, ratio } = row;
    const cells = [
      name.padEnd(width),
      `${ms.toFixed(0).padStart(6)} ms`,
      `(${least.toFixed(0)} to ${most.toFixed(0)})`.padEnd(16),
      `${row.resources ?? ''}`.padStart(5),
      `${processorMs.toFixed(0).padStart(6)} ms`,
      `${memoryMb.toFixed(0).padStart(4)} MB`,
      (ratio?.toFixed(2) ?? '').padStart(5),
      target(name),
    ];
    console.log(cells.join('  ').trimEnd());
  }
}

try {
  cpSync(join(project, 'topologies'), join(home, 'topologies'), { recursive: true });
  const rows = [
    measure('--version', [program, '--version']),
    measure('validate, 2 datacenters', [program, 'validate', 'topologies/two-clouds.json']),
  ];
  const meshes = [2, 3, 6, 8, 12].map((count) => ({ count, spec: mesh(count), runs: RUNS }));
  const large = [15, 30, 60].map((count) => ({ count, spec: googleMesh(count), runs: 1 }));
  for (const each of [...meshes, ...(process.argv.includes('--large') ? large : [])]) rows.push(...measureSynth(each));
  print(rows);
  measureInstall();
} finally {
  rmSync(home, { recursive: true, force: true });
}
