import type { LinkKind, LinkPart } from './cloud/links';
import { ENGINE_IDS } from './ids';
import type { PriceRule } from './price';

/** What a cloud charges for, apart from machines, whose prices are in the plan. */
export interface PriceList {
  /** Terraform's types of the resources that machines belong to. */
  readonly machineTypes: { readonly kong: string; readonly other: string };
  readonly datacenter: readonly DatacenterCharge[];
  /** By kind of link and part in it, e.g. `managed-vpn.dials`. */
  readonly links: Readonly<Partial<Record<`${LinkKind}.${LinkPart}`, readonly LinkCharge[]>>>;
}

interface Charge {
  readonly resource: string;
  readonly resourceType: string;
  readonly component: string;
  readonly unit: string;
  readonly price: PriceRule;
}

export interface DatacenterCharge extends Charge {
  readonly role: CostRole;
  readonly quantity: keyof DatacenterQuantities;
}

export interface LinkCharge extends Charge {
  readonly quantity: keyof LinkQuantities;
}

/** What money is spent on. */
export const COST_ROLES = [
  'kong',
  ...ENGINE_IDS,
  'redis',
  'balancer',
  'network',
  'traffic',
  'secrets',
  'logs',
  'link',
] as const;

export type CostRole = (typeof COST_ROLES)[number];

/** What a datacenter uses in a month, by what price lists count. */
export interface DatacenterQuantities {
  readonly hours: number;
  readonly months: number;
  readonly zoneHours: number;
  readonly kongHours: number;
  readonly kongDiskGib: number;
  readonly datastoreHours: number;
  readonly datastoreRootGib: number;
  readonly dataDiskGib: number;
  readonly boughtIops: number;
  readonly boughtMibPerSecond: number;
  readonly migrationsDiskGib: number;
  readonly migrationsRootGib: number;
  readonly redisNodeHours: number;
  readonly redisGibHours: number;
  readonly natGatewayHours: number;
  readonly natMachineHours: number;
  readonly natAddressHours: number;
  readonly natGib: number;
  readonly balancerUnitHours: number;
  readonly clientInGib: number;
  readonly internetOutGib: number;
  readonly datastoreZoneGib: number;
  readonly datastoreZoneGibBothEnds: number;
  readonly balancerZoneGibBothEnds: number;
  readonly gatewayHours: number;
  readonly gatewayDiskGib: number;
  readonly gatewaySecrets: number;
  readonly privateZones: number;
  readonly secrets: number;
  readonly keys: number;
  readonly linkedHours: number;
  /** Nobody can say how much it will be. */
  readonly notKnown: undefined;
}

/** What one end of a link uses in a month. */
export interface LinkQuantities {
  readonly hours: number;
  readonly tunnelHours: number;
  /** Connections have two tunnels each. */
  readonly connectionHours: number;
  readonly outGib: number;
  readonly inGib: number;
  readonly bothGib: number;
}
