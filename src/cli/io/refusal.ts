/** Something on the disk that topogen will not touch, in words that a person can act on. */
export class Refusal extends Error {}
