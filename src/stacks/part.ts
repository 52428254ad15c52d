import { Construct } from 'constructs';

/** The private interface of a construct's node that `Part` needs. */
interface NodeInternals {
  addChild(child: object, name: string): void;
}

/**
 * A part of a stack becomes one `.tf` file. Like Terraform it identifies its children by type and name: `aws_vpc.main`
 * and `aws_internet_gateway.main` can both be in it, two `aws_vpc.main` cannot. The constructs library identifies
 * children by name alone, hence the one line that overrides its private method.
 */
export class StackPart extends Construct {
  constructor(
    scope: Construct,
    /** Name of the file without `.tf`. */
    readonly file: string,
  ) {
    super(scope, `${file}.tf`);
    const node = this.node as unknown as NodeInternals;
    const addChild = node.addChild.bind(this.node);
    node.addChild = (child, name) => addChild(child, `${elementType(child)}.${name}`);
  }

  static isPart(construct: object): construct is StackPart {
    return construct instanceof StackPart;
  }
}

/** Returns Terraform's type of an element, or the class of elements that have none, such as outputs. */
export function elementType(element: object): string {
  const { tfResourceType, name } = element.constructor as { tfResourceType?: string; name: string };
  return tfResourceType ?? name;
}
