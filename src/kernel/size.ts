import { zoneOfEgress, type Egress } from './egress';

/** Sizes of a topology: for clients, or for those who build and try things. `src/spec/size.ts` has what follows. */
export const SIZES = ['production', 'development'] as const;

export type Size = (typeof SIZES)[number];

/** Holds as much of a plan as tells what its size gives up. */
export interface SizedPlan {
  readonly size?: Exclude<Size, 'production'>;
  readonly kong: { readonly survives: string };
  readonly datacenters: readonly {
    readonly name: string;
    readonly egress?: Egress;
    readonly zones: readonly unknown[];
  }[];
}

/** Returns what a topology gives up by its size, each in a few words, without what the spec states otherwise; nothing at the size production. */
export function givenUp({ size, kong, datacenters }: SizedPlan): string[] {
  if (size === undefined) return [];
  const single = datacenters.filter(zoneOfEgress).map(({ name }) => name);
  return [
    ...(kong.survives === 'node' ? ['pools survive the loss of one node, and of no zone or datacenter'] : []),
    ...(single.length === 0 ? [] : [`machines of ${single.join(', ')} reach the internet by one NAT gateway`]),
    'machines have 2 vCPU and 8 GiB where the spec names none, which is less than production asks for',
  ];
}
