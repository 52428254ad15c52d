import { TerraformElement, TerraformStack } from 'cdktf';
import type { Construct, Node } from 'constructs';
import { terraformName } from '../plan/naming';
import { elementType, Part } from './part';
import { requiredTerraform, type TerraformFeature } from './terraform-release';
import { withoutStackTraces } from './without-stack-traces';

interface RequiredProvider {
  readonly source: string;
  readonly version: string;
}

/** `~> 6.25` of `6.25.0`: newer minor releases are welcome, a new major one is not. */
function releaseLine(version: string): string {
  const [major, minor] = version.split('.');
  return `~> ${major}.${minor}`;
}

/**
 * A stack whose elements are named by their own ids, without hashes: the id `cassandra_1` gives `aws_instance.cassandra_1`.
 * The parts that elements lie in are no part of their names, so that moving one to another file renames nothing.
 */
export class TopologyStack extends TerraformStack {
  private readonly owners = new Map<string, object>();
  private readonly parts = new Map<string, Part>();
  private readonly features = new Set<TerraformFeature>();
  /** What it reads of other stacks: by stack, by output, the keys where an output is a map, else what it is. */
  readonly reads = new Map<string, Map<string, Set<string> | 'string' | 'number' | 'list'>>();
  /** Lines that stand above elements in the HCL, by address. */
  readonly comments = new Map<TerraformElement, string>();

  constructor(scope: Construct, name: string) {
    super(scope, name);
    // Every stack may have generated tests beside it.
    this.needs('mocks-in-tests');
  }

  /** Raises the release of Terraform that the stack asks for to the one that brought the feature. */
  needs(feature: TerraformFeature): void {
    this.features.add(feature);
    this.addOverride('terraform.required_version', requiredTerraform(this.features));
  }

  /** The part that becomes `<file>.tf`; the same one each time. */
  part(file: string): Part {
    const known = this.parts.get(file);
    if (known) return known;
    const part = new Part(this, file);
    this.parts.set(file, part);
    return part;
  }

  /** The `.tf` file of an element, or undefined for those that have a file by their kind (providers, outputs). */
  fileOf(element: TerraformElement): string | undefined {
    return element.node.scopes.find((scope): scope is Part => Part.isPart(scope))?.file;
  }

  /** As cdktf makes it, with providers named in full and held to a line of releases rather than to one of them. */
  override toTerraform(): Record<string, unknown> {
    const json = withoutStackTraces(() => super.toTerraform()) as {
      terraform?: { required_providers?: Record<string, RequiredProvider> };
    };
    const providers = json.terraform?.required_providers ?? {};
    for (const [name, { source, version }] of Object.entries(providers)) {
      providers[name] = {
        source: source.includes('/') ? source : `hashicorp/${source}`,
        version: releaseLine(version),
      };
    }
    return json as Record<string, unknown>;
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    if (!TerraformElement.isTerraformElement(element)) return super.allocateLogicalId(element);
    const { scopes } = element.node;
    const ids = scopes.slice(scopes.indexOf(this) + 1).filter((scope) => !Part.isPart(scope));
    const name = terraformName(...ids.map((scope) => scope.node.id));
    const address = `${elementType(element)}.${name}`;
    const owner = this.owners.get(address);
    if (owner && owner !== element) throw new Error(`two elements of stack ${this.node.id} are called ${address}`);
    this.owners.set(address, element);
    return name;
  }
}
