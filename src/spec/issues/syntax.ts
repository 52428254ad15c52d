import { issue, type Issue } from '../../kernel/issue';
import { printable } from '../../kernel/printable';
import { show } from './show';

/** These functions make the issues about a text that is not well-formed JSON or YAML. They have a position and no path. */

const IF_YAML = 'if this is YAML, name the file .yaml';

export function jsonExpected(wanted: string, found: string): Issue {
  const here = found === '' ? 'the file ends here' : `${found === '"' ? 'a double quote' : show(found)} stands here`;
  return issue('json-expected', {
    path: [],
    message: `${wanted} is expected, but ${here}`,
    remedy: found === '' ? 'complete the file' : `write ${wanted}`,
  });
}

export function jsonUnknownWord(word: string, suggestion: string | undefined): Issue {
  return issue('json-unknown-word', {
    path: [],
    message: `${show(word)} is no value that JSON knows`,
    remedy: suggestion === undefined ? `put text in double quotes; ${IF_YAML}` : `write ${suggestion}`,
  });
}

export function jsonTrailingComma(close: string): Issue {
  return issue('json-trailing-comma', {
    path: [],
    message: `a comma stands before the closing ${close}`,
    remedy: 'remove the comma: JSON has them only between entries',
  });
}

export function jsonComment(): Issue {
  return issue('json-comment', {
    path: [],
    message: 'JSON has no comments',
    remedy: 'remove it, or write the spec in YAML, which has them',
  });
}

export function jsonUnquotedKey(key: string): Issue {
  return issue('json-unquoted-key', {
    path: [],
    message: `the key ${show(key)} stands without quotes`,
    remedy: `write ${show(key)} in double quotes; ${IF_YAML}`,
  });
}

export function jsonSingleQuotes(): Issue {
  return issue('json-single-quotes', {
    path: [],
    message: 'JSON has no single quotes',
    remedy: `use double quotes; ${IF_YAML}`,
  });
}

export function jsonUnterminatedString(): Issue {
  return issue('json-unterminated-string', {
    path: [],
    message: 'this text does not end on its line',
    remedy: 'close it with a double quote',
  });
}

export function jsonControlCharacter(character: string): Issue {
  return issue('json-control-character', {
    path: [],
    message: `the character ${show(character)} may not stand in a text`,
    remedy: 'remove it, or write it as an escape such as \\t',
  });
}

export function jsonMalformedEscape(found: string): Issue {
  return issue('json-malformed-escape', {
    path: [],
    message: `${found} is no escape that JSON knows`,
    remedy: 'write a backslash itself as \\\\',
  });
}

export function jsonMalformedNumber(found: string): Issue {
  return issue('json-malformed-number', {
    path: [],
    message: `${show(found)} is no number in JSON`,
    remedy: 'write digits only, such as 12000 or 0.25, without leading zero, plus sign or separators',
  });
}

export function jsonTextAfterEnd(found: string): Issue {
  return issue('json-text-after-end', {
    path: [],
    message: `${show(found)} stands after the end of the spec`,
    remedy: 'remove what follows the last closing bracket, or look for a bracket too many',
  });
}

export function nestedTooDeeply(limit: number): Issue {
  return issue('nested-too-deeply', {
    path: [],
    message: `lists and objects are nested more than ${limit} deep`,
    remedy: 'a spec needs five levels: look for brackets that are never closed',
  });
}

export function yamlTooLong(): Issue {
  return issue('yaml-too-long', {
    path: [],
    message: 'up to here the text has more words and marks than any spec',
    remedy: 'check that this is the spec: one is a page of text',
  });
}

export function yamlSyntax(found: string): Issue {
  return issue('yaml-syntax', {
    path: [],
    message: `this is not well-formed YAML: ${saidByParser(found)}`,
    remedy: 'check indentation, colons and quotes here and on the line before',
  });
}

export function yamlDirective(): Issue {
  return issue('yaml-directive', {
    path: [],
    message: 'a %YAML directive stands at the head',
    remedy: 'remove it: specs are read as YAML 1.2',
  });
}

export function yamlTag(found: string): Issue {
  return issue('yaml-tag', {
    path: [],
    message: `tags are not read in a spec: ${saidByParser(found)}`,
    remedy: 'remove the tag and write a plain value',
  });
}

export function yamlSeveralDocuments(): Issue {
  return issue('yaml-several-documents', {
    path: [],
    message: 'a second YAML document begins here',
    remedy: 'keep one topology per file',
  });
}

export function yamlKeyNotPlain(): Issue {
  return issue('yaml-key-not-plain', {
    path: [],
    message: 'a key is a list or an object',
    remedy: 'write the key as a plain word',
  });
}

export function yamlMergeOfNoObject(): Issue {
  return issue('yaml-merge-of-no-object', {
    path: [],
    message: 'the key << takes in something that is no object',
    remedy: 'write an alias of an object, such as <<: *base, or a list of them',
  });
}

export function yamlUnknownAlias(name: string): Issue {
  return issue('yaml-unknown-alias', {
    path: [],
    message: `the alias ${show(`*${name}`)} has no anchor before it`,
    remedy: `mark the value with ${show(`&${name}`).slice(1, -1)} where it first stands`,
  });
}

export function yamlAliasBomb(limit: number): Issue {
  return issue('yaml-alias-bomb', {
    path: [],
    message: `with its aliases unfolded the spec has more than ${limit} values`,
    remedy: 'write the values out',
  });
}

export function duplicateKey(path: Issue['path'], key: string, firstLine: number): Issue {
  return issue('duplicate-key', {
    path,
    message: `the key ${show(key)} already stands on line ${firstLine}`,
    remedy: 'keep one of the two',
  });
}

/** A sentence of the YAML parser takes at most this many characters of a message: it may quote whole lines. */
const MOST_SAID = 200;

function saidByParser(sentence: string): string {
  const said = `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`.replace(/\.$/, '');
  return printable(said.length <= MOST_SAID ? said : `${said.slice(0, MOST_SAID - 1)}…`);
}
