/** Makes up the answer in which everything that was asked for is there, for mocked providers. */
export function allOffered(asked: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const filter = typeof asked['filter'] === 'string' ? asked['filter'] : '';
  const names = [...filter.matchAll(/name = "([^"]+)"/g)].map(([, name = '']) => `{ name = "${name}" }`);
  return { machine_types: `[${names.join(', ')}]` };
}

/** Makes up the answer of a key that can encrypt, for mocked providers. */
export function usableKey(): Readonly<Record<string, string>> {
  return { primary: '[{ name = "mock", state = "ENABLED" }]', purpose: '"ENCRYPT_DECRYPT"' };
}
