import { treeChanges } from '../actions/diff/tree-changes';
import { renderedOnce } from '../actions/rendered-once';
import { synthesize } from '../actions/synthesize';
import { assertDataKept, wordsOf } from './io/data-kept';
import { diskFault } from './io/disk-fault';
import { assertFirstLock } from './io/first-lock';
import { loadToWrite } from './io/load-to-write';
import { readTree } from './io/outputs/read-tree';
import { assertPlaces } from './io/places';
import { realPath } from './io/real-path';
import { Refusal } from './io/refusal';
import { saidArtifacts } from './io/said-advice';
import { readTemplates } from './io/templates';
import { writeTopology } from './io/write-topology';
import { EXIT, type ExitCode, type Terminal } from './ports';
import { shown } from './views/shown';
import { otherAssembly } from './views/other-assembly';
import { lossText } from './views/tree-changes';

/** The key of `cdktf.json`'s context that names the spec. */
const SPEC_CONTEXT = 'topogen:spec';

/**
 * Runs for `cdktf synth`, `diff` and `deploy`: the same synthesis as `topogen synth`, written to the folder that cdktf
 * reads. The spec is the one that `TOPOGEN_SPEC` names, or cdktf.json's context; `TOPOGEN_ALLOW` is what `--allow` is to `topogen synth`.
 */
export async function runApp(env: NodeJS.ProcessEnv, terminal: Terminal): Promise<ExitCode> {
  const spec = env['TOPOGEN_SPEC'] || specOfContext(env['CDKTF_CONTEXT_JSON']);
  if (spec === undefined) {
    terminal.err(`error: no spec named; set TOPOGEN_SPEC, or "${SPEC_CONTEXT}" in the context of cdktf.json\n`);
    return EXIT.error;
  }
  try {
    return await writeAssembly(spec, env['CDKTF_OUTDIR'] || 'cdktf.out', env['TOPOGEN_ALLOW'] ?? '', terminal);
  } catch (error) {
    const fault = error instanceof Refusal ? error.message : diskFault(error);
    if (fault === undefined) throw error;
    terminal.err(`error: ${shown(fault)}\n`);
    return EXIT.error;
  }
}

async function writeAssembly(spec: string, root: string, allowed: string, terminal: Terminal): Promise<ExitCode> {
  // cdktf shows everything on the error stream as an error, so advice is left out here.
  const templates = readTemplates();
  const nodesOf = renderedOnce(templates);
  const loaded = loadToWrite(spec, terminal, nodesOf, { quiet: true, allowed: wordsOf(allowed), tree: () => root });
  if (!loaded) return EXIT.error;
  const { plan } = loaded.topology;
  assertPlaces({ cdktfOut: root, topology: plan.topology, specFile: spec });
  assertFirstLock(loaded, spec, root);
  const { assembly } = await synthesize(plan, templates, nodesOf(plan));
  const tree = readTree(realPath(root));
  assertDataKept(loaded.topology, { root, tree, artifacts: assembly }, 'TOPOGEN_ALLOW=');
  const changes = treeChanges(plan.stacks, tree, assembly);
  // cdktf lists the folders of stacks before it runs this, and itself removes those that are not in the manifest
  // afterwards.
  const [written] = writeTopology(loaded, [
    { root, artifacts: [...assembly, ...saidArtifacts(loaded.issues, [], root)], keepFolders: true },
  ]);
  if (changes) terminal.err(lossText(changes, root));
  if (written?.formerTopology !== undefined) terminal.err(otherAssembly(root, written.formerTopology, plan.topology));
  return EXIT.ok;
}

function specOfContext(json: string | undefined): string | undefined {
  if (json === undefined) return undefined;
  let context: unknown;
  try {
    context = JSON.parse(json);
  } catch {
    return undefined;
  }
  const spec = (context as Readonly<Record<string, unknown>> | null)?.[SPEC_CONTEXT];
  return typeof spec === 'string' ? spec : undefined;
}
