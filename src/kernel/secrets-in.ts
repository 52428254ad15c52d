/** A secret, as far as the place of its copies follows from it. */
interface Kept {
  /** Name of the one datacenter that has a copy. @default every datacenter with a reader has one */
  readonly onlyIn?: string;
  /** Roles of the pools that may read it. @default all pools */
  readonly pools?: readonly string[];
}

interface Reader {
  readonly role: string;
}

/** Returns the secrets that a datacenter has copies of: those that are meant for it and one of its pools may read. */
export function secretsIn<S extends Kept>(
  secrets: readonly S[],
  { name, pools }: { readonly name: string; readonly pools: readonly Reader[] },
): readonly S[] {
  return secrets.filter((secret) => (secret.onlyIn ?? name) === name && pools.some((pool) => mayRead(pool, secret)));
}

/** True if the machines of a pool may read a secret, as far as its own role decides. */
export function mayRead({ role }: Reader, { pools }: Kept): boolean {
  return pools === undefined || pools.includes(role);
}
