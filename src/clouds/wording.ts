/**
 * These descriptions are ignored after the first apply if the provider replaces a resource for a new one: no wording is
 * worth a node, an address or its data.
 */
export const WORDING: readonly string[] = ['description'];

/** The lifecycle of a resource that ignores changes of its wording alone. */
export const KEPT_WORDING = { ignoreChanges: [...WORDING] };
