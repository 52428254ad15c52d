import { carryOut, type Deed, type Operator, type StackAtHand } from '../../../src/actions/carry-out/carry-out';
import type { StackPlan } from '../../../src/plan/plan';

/** A stack of these answers: exit codes of `plan` one after another, and what its plan deletes. */
interface Answers {
  readonly plans?: readonly number[];
  readonly applies?: readonly number[];
  readonly deletes?: Readonly<Record<string, string>>;
  readonly isThere?: boolean;
}

/** An operator that types nothing: it notes the commands, and answers as Terraform would. */
class Noted implements Operator {
  readonly commands: string[] = [];
  readonly asked: string[] = [];
  readonly begun: string[] = [];
  interruptedAfter = Infinity;
  consent = true;
  private readonly count = new Map<string, number>();

  constructor(private readonly answers: Readonly<Record<string, Answers>>) {}

  begins(stack: string, number: number, of: number): void {
    this.begun.push(`${stack} ${number}/${of}`);
  }

  run(stack: string, args: readonly string[]): Promise<number> {
    this.commands.push([stack, ...args.filter((it) => it !== '-input=false')].join(' '));
    const word = args[0]!;
    const { plans = [0], applies = [0] } = this.answers[stack] ?? {};
    const codes = { init: [0], plan: plans, apply: applies }[word] ?? [1];
    const key = `${stack} ${word}`;
    const nth = this.count.get(key) ?? 0;
    this.count.set(key, nth + 1);
    return Promise.resolve(codes[Math.min(nth, codes.length - 1)]!);
  }

  read(stack: string, args: readonly string[]): Promise<string> {
    const { deletes = {}, isThere = true } = this.answers[stack] ?? {};
    if (args.length === 2)
      return Promise.resolve(
        JSON.stringify(isThere ? { values: { root_module: { resources: [{ mode: 'managed' }] } } } : {}),
      );
    const changes = Object.entries(deletes).map(([address, action]) => ({
      address,
      type: address.split('.')[0],
      change: { actions: action.split(',') },
    }));
    return Promise.resolve(JSON.stringify({ resource_changes: changes }));
  }

  planFile(stack: string): string {
    return `/plans/${stack}`;
  }

  consents(stack: string, losses: readonly { readonly name: string; readonly loss: string }[]): Promise<boolean> {
    this.asked.push([stack, ...losses.map(({ name, loss }) => `${name}=${loss}`)].join(' '));
    return Promise.resolve(this.consent);
  }

  isInterrupted(): boolean {
    return this.commands.length >= this.interruptedAfter;
  }
}

const LAYERS = { shared: 'shared', 'network-a': 'network', 'cluster-a': 'cluster' } as const;
const stack = (name: keyof typeof LAYERS, protections: StackAtHand['protections'] = []): StackAtHand => ({
  plan: { name, layer: LAYERS[name], dependsOn: [] } satisfies StackPlan,
  protections,
});
const STACKS = [stack('shared'), stack('network-a'), stack('cluster-a')];

async function course(deed: Deed, operator: Noted, stacks = STACKS): Promise<string[]> {
  return (await carryOut(deed, stacks, operator)).map(({ stack: name, end }) => `${name} ${end}`);
}

test('only stacks whose plan differs are applied, and by the plan that was shown', async () => {
  const operator = new Noted({ 'network-a': { plans: [2] } });
  expect(await course('apply', operator)).toEqual(['shared same', 'network-a done', 'cluster-a same']);
  expect(operator.commands.filter((it) => it.startsWith('network-a'))).toEqual([
    'network-a init',
    'network-a plan -detailed-exitcode -out=/plans/network-a',
    'network-a apply /plans/network-a',
  ]);
  expect(operator.commands.filter((it) => it.includes(' apply'))).toHaveLength(1);
  expect(operator.begun).toEqual(['shared 1/3', 'network-a 2/3', 'cluster-a 3/3']);
});

test.each([
  { at: 'a plan', answers: { 'network-a': { plans: [1] } } },
  { at: 'an apply', answers: { 'network-a': { plans: [2], applies: [1] } } },
])('the first fault ends it, at $at', async ({ answers }) => {
  const operator = new Noted(answers);
  expect(await course('apply', operator)).toEqual(['shared same', 'network-a failed']);
  expect(operator.commands.some((it) => it.startsWith('cluster-a'))).toBe(false);
});

test('what is declined is not applied, and ends it', async () => {
  const operator = new Noted({ shared: { plans: [2] } });
  operator.consent = false;
  expect(await course('apply', operator)).toEqual(['shared declined']);
  expect(operator.commands.some((it) => it.includes(' apply'))).toBe(false);
});

test('whoever is asked is told what holds data, a link or an address and goes, and of nothing else', async () => {
  const deletes = {
    'aws_ebs_volume.cassandra_3': 'delete',
    'google_compute_disk.cassandra_1': 'delete,create',
    'aws_launch_template.kong': 'delete,create',
    'aws_eip.nat_1': 'delete',
    'aws_ebs_volume.cassandra_4': 'update',
  };
  const operator = new Noted({ 'cluster-a': { plans: [2], deletes } });
  await course('apply', operator);
  expect(operator.asked).toEqual([
    'cluster-a cluster-a/aws_ebs_volume.cassandra_3=data cluster-a/google_compute_disk.cassandra_1=data cluster-a/aws_eip.nat_1=address',
  ]);
});

test('a plan alone asks nobody and applies nothing', async () => {
  const operator = new Noted({ shared: { plans: [2] }, 'cluster-a': { plans: [2] } });
  expect(await course('plan', operator)).toEqual(['shared planned', 'network-a same', 'cluster-a planned']);
  expect([operator.asked, operator.commands.filter((it) => it.includes(' apply'))]).toEqual([[], []]);
});

test('a stack with a protection loses it first, and is planned anew; one without a state is passed by', async () => {
  const protection = { variable: 'deletion_protection', resources: ['aws_lb.kong'] };
  const operator = new Noted({ 'cluster-a': { plans: [2] }, 'network-a': { isThere: false } });
  const stacks = [stack('cluster-a', [protection]), stack('network-a')];
  expect(await course('destroy', operator, stacks)).toEqual(['cluster-a done', 'network-a same']);
  const plan = 'cluster-a plan -destroy -var=deletion_protection=false -detailed-exitcode -out=/plans/cluster-a';
  expect(operator.commands).toEqual([
    'cluster-a init',
    plan,
    'cluster-a apply -auto-approve -var=deletion_protection=false -target=aws_lb.kong',
    plan,
    'cluster-a apply /plans/cluster-a',
    'network-a init',
  ]);
});

test('whoever interrupts it sees no further command', async () => {
  const operator = new Noted({ shared: { plans: [2] } });
  operator.interruptedAfter = 2;
  expect(await course('apply', operator)).toEqual(['shared declined']);
  expect([operator.commands.length, operator.asked]).toEqual([2, []]);
});
