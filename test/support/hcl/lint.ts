import { assignmentsOf, endOfGroup, type PlacedToken, readBlocks, type SourceBlock } from './hcl-blocks';

export interface LintFinding {
  readonly path: string;
  /** Line, counted from 1. */
  readonly line: number;
  readonly rule: LintRule;
  /** Fault, with the name or the text at fault. */
  readonly message: string;
}

export type LintRule =
  'deprecated-interpolation' | 'quoted-reference' | 'unused-declaration' | 'naming' | 'missing-description';

interface Source {
  readonly path: string;
  readonly blocks: readonly SourceBlock[];
}

/**
 * Returns the faults that a reviewer would report, after the rules of tflint's Terraform ruleset that need no provider.
 * It reads the files of one folder together, since one file declares what another uses.
 *
 * @throws Error on text that is not HCL
 */
export function lintHcl(files: readonly { readonly path: string; readonly text: string }[]): LintFinding[] {
  const sources = files.map(({ path, text }) => ({ path, blocks: readBlocks(text) }));
  const used = new Set(sources.flatMap(({ blocks }) => blocks.flatMap(({ body }) => referencesIn(body))));
  return sources.flatMap((source) =>
    source.blocks.flatMap((block) => [
      ...findInterpolations(source, block),
      ...findQuotedReferences(source, block),
      ...declarationsOf(block).flatMap((declaration) => lintDeclaration(source, block, declaration, used)),
      ...findMissingDescription(source, block),
    ]),
  );
}

/** Finds `"${x}"`, for which `x` is enough. */
function findInterpolations(source: Source, { body }: SourceBlock): LintFinding[] {
  return body.flatMap((token, i) => {
    if (token.type !== 'openQuote' || body[i + 1]?.type !== 'interp') return [];
    const end = endOfGroup(body, i + 1);
    if (body[end + 1]?.type !== 'closeQuote') return [];
    const inside = body.slice(i + 2, end).map(({ text }) => text);
    return [finding(source, token, 'deprecated-interpolation', `"\${${inside.join('')}}" needs no quotes`)];
  });
}

const REFERENCES: ReadonlySet<string> = new Set(['provider', 'depends_on', 'ignore_changes', 'replace_triggered_by']);

/** Finds `depends_on = ["aws_vpc.main"]`; the quotes of an index, as in `tags["Name"]`, are right. */
function findQuotedReferences(source: Source, { body }: SourceBlock): LintFinding[] {
  return body.flatMap((token, i) => {
    if (token.type !== 'ident' || !REFERENCES.has(token.text) || body[i + 1]?.type !== '=') return [];
    const start = body[i + 2]?.type === '[' ? i + 3 : i + 2;
    const end = start === i + 3 ? endOfGroup(body, i + 2) : start + 1;
    const quotes = body.slice(start, end).filter((each, j) => {
      const before = body[start + j - 1]?.type;
      return each.type === 'openQuote' && (j === 0 || before === ',' || before === 'newline');
    });
    return quotes.map((quote) =>
      finding(source, quote, 'quoted-reference', `${token.text} takes references, not strings`),
    );
  });
}

interface Declaration {
  readonly name: string;
  readonly line: number;
  /** Name by which others refer to the block; undefined if no reference to it is required. */
  readonly reference?: string;
}

function declarationsOf(block: SourceBlock): Declaration[] {
  const { type, labels, line } = block;
  const [first = '', second = ''] = labels;
  switch (type) {
    case 'resource':
      return [{ name: second, line }];
    case 'data':
      return [{ name: second, line, reference: `data.${first}.${second}` }];
    case 'variable':
      return [{ name: first, line, reference: `var.${first}` }];
    case 'output':
    case 'module':
      return [{ name: first, line }];
    case 'locals':
      return assignmentsOf(block.body).map(({ name }) => {
        return { name: name.text, line: name.line, reference: `local.${name.text}` };
      });
    default:
      return [];
  }
}

/** Two underscores may separate two names, as in the pair `us_east__eu_west`. */
const SNAKE_CASE = /^[a-z][a-z0-9]*(__?[a-z0-9]+)*$/;

function lintDeclaration(
  source: Source,
  block: SourceBlock,
  { name, line, reference }: Declaration,
  used: ReadonlySet<string>,
): LintFinding[] {
  const findings: LintFinding[] = [];
  if (!SNAKE_CASE.test(name))
    findings.push(finding(source, { line }, 'naming', `${block.type} ${name} is not snake_case`));
  if (reference !== undefined && !used.has(reference)) {
    findings.push(finding(source, { line }, 'unused-declaration', `nothing refers to ${reference}`));
  }
  return findings;
}

function findMissingDescription(source: Source, block: SourceBlock): LintFinding[] {
  if (block.type !== 'variable' && block.type !== 'output') return [];
  const description = assignmentsOf(block.body).find(({ name }) => name.text === 'description');
  if (description?.value.some(({ type }) => type === 'literal')) return [];
  return [finding(source, block, 'missing-description', `${block.type} ${block.labels[0] ?? ''} has no description`)];
}

/** Returns every use of `var.x`, `local.x` and `data.type.name`. */
function referencesIn(body: readonly PlacedToken[]): string[] {
  return body.flatMap((token, i) => {
    const parts = REFERRED_PARTS[token.text];
    if (token.type !== 'ident' || parts === undefined || body[i - 1]?.type === '.') return [];
    return [
      body
        .slice(i, i + 2 * parts - 1)
        .map(({ text }) => text)
        .join(''),
    ];
  });
}

/** Number of names in a reference, including the first. */
const REFERRED_PARTS: Readonly<Record<string, number>> = { var: 2, local: 2, data: 3 };

function finding(source: Source, at: { readonly line: number }, rule: LintRule, message: string): LintFinding {
  return { path: source.path, line: at.line, rule, message };
}
