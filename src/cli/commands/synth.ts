import { join, dirname } from 'node:path';
import { UsageError } from '../arguments';
import { EXIT, type ExitCode, type Terminal } from '../ports';
import { specArgument, type Command } from './command';

interface Options {
  readonly spec: string;
  readonly out: string;
  readonly cdktfOut: string;
  readonly frozenLock: boolean;
  readonly printSpec: boolean;
  readonly allow?: string;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** `topogen synth` writes both trees and the lock file of a spec. */
export const synth: Command<Options> = {
  usage: 'synth <spec>',
  summary: 'Write the Terraform of a topology: HCL for review, and what cdktf deploys',
  examples: [
    ['$0 synth topologies/two-clouds.json', 'write terraform/two-clouds and cdktf.out'],
    ['$0 synth edge.yaml --frozen-lock', 'in CI: fail rather than change the lock file'],
    ['$0 synth edge.yaml --print-spec', 'show the spec with every default filled in'],
    ['$0 synth edge.json --allow nodes-lowered:us-east', 'let one loss pass, once its data has been moved'],
  ],
  completes: { spec: 'spec', out: 'folder', 'cdktf-out': 'folder', allow: 'nothing' },
  options: (argv) =>
    specArgument(argv)
      .option('out', {
        type: 'string',
        default: 'terraform',
        describe: 'Folder of the HCL trees, one for each topology',
      })
      .option('cdktf-out', {
        type: 'string',
        default: 'cdktf.out',
        describe: 'Folder of the assembly that cdktf deploys',
      })
      .option('frozen-lock', {
        type: 'boolean',
        default: false,
        describe: 'Fail instead of writing or changing the lock file',
      })
      .option('allow', {
        type: 'string',
        describe: 'Losses to let pass this once, by the words that the refusal gives, with commas between',
      })
      .option('print-spec', {
        type: 'boolean',
        default: false,
        describe: 'Print the spec as YAML, with every default filled in, and write nothing',
      })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'Report what was written as JSON on standard output',
      })
      .option('quiet', { type: 'boolean', default: false, describe: 'Say nothing but warnings and errors' })
      .check(oneOutput) as never,
  async run(options, terminal) {
    if (options.printSpec) return printSpec(options, terminal);
    const [
      { loadToWrite },
      { synthesize },
      { renderedOnce },
      { readTemplates },
      { writeTopology },
      { assertPlaces },
      { assertFirstLock },
      { assertDataKept, wordsOf },
      { readTree },
      { realPath },
      { notSaid, saidArtifacts },
      { treeChanges },
      view,
    ] = await Promise.all([
      import('../io/load-to-write'),
      import('../../actions/synthesize'),
      import('../../actions/rendered-once'),
      import('../io/templates'),
      import('../io/write-topology'),
      import('../io/places'),
      import('../io/first-lock'),
      import('../io/data-kept'),
      import('../io/outputs/read-tree'),
      import('../io/real-path'),
      import('../io/said-advice'),
      import('../../actions/diff/tree-changes'),
      import('../views/synth'),
    ]);
    const templates = readTemplates();
    const nodesOf = renderedOnce(templates);
    const loaded = loadToWrite(options.spec, terminal, nodesOf, {
      ...(options.frozenLock ? { frozenLock: 'all' } : {}),
      allowed: wordsOf(options.allow),
      tree: (topology) => join(options.out, topology),
      json: options.json,
      quiet: options.quiet,
    });
    if (!loaded) return EXIT.error;
    const { topology, issues, lockFile } = loaded;
    const name = topology.plan.topology;
    assertPlaces({ out: options.out, cdktfOut: options.cdktfOut, topology: name, specFile: options.spec });
    assertFirstLock(loaded, options.spec, join(options.out, name));
    const synthesis = await synthesize(topology.plan, templates, nodesOf(topology.plan));
    const places = { terraform: join(options.out, name), assembly: options.cdktfOut };
    const output = { root: places.terraform, artifacts: synthesis.terraform };
    const tree = readTree(realPath(places.terraform));
    assertDataKept(topology, { ...output, tree }, '--allow ');
    const changes = treeChanges(topology.plan.stacks, tree, synthesis.terraform);
    const told = options.quiet || options.json ? [] : notSaid(issues, places.assembly);
    const said = saidArtifacts(issues, told, places.assembly);
    const [terraform, assembly] = writeTopology(loaded, [
      output,
      { root: places.assembly, artifacts: [...synthesis.assembly, ...said] },
    ]);
    const report = {
      topology,
      synthesis,
      changes,
      written: { terraform: terraform!, assembly: assembly!, lockChanged: topology.lock.changed },
      places,
      lockFile,
      issues,
      told,
      movedApart: dirname(join(options.out)) !== dirname(join(options.cdktfOut)),
    };
    if (options.json) terminal.out(view.synthJson(report));
    else view.showSynth(terminal, report, options.quiet);
    return EXIT.ok;
  },
};

/** Holds that one thing alone goes to standard output. */
function oneOutput({ json, printSpec: prints }: Readonly<Record<string, unknown>>): true {
  if (json === true && prints === true) throw new UsageError('--json and --print-spec are both given; give one');
  return true;
}

/** Prints the spec with every default filled in. */
async function printSpec({ spec, allow, quiet }: Options, terminal: Terminal): Promise<ExitCode> {
  const [{ loadFromFile }, { writtenSpec }, { wordsOf }] = await Promise.all([
    import('../io/loaded-topology'),
    import('../../actions/show-spec'),
    import('../io/data-kept'),
  ]);
  const loaded = loadFromFile(spec, terminal, { allowed: wordsOf(allow), quiet });
  if (!loaded) return EXIT.error;
  terminal.out(writtenSpec(loaded.topology));
  return EXIT.ok;
}
