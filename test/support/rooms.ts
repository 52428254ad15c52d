/** Which room may import which. The rooms of the clouds are named by their folder. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  spec: ['kernel'],
  plan: ['kernel', 'spec'],
  report: ['kernel', 'plan'],
  clouds: ['kernel', 'plan', 'clouds/aws', 'clouds/google'],
  'clouds/aws': ['kernel', 'plan', 'clouds'],
  'clouds/google': ['kernel', 'plan', 'clouds'],
  stacks: ['kernel', 'plan', 'clouds'],
  emit: ['kernel', 'plan', 'clouds', 'stacks'],
  actions: ['kernel', 'spec', 'plan', 'report', 'clouds', 'stacks', 'emit'],
  cli: ['kernel', 'actions'],
  start: ['cli'],
};

/** Rooms that may see the types of a room but none of its functions. */
export const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = { plan: ['spec'], report: ['plan'] };
