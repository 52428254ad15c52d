import { ValueMaker } from './made-up-values';
import { NamedTypes } from './named-types';
import { StandInProvider } from './provider';
import { providerNames } from './provider-source';
import type { ReplacementRules } from './replacement';

/**
 * The stand-in providers of a world: a set for each folder that Terraform runs in, since it asks for all schemas of a provider at
 * once, and each command would read those of every other stack.
 */
export class Providers {
  private readonly types: NamedTypes;
  private readonly sets = new Map<string, Promise<readonly StandInProvider[]>>();
  private readonly started: StandInProvider[] = [];
  /** One for each provider, so that no value is made up twice. */
  private readonly values = new Map(providerNames.map((name) => [name, new ValueMaker()]));

  constructor(
    root: string,
    private readonly rules: ReplacementRules,
  ) {
    this.types = new NamedTypes(root);
  }

  /**
   * Begins a command. Returns the variable TF_REATTACH_PROVIDERS of it.
   *
   * @param once true if the command writes no types that it did not find
   */
  async reattachments(folder: string, { once }: { readonly once: boolean }): Promise<object> {
    this.types.look(folder, { once });
    const set = this.sets.get(folder) ?? this.start(folder);
    this.sets.set(folder, set);
    return Object.fromEntries(
      (await set).map((each) => [`registry.terraform.io/hashicorp/${each.name}`, each.reattachment()]),
    );
  }

  stop(): void {
    for (const provider of this.started) provider.stop();
  }

  private async start(folder: string): Promise<readonly StandInProvider[]> {
    const set = providerNames.map(
      (name) => new StandInProvider(name, this.rules, () => this.types.read(folder), this.values.get(name)!),
    );
    this.started.push(...set);
    await Promise.all(set.map((provider) => provider.start()));
    return set;
  }
}
