/**
 * The resources of a stack by address, found by the beginning of their names: the links of a large mesh look for theirs
 * among ten thousand, each of them twice.
 */
export class ResourceAddresses {
  readonly #sorted: readonly { readonly address: string; readonly position: number }[];

  /** @param addresses in the order in which they are shown */
  constructor(addresses: readonly string[]) {
    this.#sorted = addresses
      .map((address, position) => ({ address, position }))
      .sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  }

  /** Returns the addresses of a type. */
  ofType(type: string): string[] {
    return this.#startingWith(`${type}.`);
  }

  /** Returns the addresses of a type whose names have this beginning and whose rest matches as a whole. */
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

  /** Returns the position of the first address that does not come before the text. */
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
