import { PROVIDER_ADDITIONS } from '../../clouds/replacement';
import type { Configured } from '../../kernel/replacement';
import { hclBlocks, hclBody, type HclBlock } from './read-hcl';
import {
  elementMaker,
  entriesOf,
  fileNames,
  readElements,
  type ReadFile,
  type StackElement,
  type StackElements,
  type StackJson,
} from './stack-elements';

/** The texts of a stack by their paths in its folder, with line ends as topogen writes them. */
export type Files = ReadonlyMap<string, string>;

/**
 * Returns the elements of a stack in two versions. An element that is written alike in both is one value, which is read once.
 *
 * Of a generated file that is the same in both only the names of further files are read into the elements that name it: texts
 * of machines are long, and each element that names one would be compared by the whole of it.
 */
export function elementsOfBoth(
  old: Files,
  fresh: Files,
): { readonly old: StackElements; readonly fresh: StackElements } {
  const known = new Map<string, StackElement>();
  return { fresh: elementsOf(fresh, old, known), old: elementsOf(old, fresh, known) };
}

function elementsOf(files: Files, other: Files, known: Map<string, StackElement>): StackElements {
  const readFile: ReadFile = (path) => {
    const text = files.get(`files/${path}`);
    return text !== undefined && text === other.get(`files/${path}`) ? fileNames(text).join('\n') : text;
  };
  const json = files.get('cdk.tf.json');
  if (json !== undefined) return readElements(parsed(json), readFile, PROVIDER_ADDITIONS);
  const blocks = [...files].flatMap(([file, text]) => (file.endsWith('.tf') ? hclBlocks(text) : []));
  return elementsOfBlocks(blocks, readFile, known);
}

function elementsOfBlocks(
  blocks: readonly HclBlock[],
  readFile: ReadFile,
  known: Map<string, StackElement>,
): StackElements {
  const ofProviders = blocks.filter(({ type }) => type === 'provider');
  const providers: Record<string, Configured[]> = {};
  for (const block of ofProviders) (providers[block.labels[0] ?? ''] ??= []).push(hclBody(block));
  const beginning = ofProviders.map(({ text }) => text).join('\n');
  const make = elementMaker(providers, readFile, PROVIDER_ADDITIONS);
  return new Map(
    blocks.flatMap((block) => {
      const address = addressOf(block);
      if (address === undefined) return [];
      // What a file says is not in the block's own text.
      const key = fileNames(block.text).length > 0 ? undefined : `${beginning}\n${block.text}`;
      const element = (key === undefined ? undefined : known.get(key)) ?? elementOf(block, make);
      if (key !== undefined) known.set(key, element);
      return [[address, element] as const];
    }),
  );
}

function elementOf(block: HclBlock, make: ReturnType<typeof elementMaker>): StackElement {
  const body = hclBody(block);
  if (block.type === 'output') return make('output', entriesOf(body['value']));
  return make(block.type === 'data' ? 'data' : (block.labels[0] ?? ''), body);
}

/** Returns the address of a resource, a data source or an output; a remote state is none of them. */
function addressOf({ type, labels: [first = '', second = ''] }: HclBlock): string | undefined {
  if (type === 'resource') return `${first}.${second}`;
  if (type === 'output') return `output.${first}`;
  return type === 'data' && first !== 'terraform_remote_state' ? `data.${first}.${second}` : undefined;
}

/** Reads cdktf's JSON; of a text that somebody has damaged nothing is known. */
function parsed(json: string): StackJson {
  try {
    return JSON.parse(json) as StackJson;
  } catch {
    return {};
  }
}
