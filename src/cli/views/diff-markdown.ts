import { harms, isSame, type TopologyDiff } from '../../actions/diff/diff-topologies';
import type { Topology } from '../../actions/load-topology';
import type { Issue } from '../../kernel/issue';
import { markdown, markdownCode, markdownText } from '../../kernel/text/markdown';
import { markdownPage, type MarkdownPart } from '../../kernel/text/markdown-page';
import { made, type Text } from '../../kernel/text/text';
import { costLine, counts, MARKS, reason } from './diff';
import { LOSS_WORDS } from './loss-words';

type Plan = Topology['plan'];

/**
 * Renders the difference for a comment of a pull request: what would be refused and lost first, resources last and folded.
 *
 * @param refused losses for which `synth` would refuse the new spec
 */
export function diffMarkdown(difference: TopologyDiff, before: Plan, after: Plan, refused: readonly Issue[]): string {
  const title = markdown`### Topology ${markdownText(after.topology)}: ${markdownText(
    isSame(difference) ? 'no difference' : counts(difference).replace(/\.$/, ''),
  )}`;
  if (isSame(difference) && refused.length === 0) return `${title}\n`;
  const parts = [
    { head: [title], lines: [] },
    refusals(refused),
    losses(difference),
    list('**Topology**', difference.topology.map(topologyLine)),
    { head: [markdown`**Cost**: ${markdownText(costLine(before, after))}`], lines: [] },
    resources(difference),
  ];
  return markdownPage(
    parts.filter(({ head, lines }) => head.length > 0 || lines.length > 0),
    markdownCode('topogen diff'),
  );
}

const NOTHING: MarkdownPart = { head: [], lines: [] };

function list(title: string, lines: readonly Text<'markdown'>[]): MarkdownPart {
  return lines.length === 0 ? NOTHING : { head: [made(title), made('')], lines };
}

function refusals(refused: readonly Issue[]): MarkdownPart {
  const lines = refused.map(
    ({ message, remedy, code }) =>
      markdown`- ${markdownText(message)}; ${markdownText(remedy ?? '')} (${markdownCode(code)})`,
  );
  return list('**`topogen synth` refuses this change**', lines);
}

function losses(difference: TopologyDiff): MarkdownPart {
  const weights = Object.keys(LOSS_WORDS);
  const weight = ({ change }: ReturnType<typeof harms>[number]): number => weights.indexOf(change.loses ?? '');
  const heaviest = harms(difference).sort((one, other) => weight(one) - weight(other));
  const lines = heaviest.map(({ stack, change }) => {
    const words = change.loses ? LOSS_WORDS[change.loses] : '';
    return markdown`- ${markdownCode(`${stack}: ${change.address}`)} is ${markdownText(`${change.action}d: ${words}`)}`;
  });
  return list('**What is lost**', lines);
}

function topologyLine({ action, what, name, detail }: TopologyDiff['topology'][number]): Text<'markdown'> {
  const words = `${what} ${name}${detail === '' ? '' : `: ${detail}`}`;
  return markdown`- ${markdownCode(MARKS[action])} ${markdownText(words)}`;
}

function resources({ stacks }: TopologyDiff): MarkdownPart {
  const lines = stacks.flatMap(({ stack, resources: changes }) =>
    changes.map(
      (it) =>
        markdown`- ${markdownCode(MARKS[it.action])} ${markdownCode(`${stack}: ${it.address}`)}${markdownText(reason(it))}`,
    ),
  );
  if (lines.length === 0) return NOTHING;
  return {
    head: [made(`<details><summary>${lines.length} resources</summary>`), made('')],
    lines,
    end: [made(''), made('</details>')],
  };
}
