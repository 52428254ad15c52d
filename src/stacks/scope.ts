import { ref, TerraformOutput, Token, type TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';
import type { AcceptedFindings } from '../clouds/accepted-findings';
import type { Artifact } from '../kernel/artifact';
import type { OutputOptions, StackOutputs, StackScope } from '../clouds/contract';
import { terraformName } from '../plan/naming';
import type { Plan } from '../plan/plan';
import { remoteState } from './state';
import type { TopologyStack } from './topology-stack';

/** The data sources that read other stacks' states are in this `.tf` file. */
const REMOTE_STATE_FILE = 'remote-state';

/** A scope is a stack as the clouds' builders see it. */
export class Scope implements StackScope {
  /** Files that belong to no machine, with paths relative to the stack's folder. */
  readonly files: Artifact[] = [];

  constructor(
    readonly plan: Plan,
    private readonly stack: TopologyStack,
  ) {}

  get root(): Construct {
    return this.stack;
  }

  part(file: string): Construct {
    return this.stack.part(file);
  }

  comment(element: TerraformElement, text: string): void {
    this.stack.comments.set(element, text);
  }

  accept(element: TerraformElement, findings: AcceptedFindings): void {
    this.stack.findings.set(element, { ...this.stack.findings.get(element), ...findings });
  }

  filesPath(path?: string): string {
    return path === undefined ? '${path.module}/files' : `\${path.module}/files/${path}`;
  }

  file(path: string, text: string): string {
    this.files.push({ path: `files/${path}`, text });
    return `\${file("${this.filesPath(path)}")}`;
  }

  usesWriteOnlyArguments(): void {
    this.stack.needs('write-only-arguments');
  }

  output(name: string, value: unknown, description: string, { precondition, ...options }: OutputOptions = {}): void {
    const output = new TerraformOutput(this.stack, name, { value, description, ...options });
    if (!precondition) return;
    const { condition, errorMessage } = precondition;
    // cdktf takes a precondition of an output and does not write it.
    output.addOverride('precondition', [{ condition, error_message: errorMessage }]);
  }

  outputsOf(stack: string): StackOutputs {
    const reads = this.readsOf(stack);
    const outputs = `data.terraform_remote_state.${terraformName(stack)}.outputs`;
    const read = (name: string, what: 'string' | 'number' | 'list'): string => {
      reads.set(name, what);
      return `${outputs}.${name}`;
    };
    return {
      string: (name) => Token.asString(ref(read(name, 'string'))),
      number: (name) => Token.asNumber(ref(read(name, 'number'))),
      list: (name) => Token.asList(ref(read(name, 'list'))),
      entry: (name, key) => {
        const keys = reads.get(name);
        reads.set(name, keys instanceof Set ? keys.add(key) : new Set([key]));
        return Token.asString(ref(`${outputs}.${name}["${key}"]`));
      },
    };
  }

  private readsOf(stack: string): Map<string, Set<string> | 'string' | 'number' | 'list'> {
    const known = this.stack.reads.get(stack);
    if (known) return known;
    remoteState(this.part(REMOTE_STATE_FILE), this.plan, stack);
    const reads = new Map<string, Set<string> | 'string' | 'number' | 'list'>();
    this.stack.reads.set(stack, reads);
    return reads;
  }
}
