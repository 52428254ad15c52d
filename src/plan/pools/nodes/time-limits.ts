/** Kong's nodes wait so long for one answer of the datastore: Kong's own default, which `kong start` would replace. */
export const DATASTORE_ANSWER_SECONDS = 5;
