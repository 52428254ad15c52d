/** The role of a machine that can be lost by itself. */
export type LostRole = 'kong' | 'control' | 'datastore' | 'redis' | 'balancer' | 'vpn';

/** A loss is one thing that fails, as `--lose` names it. */
export type Loss = NodeLoss | ZoneLoss | DatacenterLoss | LinkLoss;

export interface NodeLoss {
  readonly kind: 'node';
  readonly datacenter: string;
  readonly role: LostRole;
  /** Name of the machine; of Kong and Redis, whose machines are alike, that of the pool or service. */
  readonly name: string;
  /** Letter of its zone; undefined if the plan leaves the zone to the cloud. */
  readonly zone?: string;
}

export interface ZoneLoss {
  readonly kind: 'zone';
  readonly datacenter: string;
  /** Letter of the zone. */
  readonly zone: string;
}

export interface DatacenterLoss {
  readonly kind: 'datacenter';
  readonly datacenter: string;
}

export interface LinkLoss {
  readonly kind: 'link';
  /** Id of the link, all tunnels or both attachments of which are lost. */
  readonly link: string;
  readonly ends: readonly [string, string];
}

export const LOSS_KINDS = ['node', 'zone', 'datacenter', 'link'] as const satisfies readonly Loss['kind'][];

/** Returns the word that `--lose` takes for a loss. */
export function lossWord(loss: Loss): string {
  switch (loss.kind) {
    case 'node':
      return `node:${loss.datacenter}/${loss.name}`;
    case 'zone':
      return `zone:${loss.datacenter}/${loss.zone}`;
    case 'datacenter':
      return `datacenter:${loss.datacenter}`;
    case 'link':
      return `link:${loss.link}`;
  }
}
