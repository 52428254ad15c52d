import type { Synthesis } from '../../src/actions/synthesize';
import type { Attributes, Resources } from '../../src/clouds/resources';

/* These functions read the output back from the JSON that Terraform reads, without a look at the plan. */

/** Returns the resources of a stack; none if there is no such stack. */
export function resourcesOf({ assembly }: Synthesis, stack: string): Resources {
  const text = assembly.find(({ path }) => path === `stacks/${stack}/cdk.tf.json`)?.text;
  return text === undefined ? {} : ((JSON.parse(text) as { resource?: Resources }).resource ?? {});
}

/** Returns the names of the emitted stacks. */
export function emittedStacks({ assembly }: Synthesis): string[] {
  return assembly.flatMap(({ path }) => /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path)?.[1] ?? []);
}

/** Returns every resource of every stack whose name matches, by type. */
export function allOfType(synthesis: Synthesis, type: string, stacks = /./): (readonly [string, Attributes])[] {
  return emittedStacks(synthesis)
    .filter((stack) => stacks.test(stack))
    .flatMap((stack) =>
      Object.entries(resourcesOf(synthesis, stack)[type] ?? {}).map(([name, it]) => [`${stack} ${name}`, it] as const),
    );
}

/** A firewall rule of any cloud. */
export interface EmittedRule {
  readonly way: 'in' | 'out';
  readonly role: string;
  /** A range, or the role of the datacenter's own members. */
  readonly peer: string;
  readonly protocol: string;
  /** Ports, e.g. `7000`, `0-65535`; empty if the protocol has none. */
  readonly ports: string;
}

/** Returns the rules of a datacenter's cluster. */
export function rulesOf(synthesis: Synthesis, datacenter: string): EmittedRule[] {
  const resources = resourcesOf(synthesis, `cluster-${datacenter}`);
  const aws = (['ingress', 'egress'] as const).flatMap((way) =>
    Object.values(resources[`aws_vpc_security_group_${way}_rule`] ?? {}).map((rule): EmittedRule => ({
      way: way === 'ingress' ? 'in' : 'out',
      role: nameIn(rule['security_group_id']),
      peer: String(rule['cidr_ipv4'] ?? nameIn(rule['referenced_security_group_id'])),
      protocol: String(rule['ip_protocol']),
      ports: portText(rule['from_port'], rule['to_port']),
    })),
  );
  return [...aws, ...Object.values(resources['google_compute_firewall'] ?? {}).flatMap(googleRules)];
}

function googleRules(rule: Attributes): EmittedRule[] {
  const way = rule['direction'] === 'EGRESS' ? 'out' : 'in';
  const list = (name: string): unknown[] => (rule[name] ?? []) as unknown[];
  const peers = [
    ...list('source_ranges'),
    ...list('destination_ranges'),
    ...list('source_service_accounts').map(nameIn),
  ];
  const allowed = list('allow') as { readonly protocol: string; readonly ports?: readonly string[] }[];
  return list('target_service_accounts').flatMap((target) =>
    peers.flatMap((peer) =>
      allowed.flatMap(({ protocol, ports = [''] }) =>
        ports.map((port): EmittedRule => ({ way, role: nameIn(target), peer: String(peer), protocol, ports: port })),
      ),
    ),
  );
}

/** Returns `kong` for `${aws_security_group.kong.id}`, and for the account of that pool that the network's stack makes. */
function nameIn(reference: unknown): string {
  const account = /^\$\{data\.terraform_remote_state\.\w+\.outputs\.(\w+)_account\}$/.exec(String(reference))?.[1];
  return account ?? /^\$\{\w+\.(\w+)\.\w+\}$/.exec(String(reference))?.[1] ?? String(reference);
}

function portText(from: unknown, to: unknown): string {
  if (from === undefined || from === -1) return '';
  return from === to ? String(from) : `${String(from)}-${String(to)}`;
}
