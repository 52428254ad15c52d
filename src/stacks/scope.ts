import { TerraformOutput, Token, type TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';
import type { StackOutputs, StackScope } from '../clouds/contract';
import { terraformName } from '../plan/naming';
import type { Plan } from '../plan/plan';
import { remoteState } from './state';
import type { TopologyStack } from './topology-stack';

/** The `.tf` file of the data sources that read other stacks' states. */
const REMOTE_STATE_FILE = 'remote-state';

/** A stack as the clouds' builders see it. */
export class Scope implements StackScope {
  private readonly read = new Set<string>();

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

  filesPath(path?: string): string {
    return path === undefined ? '${path.module}/files' : `\${path.module}/files/${path}`;
  }

  output(name: string, value: unknown, description: string, options: { readonly sensitive?: boolean } = {}): void {
    new TerraformOutput(this.stack, name, { value, description, ...options });
  }

  outputsOf(stack: string): StackOutputs {
    if (!this.read.has(stack)) {
      remoteState(this.part(REMOTE_STATE_FILE), this.plan, stack);
      this.read.add(stack);
    }
    const outputs = `data.terraform_remote_state.${terraformName(stack)}.outputs`;
    return {
      string: (name) => `\${${outputs}.${name}}`,
      number: (name) => Token.asNumber(`\${${outputs}.${name}}`),
      list: (name) => Token.asList(`\${${outputs}.${name}}`),
      entry: (name, key) => `\${${outputs}.${name}["${key}"]}`,
    };
  }
}
