import type { CloudFacts, CloudFactsTable, MachineFacts } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import { suggest } from '../../kernel/suggest';
import { BUILT_ENGINES, type BuiltEngine } from '../datastores/registry';
import type { DatacenterDraft, Draft } from '../draft';
import * as issues from '../issues/machines';
import type { DatacenterDocument } from '../schema';
import type { NodeDocument } from '../schema-values';

/** Checks that every machine type is one of its cloud, has a known or stated size, and starts from an image that fits it. */
export function checkMachines(draft: Draft, facts: CloudFactsTable): Issue[] {
  return draft.datacenters.flatMap((datacenter) => NODES.flatMap((nodes) => checkNodes(datacenter, nodes, facts)));
}

/** A datacenter names machine types and images under these keys. */
const NODES = ['kong', ...BUILT_ENGINES] as const;

function checkNodes({ path, document }: DatacenterDraft, role: 'kong' | BuiltEngine, facts: CloudFactsTable): Issue[] {
  const { machineType, image }: NodeDocument = document[role];
  const ofImage = checkImage([...path, role, 'image'], image, document, facts);
  if (machineType === undefined) return ofImage;
  const place = [...path, role, 'machineType'];
  const type = typeof machineType === 'string' ? machineType : machineType.type;
  const known = facts[document.cloud].machines.find((machine) => machine.type === type);
  if (!known)
    return typeof machineType === 'string' ? [unknownType(place, type, document, facts), ...ofImage] : ofImage;
  return [
    ...ofImage,
    ...(typeof machineType === 'string' ? [] : contradiction(place, machineType, known)),
    ...(known.architecture === 'arm64' && image === undefined ? [issues.machineTypeNeedsImage(place, type)] : []),
    ...notSold(place, known, document.region, facts[document.cloud]),
  ];
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

function contradiction(
  path: Issue['path'],
  stated: { readonly vcpus: number; readonly memoryGib: number },
  known: MachineFacts,
): Issue[] {
  if (stated.vcpus === known.vcpus && stated.memoryGib === known.memoryGib) return [];
  return [issues.machineSizeContradicted(path, known.type, sizeOf(stated), sizeOf(known))];
}

function sizeOf(machine: { readonly vcpus: number; readonly memoryGib: number }): string {
  return `${machine.vcpus} vCPU and ${machine.memoryGib} GiB`;
}

/** Warns of a machine type without a price in a region that has prices. In other regions the table proves nothing. */
function notSold(path: Issue['path'], machine: MachineFacts, region: string, cloud: CloudFacts): Issue[] {
  const priced = cloud.machines.some((other) => Object.hasOwn(other.usdPerHour, region));
  if (!priced || Object.hasOwn(machine.usdPerHour, region)) return [];
  return [issues.machineTypeNotSoldHere(path, machine.type, region)];
}
