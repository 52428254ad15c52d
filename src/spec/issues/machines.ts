import { issue, type Issue } from '../../kernel/issue';
import { allOf, hint, oneOf, show } from './show';

/** These functions make the issues about machine types and the images that machines start from. */

type Path = Issue['path'];

export function unknownMachineType(path: Path, type: string, cloud: string, suggestion: string | undefined): Issue {
  return issue('unknown-machine-type', {
    path,
    message: `topogen does not know the machine type ${show(type)} of ${cloud}${hint(suggestion)}`,
    remedy: `write one that it knows, or state its size: {"type": ${show(type)}, "vcpus": 8, "memoryGib": 16}`,
  });
}

export function machineTypeOfAnotherCloud(path: Path, type: string, cloud: string, other: string): Issue {
  return issue('machine-type-of-another-cloud', {
    path,
    message: `${show(type)} is a machine type of ${other}, and this datacenter is on ${cloud}`,
    remedy: `write a machine type of ${cloud}, or leave it out`,
  });
}

export function malformedMachineType(path: Path, type: string, cloud: string, example: string): Issue {
  return issue('malformed-machine-type', {
    path,
    message: `${show(type)} is not what machine types of ${cloud} are called`,
    remedy: `write it as ${cloud} does, such as ${example}`,
  });
}

export function unknownMachineFamily(
  path: Path,
  type: string,
  cloud: string,
  stated: string | undefined,
  disks: { readonly boot: string; readonly data: string },
): Issue {
  const processors = stated === undefined ? 'amd64 processors, ' : '';
  const taken = [...new Set([disks.boot, disks.data])].join(' and ');
  return issue('unknown-machine-family', {
    severity: 'warning',
    path,
    message: `topogen does not know the family of ${show(type)} of ${cloud}, and takes it to have ${processors}the disks ${taken} and what else its other machines have`,
    remedy:
      stated === undefined
        ? 'check that it does, and state "architecture": "arm64" where its processors are'
        : 'check that it does',
  });
}

export function architectureContradicted(path: Path, type: string, stated: string, known: string): Issue {
  return issue('architecture-contradicted', {
    path,
    message: `${show(type)} is stated with ${stated} processors, and has ${known}`,
    remedy: 'leave architecture out: it is known',
  });
}

export function machineTakesOtherDisks(path: Path, type: string, why: string, example: string | undefined): Issue {
  return issue('machine-takes-other-disks', {
    path,
    message: `${show(type)} ${why}`,
    remedy: `choose another machine type${example === undefined ? '' : `, such as ${example}`}, or leave it out`,
  });
}

/** Facts about the sale of machine types in a place, for messages. */
export interface SaleNews {
  readonly region: string;
  readonly cloud: string;
  /** Date of the table. */
  readonly date: string;
  /** Zones that sell the type, by the cloud's own ids; empty if none does, or if they are not known. */
  readonly zones: readonly string[];
  /** Machine types of about that size that all zones sell. */
  readonly others: readonly string[];
}

export function machineTypeNotSoldHere(
  path: Path,
  type: string,
  { region, cloud, date, zones, others }: SaleNews,
): Issue {
  const where = zones.length === 0 ? 'in no zone' : `in ${allOf(zones)} alone`;
  const instead =
    others.length === 0 ? 'choose another region' : `choose one that all zones sell, such as ${oneOf(others)}`;
  return issue('machine-type-not-sold-here', {
    path,
    message: `${cloud} sells ${show(type)} in ${region} ${where}, by topogen's table of ${date}, and a datacenter needs it in three zones`,
    remedy: `${instead}; where ${cloud} sells it by now, state its size and "offered": true`,
  });
}

export function machineTypePerhapsNotSold(
  path: Path,
  type: string,
  { region, cloud, date, zones, others }: SaleNews,
): Issue {
  const where = zones.length === 0 ? 'in zones that topogen does not know' : `in ${allOf(zones)}, not in all zones`;
  const instead = others.length === 0 ? '' : `, or choose ${oneOf(others)}, which all zones sell`;
  return issue('machine-type-perhaps-not-sold', {
    severity: 'warning',
    path,
    message: `${cloud} sells ${show(type)} in ${region} ${where}, by topogen's table of ${date}`,
    remedy: `check that your three zones are among them${instead}: the plan of the cluster stack fails otherwise`,
  });
}

/** @param key of the machines that need a type, in the spec */
export function noMachineTypeSoldHere(path: Path, key: string, { region, cloud, date }: SaleNews): Issue {
  return issue('no-machine-type-sold-here', {
    path,
    message: `${cloud} sells none of the machine types in ${region} that topogen chooses from for ${key}, by its table of ${date}`,
    remedy: `choose another region, or name one that it sells in "${key}.machineType", with its size and "offered": true`,
  });
}

export function machineTypeWithoutPrice(path: Path, type: string, region: string): Issue {
  return issue('machine-type-without-price', {
    severity: 'warning',
    path,
    message: `${show(type)} has no price in ${region} in the table that topogen carries`,
    remedy: 'check that the region offers it in all three zones',
  });
}

export function machineTypeNeedsImage(path: Path, type: string): Issue {
  return issue('machine-type-needs-image', {
    path,
    message: `${show(type)} has arm64 processors, and the images that nodes start from are for amd64`,
    remedy: 'choose an amd64 machine type, or name an arm64 image of your own in "image"',
  });
}

export function machineSizeContradicted(path: Path, type: string, stated: string, known: string): Issue {
  return issue('machine-size-contradicted', {
    path,
    message: `${show(type)} is stated with ${stated}, and has ${known}`,
    remedy: `write just ${show(type)}: its size is known`,
  });
}

export function malformedImage(
  path: Path,
  image: string,
  cloud: string,
  form: { readonly what: string; readonly example: string },
  other: string | undefined,
): Issue {
  const found =
    other === undefined ? `is no machine image of ${cloud}` : `is a machine image of ${other}, not of ${cloud}`;
  return issue('malformed-image', {
    path,
    message: `${show(image)} ${found}`,
    remedy: `write ${form.what}, such as ${form.example}, or leave it out`,
  });
}
