// Times the commands that people wait for, each as a process of its own, and prints the median of several runs.
// A benchmark and not a test: machines differ, so nothing here can fail. Run: npm run bench, or npm run bench -- --large for
// meshes up to 60 datacenters as well, once each.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNS = 7;
const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = join(project, 'dist', 'main.js');
const home = mkdtempSync(join(tmpdir(), 'topogen-bench-'));

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

function time(name, args, runs = RUNS) {
  const run = () => {
    const start = process.hrtime.bigint();
    const result = spawnSync(process.execPath, [program, ...args], { cwd: home, encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`${name}: ${result.stderr}`);
    return Number(process.hrtime.bigint() - start) / 1e6;
  };
  if (runs > 1) run();
  const times = Array.from({ length: runs }, run).sort((a, b) => a - b);
  return { name, median: times[Math.floor(runs / 2)], least: times[0], most: times[runs - 1] };
}

/** A mesh of so many datacenters on Google Cloud, where every link is two gateways facing each other. */
function googleMesh(count) {
  const regions = JSON.parse(readFileSync(join(project, 'src', 'clouds', 'google', 'regions.json'), 'utf8'));
  const names = Object.entries(regions.regions ?? regions).filter(([, { zones }]) => zones?.length >= 3);
  const datacenters = Array.from({ length: count }, (_, i) => {
    return { name: `dc${i}`, cloud: 'google', region: names[i % names.length][0], project: 'acme-edge' };
  });
  return { name: 'bench', requestsPerSecond: 50000, network: { supernet: '10.0.0.0/8' }, datacenters };
}

function resources() {
  const stacks = readdirSync(join(home, 'cdktf.out', 'stacks'));
  return stacks.reduce((sum, stack) => {
    const json = JSON.parse(readFileSync(join(home, 'cdktf.out', 'stacks', stack, 'cdk.tf.json'), 'utf8'));
    return sum + Object.values(json.resource ?? {}).reduce((count, type) => count + Object.keys(type).length, 0);
  }, 0);
}

try {
  cpSync(join(project, 'topologies'), join(home, 'topologies'), { recursive: true });
  const rows = [
    time('topogen --version', ['--version']),
    time('topogen validate, 2 datacenters', ['validate', 'topologies/two-clouds.json']),
  ];
  const meshes = [2, 3, 6, 8, 12].map((count) => ({ count, spec: mesh(count), runs: RUNS }));
  const large = [15, 30, 60].map((count) => ({ count, spec: googleMesh(count), runs: 1 }));
  for (const { count, spec: content, runs } of [...meshes, ...(process.argv.includes('--large') ? large : [])]) {
    const spec = join(home, `mesh${count}.json`);
    writeFileSync(spec, JSON.stringify(content));
    const row = time(`topogen synth, ${count} datacenters`, ['synth', spec], runs);
    rows.push({ ...row, name: `${row.name}, ${resources()} resources` });
    rmSync(join(home, 'terraform'), { recursive: true });
    rmSync(join(home, 'cdktf.out'), { recursive: true });
  }
  const width = Math.max(...rows.map((row) => row.name.length));
  console.log(
    `Node ${process.version}, ${cpus().length} cores, ${execFileSync('uname', ['-m'], { encoding: 'utf8' }).trim()}; median of ${RUNS} runs (least to most)`,
  );
  for (const { name, median, least, most } of rows) {
    console.log(
      `${name.padEnd(width)}  ${median.toFixed(0).padStart(6)} ms  (${least.toFixed(0)} to ${most.toFixed(0)})`,
    );
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
