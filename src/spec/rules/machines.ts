import type { CloudFacts, CloudFactsTable, MachineFacts } from '../../kernel/cloud/facts';
import { tryFamilyOf } from '../../kernel/cloud/machine-families';
import type { Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import { ENGINES_OF_MACHINES, type EngineOfMachines } from '../datastores/schema';
import type { DatacenterDraft, Draft } from '../draft';
import * as issues from '../issues/machines';
import type { DatacenterDocument } from '../schema';
import { architectureOf } from '../machine-architecture';
import type { NodeDocument } from '../schema-values';

/** Checks that every machine type is one of its cloud, has a known or stated size, and takes the image and the disks that it is given. */
export function checkMachines(draft: Draft, facts: CloudFactsTable): Issue[] {
  return draft.datacenters.flatMap((datacenter) => NODES.flatMap((nodes) => checkNodes(datacenter, nodes, facts)));
}

/** A datacenter names machine types and images under these keys. */
const NODES = ['kong', ...ENGINES_OF_MACHINES] as const;

function checkNodes(
  { path, document }: DatacenterDraft,
  role: 'kong' | EngineOfMachines,
  facts: CloudFactsTable,
): Issue[] {
  const { machineType, image }: NodeDocument = document[role];
  const ofImage = checkImage([...path, role, 'image'], image, document, facts);
  if (machineType === undefined) return ofImage;
  const place = [...path, role, 'machineType'];
  const cloud = facts[document.cloud];
  const type = typeof machineType === 'string' ? machineType : machineType.type;
  const known = cloud.machines.find((machine) => machine.type === type);
  if (typeof machineType === 'string' && !known) return [unknownType(place, type, document, facts), ...ofImage];
  const misnamed = known ? [] : checkName([...place, 'type'], type, cloud, facts);
  if (misnamed.length > 0) return [...misnamed, ...ofImage];
  const isArm = architectureOf(machineType, cloud.machineTypes) === 'arm64';
  return [
    ...ofImage,
    ...(typeof machineType === 'string' ? [] : checkStated(place, machineType, known, cloud)),
    ...(isArm && image === undefined ? [issues.machineTypeNeedsImage(place, type)] : []),
    ...checkDisks(place, type, role, cloud, typeof machineType === 'string' ? known : machineType),
  ];
}

type StatedMachine = Exclude<NonNullable<NodeDocument['machineType']>, string>;

/** Checks that a type that topogen does not know the size of is called as its cloud calls machine types. */
function checkName(path: Issue['path'], type: string, cloud: CloudFacts, facts: CloudFactsTable): Issue[] {
  const { pattern, example } = cloud.machineTypes;
  if (pattern.test(type)) return [];
  const other = Object.values(facts).find(({ machineTypes }) => machineTypes.pattern.test(type));
  if (other) return [issues.machineTypeOfAnotherCloud(path, type, cloud.title, other.title)];
  return [issues.malformedMachineType(path, type, cloud.title, example)];
}

/** Checks what a spec states of a machine type against what the tables know of it and of its family. */
function checkStated(
  place: Issue['path'],
  stated: StatedMachine,
  known: MachineFacts | undefined,
  { machineTypes, title }: CloudFacts,
): Issue[] {
  const family = tryFamilyOf(machineTypes, stated.type);
  const { architecture } = stated;
  if (!family) return [issues.unknownMachineFamily(place, stated.type, title, architecture, machineTypes.disks)];
  return [
    ...(known ? contradiction(place, stated, known) : []),
    ...(architecture === undefined || architecture === family.architecture
      ? []
      : [issues.architectureContradicted([...place, 'architecture'], stated.type, architecture, family.architecture)]),
  ];
}

/** Checks that the family takes the disks that its machines are given. */
function checkDisks(
  place: Issue['path'],
  type: string,
  role: 'kong' | EngineOfMachines,
  cloud: CloudFacts,
  size: { readonly vcpus: number } | undefined,
): Issue[] {
  const lacks = tryFamilyOf(cloud.machineTypes, type)?.lacks;
  if (!lacks || (lacks.disks === 'data' && role === 'kong')) return [];
  return [issues.machineTakesOtherDisks(place, type, lacks.why, exampleFor(role, cloud, size?.vcpus ?? 0))];
}

/** A machine type of the family that is preferred for the role, with as many vCPUs where there is one. */
function exampleFor(
  role: 'kong' | EngineOfMachines,
  { machineFamilies, machines }: CloudFacts,
  vcpus: number,
): string | undefined {
  const [family] = role === 'kong' ? machineFamilies.processor : machineFamilies.memory;
  const sizes = machines.filter((machine) => machine.family === family).sort((a, b) => a.vcpus - b.vcpus);
  return (sizes.find((machine) => machine.vcpus >= vcpus) ?? sizes.at(-1))?.type;
}

function checkImage(
  path: Issue['path'],
  image: string | undefined,
  document: DatacenterDocument,
  facts: CloudFactsTable,
): Issue[] {
  const { imageForm, title } = facts[document.cloud];
  if (image === undefined || imageForm.pattern.test(image)) return [];
  const other = Object.values(facts).find((cloud) => cloud.imageForm.pattern.test(image));
  return [issues.malformedImage(path, image, title, imageForm, other?.title)];
}

function unknownType(path: Issue['path'], type: string, document: DatacenterDocument, facts: CloudFactsTable): Issue {
  const cloud = facts[document.cloud];
  const other = Object.values(facts).find(({ machines }) => machines.some((machine) => machine.type === type));
  if (other) return issues.machineTypeOfAnotherCloud(path, type, cloud.title, other.title);
  const types = cloud.machines.map((machine) => machine.type);
  return issues.unknownMachineType(path, type, cloud.title, suggest(type, types));
}

function contradiction(path: Issue['path'], stated: StatedMachine, known: MachineFacts): Issue[] {
  if (stated.vcpus === known.vcpus && stated.memoryGib === known.memoryGib) return [];
  return [issues.machineSizeContradicted(path, known.type, sizeOf(stated), sizeOf(known))];
}

function sizeOf(machine: { readonly vcpus: number; readonly memoryGib: number }): string {
  return `${machine.vcpus} vCPU and ${machine.memoryGib} GiB`;
}
