import {
  TerraformDataSource,
  TerraformElement,
  TerraformModule,
  TerraformOutput,
  TerraformProvider,
  TerraformRemoteState,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
} from 'cdktf';
import type { IConstruct } from 'constructs';
import type { BlockSchema, BlockTree } from './block-schema';
import { blocksOfClass } from './class-blocks';

/** An element of a stack with the address that Terraform gives it. */
export interface AddressedElement {
  readonly element: TerraformElement;
  /** `aws_vpc.main`, `data.aws_ami.kong`, `output.vpc_id`, `var.x`, `module.x` or `provider.aws.east`. */
  readonly address: string;
}

/** Returns the elements in the order of construction, which the synthesised JSON only keeps within a type. */
export function addressedElements(stack: TerraformStack): AddressedElement[] {
  return elementsBelow(stack).flatMap((element) => {
    const address = addressOf(element);
    return address === undefined ? [] : [{ element, address }];
  });
}

/** Returns the blocks of every type that a stack uses, read from the providers' own classes. */
export function blockSchemaOf(stack: TerraformStack): BlockSchema {
  const schema: Record<keyof BlockSchema, Record<string, BlockTree>> = { resource: {}, data: {}, provider: {} };
  for (const element of elementsBelow(stack)) {
    const [kind, type] = typeOf(element) ?? [];
    if (kind && type) schema[kind][type] ??= blocksOfClass(element);
  }
  return schema;
}

function typeOf(element: TerraformElement): readonly [keyof BlockSchema, string] | undefined {
  if (TerraformResource.isTerraformResource(element)) return ['resource', element.terraformResourceType];
  if (TerraformDataSource.isTerraformDataSource(element)) return ['data', element.terraformResourceType];
  if (TerraformProvider.isTerraformProvider(element)) return ['provider', element.terraformResourceType];
  return undefined;
}

function addressOf(element: TerraformElement): string | undefined {
  const [kind, type] = typeOf(element) ?? [];
  if (TerraformProvider.isTerraformProvider(element)) {
    return ['provider', element.terraformResourceType, ...(element.alias === undefined ? [] : [element.alias])].join(
      '.',
    );
  }
  const name = element.friendlyUniqueId;
  if (kind && type) return kind === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
  if (TerraformOutput.isTerraformOutput(element)) return `output.${name}`;
  const prefix = PREFIXES.find(([type]) => element instanceof type)?.[1];
  return prefix === undefined ? undefined : `${prefix}.${name}`;
}

const PREFIXES = [
  [TerraformRemoteState, 'data.terraform_remote_state'],
  [TerraformVariable, 'var'],
  [TerraformModule, 'module'],
] as const;

/**
 * Returns elements depth first, as cdktf itself walks. The elements of a stack inside this one are left out: they are
 * that stack's.
 */
function elementsBelow(construct: IConstruct): TerraformElement[] {
  return construct.node.children.flatMap((child) => {
    if (TerraformStack.isStack(child)) return [];
    return [...(TerraformElement.isTerraformElement(child) ? [child] : []), ...elementsBelow(child)];
  });
}
