import { Construct } from 'constructs';

/** The private face of a construct's node that `Part` has to reach. */
interface NodeInternals {
  addChild(child: object, name: string): void;
}

/**
 * The part of a stack that a reviewer finds in one `.tf` file. Its children are told apart as Terraform tells them
 * apart, by type and name: `aws_vpc.main` and `aws_internet_gateway.main` live side by side, two `aws_vpc.main` do not.
 * The constructs library knows children by name alone, hence the one line that reaches into it.
 */
export class Part extends Construct {
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

  static isPart(construct: object): construct is Part {
    return construct instanceof Part;
  }
}

/** Terraform's type of an element, or the class for elements that have none, such as outputs. */
export function elementType(element: object): string {
  const { tfResourceType, name } = element.constructor as { tfResourceType?: string; name: string };
  return tfResourceType ?? name;
}
