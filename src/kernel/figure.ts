/** A published or assumed figure as the tables keep it. */
export interface Figure {
  readonly value: number;
  readonly unit: string;
  readonly source: InputSource;
}

/** Makes the source of a published figure. */
export function published(source: string, date: string): InputSource {
  return { kind: 'table', source, date };
}

/**
 * Makes the source of a figure that nobody published.
 *
 * @param why the reason for assuming it
 */
export function assumed(why: string): InputSource {
  return { kind: 'assumption', why };
}

/**
 * The source of a value. `spec`: the user wrote it. `default`: the spec's documented default. `table`: a published
 * figure. `assumption`: topogen's own, since nothing is published. `lock`: the lock file, of what stands. `reckoned`:
 * another number of the plan.
 */
export type InputSource =
  | { readonly kind: 'spec' | 'default'; readonly path: string }
  | { readonly kind: 'table'; readonly source: string; readonly date: string }
  | { readonly kind: 'assumption'; readonly why: string }
  | { readonly kind: 'lock'; readonly path: string }
  | { readonly kind: 'reckoned'; readonly id: string };
