import { alignAssignments, type Assignment, BLANK, type Line } from './line';

/** An item of a body: an argument or a block. */
export type Item =
  | { readonly kind: 'argument'; readonly name: string; readonly value: readonly Line[] }
  | { readonly kind: 'block'; readonly name: string; readonly lines: readonly Line[] };

/** The order of the items in a body. Made by `inBands`. */
export interface BodyLayout {
  readonly places: ReadonlyMap<string, Place>;
  readonly isCompact: boolean;
}

interface Place {
  readonly rank: number;
  readonly band: number;
}

export const ARGUMENTS = '(arguments)';
export const LONG_ARGUMENTS = '(long arguments)';
export const BLOCKS = '(blocks)';

/**
 * Makes a layout from names in the order in which a reader expects them, in bands with a blank line between.
 * `ARGUMENTS`, `LONG_ARGUMENTS` (those that take more than one line) and `BLOCKS` are the places of items that are not
 * named.
 *
 * @param options.isCompact true if arguments over several lines have no blank lines around them, @default false
 */
export function inBands(
  bands: readonly (readonly string[])[],
  options: { readonly isCompact?: boolean } = {},
): BodyLayout {
  const places = bands.flatMap((band, i) => band.map((name) => ({ name, band: i })));
  return {
    places: new Map(places.map(({ name, band }, rank) => [name, { rank, band }])),
    isCompact: options.isCompact ?? false,
  };
}

/**
 * Lays out the lines of a body: runs of one-line arguments with their `=` in one column, and a blank line around
 * everything else.
 */
export function arrange(items: readonly Item[], layout: BodyLayout): Line[] {
  const placed = items.map((item) => ({ item, place: placeOf(item, layout) }));
  placed.sort((a, b) => a.place.rank - b.place.rank);
  const lines: Line[] = [];
  const addSection = (section: readonly Line[]): void => {
    if (lines.length > 0) lines.push(BLANK);
    lines.push(...section);
  };
  let run: Assignment[] = [];
  placed.forEach(({ item, place }, i) => {
    const canJoin = item.kind === 'argument' && (layout.isCompact || isShort(item));
    if (run.length > 0 && !(canJoin && placed[i - 1]?.place.band === place.band)) {
      addSection(alignAssignments(run));
      run = [];
    }
    if (canJoin) run.push(item);
    else addSection(item.kind === 'block' ? item.lines : alignAssignments([item]));
  });
  if (run.length > 0) addSection(alignAssignments(run));
  return lines;
}

/** Returns the place of the item's name, or else that of its kind. */
function placeOf(item: Item, { places }: BodyLayout): Place {
  const kind = item.kind === 'block' ? BLOCKS : isShort(item) ? ARGUMENTS : LONG_ARGUMENTS;
  const place = places.get(item.name) ?? places.get(kind) ?? (kind === BLOCKS ? undefined : places.get(ARGUMENTS));
  if (!place) throw new Error(`no place for ${item.name}`);
  return place;
}

const isShort = (item: Item): boolean => item.kind === 'argument' && item.value.length === 1;
