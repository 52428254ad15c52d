/**
 * Every resource of a stack by its address, found by how its name begins: the links of a large mesh look for theirs among ten
 * thousands, each of them twice.
 */
export class ResourceAddresses {
  readonly #sorted: readonly { readonly address: string; readonly position: number }[];

  /** @param addresses in the order in which they are to be shown */
  constructor(addresses: readonly string[]) {
    this.#sorted = addresses
      .map((address, position) => ({ address, position }))
      .sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  }

  /** Those of a type. */
  ofType(type: string): string[] {
    return this.#startingWith(`${type}.`);
  }

  /** Those of a type whose names begin so and whose rest matches as a whole. */
  named(type: string, beginning: string, rest: RegExp): string[] {
    const start = `${type}.${beginning}`;
    const whole = new RegExp(`^(?:${rest.source})$`);
    return this.#startingWith(start).filter((address) => whole.test(address.slice(start.length)));
  }

  #startingWith(start: string): string[] {
    const found = [];
    for (let i = this.#firstFrom(start); this.#sorted[i]?.address.startsWith(start); i++) found.push(this.#sorted[i]!);
    return found.sort((a, b) => a.position - b.position).map(({ address }) => address);
  }

  /** Position of the first address that does not come before the text. */
  #firstFrom(text: string): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle]?.address ?? '') < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
