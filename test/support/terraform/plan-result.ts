/** The parts of `terraform show -json` that tests look at: https://developer.hashicorp.com/terraform/internals/json-format */
export interface PlanJson {
  readonly format_version: string;
  readonly planned_values: { readonly root_module: ModuleValues; readonly outputs?: Readonly<Record<string, unknown>> };
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, unknown>>;
  readonly configuration: Readonly<Record<string, unknown>>;
}

export interface ResourceChange {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    readonly after_unknown: Readonly<Record<string, unknown>>;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

export interface ModuleValues {
  readonly resources?: readonly ResourceValues[];
  readonly child_modules?: readonly ModuleValues[];
}

export interface ResourceValues {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface StateJson {
  readonly format_version: string;
  /** Undefined if the state is empty. */
  readonly values?: {
    readonly outputs?: Readonly<Record<string, { readonly value: unknown; readonly sensitive: boolean }>>;
    readonly root_module: ModuleValues;
  };
}

/** The change of a resource in a plan. */
export type Action = 'create' | 'update' | 'replace' | 'delete' | 'read' | 'no-op';

export class PlanResult {
  constructor(
    /** Name of the plan's file in the stack's folder. */
    readonly file: string,
    readonly hasChanges: boolean,
    readonly json: PlanJson,
    /** First lines of the warnings that the plan gave. */
    readonly warnings: readonly string[],
  ) {}

  /** Changes by address; resources that stay as they are are left out. */
  actions(): Record<string, Action> {
    const all = (this.json.resource_changes ?? []).map((each) => [each.address, actionOf(each)] as const);
    return Object.fromEntries(all.filter(([, action]) => action !== 'no-op'));
  }

  /** Returns the addresses of the resources with an action. */
  addresses(action: Action): string[] {
    return Object.entries(this.actions()).flatMap(([address, each]) => (each === action ? [address] : []));
  }

  /** Returns the change of one resource. */
  change(address: string): ResourceChange {
    const found = this.json.resource_changes?.find((each) => each.address === address);
    if (!found) throw new Error(`the plan has no ${address}`);
    return found;
  }
}

function actionOf({ change }: ResourceChange): Action {
  return change.actions.length === 2 ? 'replace' : (change.actions[0] as Action);
}

/** Returns all resources of a state or of planned values, by address. */
export function resourcesByAddress(root: ModuleValues | undefined): Record<string, ResourceValues> {
  const own = (root?.resources ?? []).map((each) => [each.address, each] as const);
  const inner = (root?.child_modules ?? []).flatMap((each) => Object.entries(resourcesByAddress(each)));
  return Object.fromEntries([...own, ...inner]);
}
