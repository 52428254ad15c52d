import { loadTopology } from '../src/actions/load-topology';
import { synthesize } from '../src/actions/synthesize';
import { CLOUD_FACTS } from '../src/clouds/facts';
import { runsLong } from './support/long';
import { readTemplates } from './support/templates';

/*
 * The work of a mesh is its links, which grow as the square of its datacenters; so does what is written. Time for each byte that is
 * written must not grow beside that: 60 datacenters were once five times as slow by the byte, in looks through lists of all links.
 */
const TEMPLATES = readTemplates();

const REGIONS = Object.entries(CLOUD_FACTS.google.regions)
  .filter(([, { zones }]) => zones.length >= 3)
  .map(([region]) => region);

/** Processor time of a synthesis, by the mebibyte of what it gives. */
async function secondsByMib(count: number): Promise<number> {
  const datacenters = Array.from({ length: count }, (_, i) => {
    return { name: `dc${i}`, cloud: 'google', region: REGIONS[i % REGIONS.length], project: 'acme-edge' };
  });
  const spec = { name: 'mesh', requestsPerSecond: 50_000, network: { supernet: '10.0.0.0/8' }, datacenters };
  const start = process.cpuUsage();
  const loaded = loadTopology({ specText: JSON.stringify(spec), specFile: 'mesh.json', lockFile: 'mesh.lock.json' });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const { assembly, terraform } = await synthesize(loaded.value.plan, TEMPLATES);
  const seconds = process.cpuUsage(start).user / 1e6;
  const bytes = [...assembly, ...terraform].reduce((sum, { text }) => sum + text.length, 0);
  return seconds / (bytes / 2 ** 20);
}

(runsLong('a mesh of 60 datacenters costs no more by the byte than one of 15') ? test : test.skip)(
  'a mesh of 60 datacenters costs no more by the byte than one of 15',
  async () => {
    await secondsByMib(3);
    const [few, many] = [await secondsByMib(15), await secondsByMib(60)];
    process.stderr.write(`a mesh: ${few.toFixed(2)} s/MiB of 15 datacenters, ${many.toFixed(2)} s/MiB of 60\n`);
    expect(many).toBeLessThan(2.5 * few);
  },
  600_000,
);
