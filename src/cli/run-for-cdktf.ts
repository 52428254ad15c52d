import { synthesize } from '../actions/synthesize';
import { loadFromFile } from './io/load';
import { readTemplates } from './io/templates';
import { writeFileAtomically } from './io/write-file';
import { writeTree } from './io/write-tree';
import { EXIT, type ExitCode, type Terminal } from './ports';

/** The key of `cdktf.json`'s context that names the spec. */
const SPEC_CONTEXT = 'topogen:spec';

/**
 * What `cdktf synth`, `diff` and `deploy` run: the same synthesis as `topogen synth`, written where cdktf looks for it.
 * The spec is the one that `TOPOGEN_SPEC` names, or cdktf.json's context.
 */
export async function runApp(env: NodeJS.ProcessEnv, terminal: Terminal): Promise<ExitCode> {
  const spec = env['TOPOGEN_SPEC'] || specOfContext(env['CDKTF_CONTEXT_JSON']);
  if (spec === undefined) {
    terminal.err(`error: no spec named; set TOPOGEN_SPEC, or "${SPEC_CONTEXT}" in the context of cdktf.json\n`);
    return EXIT.error;
  }
  // cdktf shows whatever comes on the error stream as an error, so what is only worth knowing stays unsaid here.
  const loaded = loadFromFile(spec, terminal, { quiet: true });
  if (!loaded) return EXIT.error;
  const { topology, lockFile } = loaded;
  const synthesis = await synthesize(topology.plan, readTemplates());
  if (topology.lock.changed) writeFileAtomically(lockFile, topology.lock.text);
  writeTree(env['CDKTF_OUTDIR'] || 'cdktf.out', synthesis.assembly);
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
