import { dirname } from 'node:path';
import type { Topology } from '../../actions/load-topology';
import type { StackChange } from '../../actions/diff/stack-changes';
import type { Synthesis } from '../../actions/synthesize';
import { foldedLines } from '../../kernel/folded-lines';
import { canonicalJson } from '../../kernel/json';
import type { Issue } from '../../kernel/issue';
import type { TreeReport } from '../io/outputs/write-outputs';
import { programOf, type Terminal } from '../ports';
import { plainWords } from '../../kernel/text/text';
import { issuesJson, showIssues, type IssueJson } from './issues';
import { otherAssembly } from './other-assembly';
import { outOption, pasted, shown } from './shown';
import { changesJson, changeText, lossText, type ChangesJson } from './tree-changes';

/** The results of `synth`. */
export interface SynthReport {
  readonly topology: Topology;
  readonly synthesis: Synthesis;
  /** The changes of the HCL tree that was overwritten; undefined if there was none. */
  readonly changes: readonly StackChange[] | undefined;
  readonly written: { readonly terraform: TreeReport; readonly assembly: TreeReport; readonly lockChanged: boolean };
  readonly places: { readonly terraform: string; readonly assembly: string };
  readonly lockFile: string;
  readonly issues: readonly Issue[];
  /** Advice that this run tells. */
  readonly told: readonly Issue[];
  /** True if the two trees are in different folders, so that a local state would not be the same for both. */
  readonly movedApart: boolean;
}

/** Shows one line for each stack, what changes, the files that were left alone or removed, and the next command to type. */
export function showSynth(terminal: Terminal, report: SynthReport, quiet: boolean): void {
  const { synthesis, written, places, topology } = report;
  const say = (line: string): void => void (quiet || terminal.err(`${line}\n`));
  const width = Math.max(...synthesis.stacks.map((stack) => stack.name.length));
  for (const stack of synthesis.stacks) {
    say(
      `  ${stack.name.padEnd(width)}  ${String(stack.resources).padStart(4)} resources  ${shown(places.terraform)}/${stack.name}`,
    );
  }
  showIssues(terminal, report.told);
  if (written.lockChanged)
    say(
      `\nWrote ${shown(report.lockFile)}: commit it with the spec; it keeps every datacenter's addresses, and what stands.`,
    );
  showLeftovers(terminal, report);
  if (report.changes) {
    terminal.err(lossText(report.changes, places.terraform));
    say(`\n${changeText(report.changes, places.terraform)}`.trimEnd());
  }
  say(`\nNext, the stacks one after another, each with its plan before it is built:`);
  for (const line of applyLines(places.terraform, synthesis)) say(`  ${line}`);
  const spec = pasted(reportSpec(topology, report.lockFile));
  say(`Or all of them by topogen, which asks at each plan, or by cdktf:`);
  say(`  ${programOf(terminal)} apply ${spec}${outOption(dirname(places.terraform))}`);
  say(`  TOPOGEN_SPEC=${spec} npx cdktf deploy '*'`);
}

/** Makes the lines of a shell that apply every stack in order, and end at the first that fails. */
function applyLines(tree: string, { stacks }: Synthesis): readonly string[] {
  const folder = `-chdir=${pasted(tree)}/$stack`;
  const names = foldedLines(stacks.map(({ name }) => name).join(' '), 60);
  return [
    ...`for stack in ${names.join(' \\\n    ')}; do`.split('\n'),
    `  terraform ${folder} init &&`,
    `    terraform ${folder} apply || break`,
    'done',
  ];
}

/** The answer of `synth` for programs. Paths are relative to the folder of the run. */
export interface SynthJson {
  readonly format: 1;
  readonly ok: true;
  readonly topology: string;
  /** Stacks in order of apply, each with its folder of HCL. */
  readonly stacks: readonly { readonly name: string; readonly resources: number; readonly path: string }[];
  /** Folder of the HCL tree. */
  readonly terraform: string;
  /** Folder of the assembly that cdktf deploys. */
  readonly cdktf: string;
  readonly lockFile: string;
  readonly lockChanged: boolean;
  /** Files of earlier runs that are no longer part of the topology. */
  readonly removed: readonly string[];
  /** Files in the tree that topogen did not write, and left alone. */
  readonly foreign: readonly string[];
  /** The other topology whose assembly was in that folder. */
  readonly cdktfHeld?: string;
  /** Absent if no tree was overwritten. */
  readonly changes?: ChangesJson;
  readonly issues: readonly IssueJson[];
}

/** Renders the report for programs. */
export function synthJson(report: SynthReport): string {
  const held = report.written.assembly.formerTopology;
  return canonicalJson({
    format: 1,
    ok: true,
    topology: report.topology.plan.topology,
    stacks: report.synthesis.stacks.map((stack) => ({ ...stack, path: `${report.places.terraform}/${stack.name}` })),
    terraform: report.places.terraform,
    cdktf: report.places.assembly,
    lockFile: report.lockFile,
    lockChanged: report.written.lockChanged,
    removed: report.written.terraform.removed,
    foreign: report.written.terraform.foreign,
    ...(held === undefined ? {} : { cdktfHeld: held }),
    ...(report.changes ? { changes: changesJson(report.changes) } : {}),
    issues: issuesJson(report.issues),
  } satisfies SynthJson);
}

function reportSpec({ plan }: Topology, lockFile: string): string {
  const specFile = plainWords(plan.specFile);
  return specFile === '' ? 'spec.json' : lockFile.replace(/[^/\\]*$/, () => specFile);
}

function showLeftovers(terminal: Terminal, report: SynthReport): void {
  const { terraform, places } = { terraform: report.written.terraform, places: report.places };
  for (const path of terraform.foreign)
    terminal.err(`left alone: ${shown(`${places.terraform}/${path}`)} (not written by topogen)\n`);
  const { formerTopology } = report.written.assembly;
  if (formerTopology !== undefined)
    terminal.err(otherAssembly(places.assembly, formerTopology, report.topology.plan.topology));
  const current = new Set(report.synthesis.stacks.map((stack) => stack.name));
  const gone = new Set(
    terraform.removed
      .map((path) => path.split('/')[0] ?? '')
      .filter((name) => name !== '' && !current.has(name) && !name.includes('.')),
  );
  if (gone.size > 0) terminal.err(goneText([...gone].sort().map(shown), current, shown(places.terraform)));
  if (report.movedApart && report.topology.plan.state.backend === 'local') {
    terminal.err(
      'warning: --out and --cdktf-out lie in different folders, so terraform and cdktf would keep different local states\n',
    );
  }
}

/**
 * Makes the warning about stacks that were removed, in the order in which to destroy them: names, clusters, links, networks.
 */
function goneText(gone: readonly string[], current: ReadonlySet<string>, tree: string): string {
  const layer = (name: string): string[] => gone.filter((stack) => stack.startsWith(name));
  const networks = layer('network-');
  const links = layer('links').map((stack) => `destroy ${stack}`);
  const steps = [
    ...layer('dns').map((stack) => `destroy ${stack}`),
    ...layer('cluster-').map((stack) => `destroy ${stack}`),
    ...(networks.length > 0 && current.has('links') ? ['apply links, when the spec is without the datacenter'] : links),
    ...networks.map((stack) => `destroy ${stack}`),
  ];
  return [
    `warning: no longer part of the topology: ${gone.join(', ')}. What was applied of this still runs and is billed. Unless you destroyed it,`,
    `bring spec, lock file and ${tree} back from version control, and go by the steps of topogen runbook. The order matters:`,
    ...steps.map((step, i) => `  ${i + 1}. ${step}`),
    '',
  ].join('\n');
}
