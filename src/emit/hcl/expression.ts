import { alignAssignments, indent, line, type Line, suffix, WIDTH } from './line';
import { flatten, type Group, isGroup, type Node, parseNodes } from './node';
import { joinTokens } from './spacing';
import type { Token } from './token';

/** Lays out an expression on one line, or, if it does not fit the room, broken at its widest list, object or call. */
export function layoutExpression(tokens: readonly Token[], room: number): Line[] {
  return layoutNodes(parseNodes(tokens), room);
}

/** Formats an expression on one line, spaced as `terraform fmt` does. */
export function formatExpression(tokens: readonly Token[]): string {
  return joinTokens(flatten(parseNodes(tokens)));
}

function layoutNodes(nodes: readonly Node[], room: number): Line[] {
  const flat = joinTokens(flatten(nodes));
  const at = flat.length > room ? widestBreakable(nodes) : -1;
  if (at < 0) return [line(flat)];
  const { opens, closes, innermost } = nest(nodes[at] as Group);
  const first = joinTokens([...flatten(nodes.slice(0, at)), ...opens]);
  const last = joinTokens([...closes, ...flatten(nodes.slice(at + 1))]);
  return [line(first), ...indent(layoutItems(innermost, room - 2)), line(last)];
}

/**
 * Finds the brackets that share the first and the last line. A list, an object or a call that comes last in a call
 * shares its line, unless bulky ones come before it: `base64encode(templatefile("a", {` ... `}))`. So does the only
 * element of a list: `[{` ... `}]`.
 */
function nest(group: Group): { opens: Token[]; closes: Token[]; innermost: Group } {
  const before = group.items.slice(0, -1);
  const last = group.items[before.length] ?? [];
  const inner = last[last.length - 1];
  if (!inner || inner.type !== 'group' || !mayShare(group, before, last)) {
    return { opens: [group.open], closes: [group.close], innermost: group };
  }
  const start = before.flatMap((item): Token[] => [...flatten(item), { type: ',', text: ',' }]);
  const { opens, closes, innermost } = nest(inner);
  return {
    opens: [group.open, ...start, ...flatten(last.slice(0, -1)), ...opens],
    closes: [...closes, group.close],
    innermost,
  };
}

function mayShare(group: Group, before: readonly (readonly Node[])[], last: readonly Node[]): boolean {
  if (isPaired(group) || (before.length > 0 && group.open.type === '[') || before.some(isBulky)) return false;
  const [first, second] = last;
  if (last.length === 1) return first?.type === 'group' && first.open.type !== '(' && isBreakable(first, undefined);
  return last.length === 2 && first?.type === 'ident' && isGroup(second, '(') && isBreakable(second, first);
}

/** True if an item before the last takes too much of the line to share it. */
function isBulky(item: readonly Node[]): boolean {
  return (
    item.some((node) => isGroup(node, '{') || isGroup(node, '[')) || joinTokens(flatten(item)).length > (WIDTH * 3) / 4
  );
}

function layoutItems(group: Group, room: number): Line[] {
  if (isPaired(group)) {
    const pairs = group.items.map(([key, , ...value]) => {
      const name = joinTokens(flatten(key ? [key] : []));
      return { name, value: layoutNodes(value, room - name.length - 3) };
    });
    return alignAssignments(pairs);
  }
  // The last item too has a comma, so that one more item is one more line of a diff; calls do not accept it.
  return group.items.flatMap((item, i) =>
    suffix(layoutNodes(item, room - 1), group.open.type === '(' && i === group.items.length - 1 ? '' : ','),
  );
}

const isPaired = (group: Group): boolean =>
  group.open.type === '{' && group.items.every(([, sign]) => sign?.type === '=');

function widestBreakable(nodes: readonly Node[]): number {
  const widths = nodes.map((node, i) =>
    node.type === 'group' && isBreakable(node, nodes[i - 1]) ? joinTokens(flatten([node])).length : 0,
  );
  const widest = Math.max(0, ...widths);
  return widest === 0 ? -1 : widths.indexOf(widest);
}

/** True for lists, objects and calls; false for `for` expressions, indexes and plain brackets. */
function isBreakable(group: Group, before: Node | undefined): boolean {
  const [first] = group.items[0] ?? [];
  if (!first || (first.type === 'ident' && first.text === 'for')) return false;
  switch (group.open.type) {
    case '(':
      return before?.type === 'ident';
    case '[':
      return !before || !(before.type === 'group' || (before.type === 'ident' && before.text !== 'in'));
    default:
      return group.open.type === '{';
  }
}
