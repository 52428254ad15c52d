/** A published or assumed figure as the tables keep it. */
export interface Figure {
  readonly value: number;
  readonly unit: string;
  readonly source: InputSource;
}

/** A published figure: who says so, and as of when. */
export function published(source: string, date: string): InputSource {
  return { kind: 'table', source, date };
}

/** A figure that nobody published: why it is taken all the same. */
export function assumed(why: string): InputSource {
  return { kind: 'assumption', why };
}

/**
 * Where a value came from. `spec`: the user wrote it. `default`: the spec's documented default. `table`: a published
 * figure. `assumption`: topogen's own, since nothing is published. `reckoned`: another number of the plan.
 */
export type InputSource =
  | { readonly kind: 'spec' | 'default'; readonly path: string }
  | { readonly kind: 'table'; readonly source: string; readonly date: string }
  | { readonly kind: 'assumption'; readonly why: string }
  | { readonly kind: 'reckoned'; readonly id: string };
