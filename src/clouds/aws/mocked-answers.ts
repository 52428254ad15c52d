import { textList } from '../machine-needs';

/** Makes up the answer in which everything that was asked for is offered, for mocked providers. */
export function allOffered(asked: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const filters = (asked['filter'] ?? []) as readonly { readonly name: string; readonly values: readonly string[] }[];
  const valuesOf = (name: string): readonly string[] => filters.find((filter) => filter.name === name)?.values ?? [];
  const pairs = valuesOf('instance-type').flatMap((type) => valuesOf('location').map((zone) => ({ type, zone })));
  return {
    instance_types: textList(pairs.map(({ type }) => type)),
    locations: textList(pairs.map(({ zone }) => zone)),
  };
}
