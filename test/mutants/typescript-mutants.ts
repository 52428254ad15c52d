import * as ts from 'typescript';
import { mutantOf, type Kind, type Mutant } from './mutant';

/** Every mutant of a TypeScript source, in its order. Types, imports and the texts of exceptions are left as they are. */
export function typescriptMutants(path: string, text: string): Mutant[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (isLeftAlone(node)) return;
    for (const [kind, replacement, at = node] of changesOf(node))
      mutants.push(mutantOf(path, text, kind, at.getStart(source), at.end, replacement));
    for (const [kind, start, end] of removalsOf(node, source)) mutants.push(mutantOf(path, text, kind, start, end, ''));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

function isLeftAlone(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isThrowStatement(node)
  );
}

/** A kind and what stands there instead, of the node itself or of a part of it. */
type Change = readonly [kind: Kind, replacement: string, at?: ts.Node];

function changesOf(node: ts.Node): Change[] {
  if (ts.isBinaryExpression(node)) return ofOperator(node);
  if (ts.isNumericLiteral(node)) return [1, -1].map((step) => ['number', String(Number(node.text) + step)]);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [['logic', node.operand.getText()]];
  if (ts.isIfStatement(node) || ts.isWhileStatement(node))
    return ['true', 'false'].map((it) => ['condition', it, node.expression]);
  if (ts.isConditionalExpression(node)) return ofConditional(node);
  if (ts.isCallExpression(node)) return ofCall(node);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [['condition', 'false']];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [['condition', 'true']];
  return ofText(node);
}

const OPERATORS: Readonly<Record<string, readonly [Kind, ...string[]]>> = {
  '<': ['comparison', '<=', '>='],
  '<=': ['comparison', '<', '>'],
  '>': ['comparison', '>=', '<='],
  '>=': ['comparison', '>', '<'],
  '===': ['comparison', '!=='],
  '!==': ['comparison', '==='],
  '&&': ['logic', '||'],
  '||': ['logic', '&&'],
  '+': ['number', '-'],
  '-': ['number', '+'],
  '*': ['number', '/'],
  '/': ['number', '*'],
  '%': ['number', '*'],
  '+=': ['number', '-='],
  '-=': ['number', '+='],
};

function ofOperator(node: ts.BinaryExpression): Change[] {
  const operator = node.operatorToken.getText();
  const [kind, ...others] = OPERATORS[operator] ?? ['number'];
  const [left, right] = [node.left.getText(), node.right.getText()];
  const swaps = others.map((other): Change => [kind, `${left} ${other} ${right}`]);
  const isChoice = operator === '&&' || operator === '||';
  return [
    ...swaps,
    ...(isChoice ? [left, right].map((side): Change => ['logic', side]) : []),
    ...(operator === '??' ? [['logic', right] as const] : []),
  ];
}

function ofConditional(node: ts.ConditionalExpression): Change[] {
  const [condition, yes, no] = [node.condition, node.whenTrue, node.whenFalse].map((it) => it.getText());
  return [
    ['condition', `!(${condition}) ? ${yes} : ${no}`],
    ['condition', yes!],
    ['condition', no!],
  ];
}

const OTHER_METHODS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
};
/** Methods whose result may stand for itself: `list.filter(...)` becomes `list`. */
const STEPS = new Set(['filter', 'sort', 'replace', 'replaceAll', 'trim', 'toLowerCase', 'slice', 'reverse']);

function ofCall(node: ts.CallExpression): Change[] {
  if (!ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  const other = Object.hasOwn(OTHER_METHODS, name.text) ? OTHER_METHODS[name.text] : undefined;
  return [
    ...(other === undefined ? [] : [['call', other, name] as const]),
    ...(STEPS.has(name.text) ? [['call', expression.getText()] as const] : []),
  ];
}

function ofText(node: ts.Node): Change[] {
  if (ts.isStringLiteral(node) && ts.isPropertyAssignment(node.parent) && node.parent.name === node) return [];
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))
    return [['text', node.text === '' ? "'mutated'" : `${node.getText().slice(0, -1)}-x${node.getText().slice(-1)}`]];
  if (ts.isTemplateExpression(node)) return [['text', `${node.getText().slice(0, -1)}-x\``]];
  if (!ts.isRegularExpressionLiteral(node)) return [];
  const regex = node.getText();
  return [
    ...(/^\/\^/.test(regex) ? [['logic', `/${regex.slice(2)}`] as const] : []),
    ...(/\$\/[a-z]*$/.test(regex) ? [['logic', regex.replace(/\$(\/[a-z]*)$/, '$1')] as const] : []),
  ];
}

/** Parts that may be taken out: elements of lists, properties of objects, statements that are no more than an expression. */
function removalsOf(node: ts.Node, source: ts.SourceFile): [Kind, number, number][] {
  if (ts.isArrayLiteralExpression(node)) return partsOf(node.elements, source);
  if (ts.isObjectLiteralExpression(node)) return partsOf(node.properties, source);
  const isAlone = ts.isExpressionStatement(node) && !ts.isSourceFile(node.parent);
  return isAlone ? [['statement', node.getStart(source), node.end]] : [];
}

/** Each part with the comma behind it. */
function partsOf(parts: ts.NodeArray<ts.Node>, source: ts.SourceFile): [Kind, number, number][] {
  return parts.map((part) => {
    const comma = /^\s*,/.exec(source.text.slice(part.end))?.[0].length ?? 0;
    return ['element', part.getStart(source), part.end + comma];
  });
}
