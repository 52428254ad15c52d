/**
 * A family holds the traits that its machine types share, as far as they decide what topogen can build of them. Local disks do not:
 * nodes look for their data disk by the name of the volume or device that Terraform attached, which no local disk has. Nor do network
 * interfaces: images and providers choose the driver by themselves, and bandwidth is a fact of the type and not of the family.
 */
export interface MachineFamily {
  /** Beginning of the names of its types, e.g. `c7g` of `c7g.2xlarge`. */
  readonly name: string;
  /** Processor architecture of the machine images that it needs. */
  readonly architecture: Architecture;
  /** Disks that topogen gives machines and that this family does not take; undefined where it takes them all. */
  readonly lacks: LackingDisks | undefined;
}

export type Architecture = 'amd64' | 'arm64';

/** Disks that a family does not take. */
export interface LackingDisks {
  /** `every`: even the boot disk. `data`: those that hold a datastore's data. */
  readonly disks: 'every' | 'data';
  /** Second half of a sentence that begins with its name: the disks that it takes, and those that it would be given. */
  readonly why: string;
}

/** Names of a cloud's machine types, its families, and the disks that its machines are given. */
export interface MachineTypes {
  /** Form of such a name, which tells it from another cloud's. */
  readonly pattern: RegExp;
  readonly example: string;
  /** The character after the family in such a name. */
  readonly separator: '.' | '-';
  /** The disks that topogen gives machines of this cloud. */
  readonly disks: { readonly boot: string; readonly data: string };
  readonly families: readonly MachineFamily[];
}

/** The family of a machine type: of several the one with the longest name; undefined where topogen knows none. */
export function tryFamilyOf({ families, separator }: MachineTypes, type: string): MachineFamily | undefined {
  return families
    .filter(({ name }) => type.startsWith(name + separator))
    .reduce<MachineFamily | undefined>(
      (best, it) => (best && best.name.length >= it.name.length ? best : it),
      undefined,
    );
}

/** Several families that are alike, by their names with a space between each two. */
export function families(
  names: string,
  architecture: Architecture,
  lacks: LackingDisks | undefined = undefined,
): MachineFamily[] {
  return names.split(' ').map((name) => ({ name, architecture, lacks }));
}
