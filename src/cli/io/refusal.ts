/** A refusal says in words that the user can act on why topogen does not touch something on the disk. */
export class Refusal extends Error {}
