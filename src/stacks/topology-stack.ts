import { TerraformElement, TerraformStack } from 'cdktf';
import type { Construct, Node } from 'constructs';
import type { AcceptedFindings } from '../clouds/accepted-findings';
import { terraformName } from '../plan/naming';
import { elementType, StackPart } from './part';
import { stackJson } from './stack-json';
import { requiredTerraform, type TerraformFeature } from './terraform-release';
import { withoutStackTraces } from './without-stack-traces';

interface RequiredProvider {
  readonly source: string;
  readonly version: string;
}

/** Returns `~> 6.25` for `6.25.0`: newer minor releases are accepted, a new major one is not. */
function providerVersions(version: string): string {
  const [major, minor] = version.split('.');
  return `~> ${major}.${minor}`;
}

/**
 * A stack whose elements are named by their own ids, without hashes: the id `cassandra_1` gives
 * `aws_instance.cassandra_1`. The parts around elements are left out of their names, so that moving an element to
 * another file renames nothing.
 */
export class TopologyStack extends TerraformStack {
  private readonly owners = new Map<string, object>();
  private readonly parts = new Map<string, StackPart>();
  private readonly features = new Set<TerraformFeature>();
  /** Outputs read from other stacks, by stack and by name: the keys of an output that is a map, else its type. */
  readonly reads = new Map<string, Map<string, Set<string> | 'string' | 'number' | 'list'>>();
  /** Comments above elements in the HCL, by element. */
  readonly comments = new Map<TerraformElement, string>();
  /** Findings of scanners that stay at elements, with the reasons. The JSON has no comments, so they are in the HCL alone. */
  readonly findings = new Map<TerraformElement, AcceptedFindings>();

  constructor(scope: Construct, name: string) {
    super(scope, name);
    // Every stack may have generated tests beside it.
    this.needs('mocks-in-tests');
  }

  /** Raises the stack's required release of Terraform to the first one with the feature. */
  needs(feature: TerraformFeature): void {
    this.features.add(feature);
    this.addOverride('terraform.required_version', requiredTerraform(this.features));
  }

  /** Returns the part that becomes `<file>.tf`; the same one each time. */
  part(file: string): StackPart {
    const known = this.parts.get(file);
    if (known) return known;
    const part = new StackPart(this, file);
    this.parts.set(file, part);
    return part;
  }

  /**
   * Returns the `.tf` file of an element, or undefined for those that have a file by their kind (providers, outputs).
   */
  fileOf(element: TerraformElement): string | undefined {
    return element.node.scopes.find((scope): scope is StackPart => StackPart.isPart(scope))?.file;
  }

  /** Returns cdktf's JSON, with providers named in full and pinned to a line of releases rather than to one release. */
  override toTerraform(): Record<string, unknown> {
    const json = withoutStackTraces(() =>
      stackJson(this, { version: this['cdktfVersion'], overrides: this['rawOverrides'] }),
    ) as {
      terraform?: { required_providers?: Record<string, RequiredProvider> };
    };
    const providers = json.terraform?.required_providers ?? {};
    for (const [name, { source, version }] of Object.entries(providers)) {
      providers[name] = {
        source: source.includes('/') ? source : `hashicorp/${source}`,
        version: providerVersions(version),
      };
    }
    return json as Record<string, unknown>;
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    if (!TerraformElement.isTerraformElement(element)) return super.allocateLogicalId(element);
    const { scopes } = element.node;
    const ids = scopes.slice(scopes.indexOf(this) + 1).filter((scope) => !StackPart.isPart(scope));
    const name = terraformName(...ids.map((scope) => scope.node.id));
    const address = `${elementType(element)}.${name}`;
    const owner = this.owners.get(address);
    if (owner && owner !== element) throw new Error(`two elements of stack ${this.node.id} are called ${address}`);
    this.owners.set(address, element);
    return name;
  }
}
