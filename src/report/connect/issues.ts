import { issue, type Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import type { Machine } from './machines';

export function datacenterUnknown(word: string, names: readonly string[]): Issue {
  return unknown('connect-datacenter', `the topology has no datacenter ${shown(word)}`, word, names);
}

export function destinationUnknown(word: string, words: readonly string[]): Issue {
  return unknown('connect-destination', `there is nothing called ${shown(word)} to connect to`, word, words);
}

/** Makes the issue about a destination that another datacenter alone has. */
export function destinationElsewhere(destination: string, datacenter: string, place: string): Issue {
  return issue('connect-elsewhere', {
    path: [],
    message: `${datacenter} has data planes alone, and none of them has ${destination}`,
    remedy: `name ${place}, where the control planes are: what is changed there comes to every datacenter`,
  });
}

/** Makes the issue about a `--node` that names no machine of that kind in the datacenter. */
export function machineUnknown(word: string, destination: string, there: readonly Machine[]): Issue {
  const names = there.map(({ name, isGroup, count }) => (isGroup ? `${name}-1 to ${name}-${count}` : name));
  return issue('connect-node', {
    path: [],
    message: `the datacenter has no machine ${shown(word)} with ${destination}`,
    remedy: `name one of ${names.join(', ')}, or its number in that order`,
  });
}

function unknown(code: string, message: string, word: string, known: readonly string[]): Issue {
  const near = suggest(word.slice(0, 200), known);
  const remedy = near === undefined ? `name one of ${known.join(', ')}` : `did you mean "${near}"?`;
  return issue(code, { path: [], message, remedy });
}

function shown(word: string): string {
  return JSON.stringify(word.length > 60 ? `${word.slice(0, 60)}...` : word);
}
