import { mutantOf, type Kind, type Mutant } from './mutant';

/** What may stand where in a line of a shell script. The whole match is replaced. */
const CHANGES: readonly (readonly [Kind, RegExp, string])[] = [
  ['comparison', / == /g, ' != '],
  ['comparison', / != /g, ' == '],
  ['comparison', /\[\[ -z /g, '[[ -n '],
  ['comparison', /\[\[ -n /g, '[[ -z '],
  ['comparison', /(?<=\(\(.*) > /g, ' >= '],
  ['comparison', / =~ \^/g, ' =~ '],
  ['comparison', /\$ \]\]/g, ' ]]'],
  ['comparison', /(?<=grep .*["'])\^/g, ''],
  ['comparison', /(?<=grep .*)\$(?=["'])/g, ''],
  ['comparison', /\*"'(\$\w+)'"\*/g, '*"$1"*'],
  ['comparison', /\*"'(\$\w+)'"\*/g, `*"'$1"*`],
  ['logic', / && /g, ' || '],
  ['logic', / \|\| /g, ' && '],
  ['logic', /(?<=\bif )! /g, ''],
  ['logic', /(?<=\buntil )/g, '! '],
  ['condition', /\breturn 0\b/g, 'return 1'],
  ['condition', /\breturn 1\b/g, 'return 0'],
  ['condition', /=no\b/g, '=yes'],
  ['condition', /=yes\b/g, '=no'],
  ['condition', / == no\b/g, ' == yes'],
  ['call', /\[@\]\}/g, '}'],
  ['call', /(?<=\$\{\w+)\/\//g, '/'],
  ['call', /\+=/g, '='],
  ['call', /(?<=grep -[a-z]*)i(?=[a-z0-9]* )/g, ''],
  ['call', /(?<=\$\{all\[@\]):turn/g, ''],
  ['number', /(?<![\w$.{\\-]|\b(?:return|exit) |^ *)(\d+)(?![\w.]|\d*[>&]|-9)/g, '1$1'],
  ['number', /\bumask 077\b/g, 'umask 022'],
];

/** Lines that do something by themselves, and may be left out. */
const STATEMENT = /^ *(?!(?:log|reason=|local|set|fi|done|esac|then|else|do)\b)[a-z_$"][^{}]*$/;
/** Lines that another holds together with its own: the head or the middle of a block. */
const FRAME = /^ *(?:if|elif|until|while|for|case|\.)\b|(?:then|do|in|\\|&&|\|\||;;|\()$|^ *[\w*| ]+\)/;

/** Every mutant of a shell script, in its order. */
export function shellMutants(path: string, text: string): Mutant[] {
  const mutants: Mutant[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const start = offset;
    offset += line.length + 1;
    if (/^\s*(#|$)/.test(line) || /^ *log /.test(line)) continue;
    for (const [kind, pattern, replacement] of CHANGES)
      for (const match of line.matchAll(pattern)) {
        const [from, whole] = [start + match.index, match[0]];
        const into = replacement.replace('$1', () => match[1] ?? '');
        mutants.push(mutantOf(path, text, kind, from, from + whole.length, into));
      }
    if (STATEMENT.test(line) && !FRAME.test(line))
      mutants.push(mutantOf(path, text, 'statement', start + /^ */.exec(line)![0].length, start + line.length, ':'));
  }
  return mutants;
}
