/** A mutant that nothing can tell from the original. */
export interface Equivalent {
  readonly path: string;
  /** The line where it begins, without the space around it: the line's number would move with every change above it. */
  readonly lineText: string;
  /** As the table of survivors writes it. */
  readonly change: string;
  readonly why: string;
}

/** Mutants that a run leaves out, judged by hand. One that the sources no longer have is an error. */
export const EQUIVALENTS: readonly Equivalent[] = [
  {
    path: 'src/actions/diff/stack-elements.ts',
    lineText: "return [...text.matchAll(FILE)].flatMap(([, path = '']) => {",
    change: "'' => 'mutated'",
    why: 'the group is part of every match, so the default is never used; the compiler cannot know',
  },
];
