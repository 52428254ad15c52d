/**
 * Descriptions are ignored after the first apply where the provider replaces a resource for a new one: no wording is worth a
 * node, an address or its data.
 */
export const WORDING: readonly string[] = ['description'];

/** Lifecycle of a resource of which nothing else is ignored. */
export const KEPT_WORDING = { ignoreChanges: [...WORDING] };
