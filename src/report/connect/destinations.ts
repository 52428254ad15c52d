import type { DatacenterPlan, Plan } from '../../plan/plan';
import { datastoreReport } from '../datastores/registry';
import type { Machine } from './machines';

/** A kind of destination: which machines it is on, and how it is reached there. */
export interface Terminal {
  readonly word: string;
  readonly what: string;
  isOn(machine: Machine): boolean;
  /** Returns the port to forward, or the command to run; neither means a shell. */
  way(datacenter: DatacenterPlan, machine: Machine): { readonly port?: number; readonly command?: string };
  readonly then: readonly string[];
}

/** Returns the destination of that word, or the words that there are. */
export function terminalOf(
  plan: Plan,
  word: string,
): { readonly ok: true; readonly value: Terminal } | { readonly ok: false; readonly known: readonly string[] } {
  const all = terminals(plan);
  const value = all.find((it) => it.word === word);
  return value ? { ok: true, value } : { ok: false, known: all.map((it) => it.word) };
}

/** Returns the datacenter that has all machines of a destination; undefined if it has no one place. */
export function onlyPlaceOf(plan: Plan, { word }: Terminal): string | undefined {
  return word === 'admin' || word === 'manager' ? plan.kong.hybrid?.datacenter : undefined;
}

function terminals(plan: Plan): readonly Terminal[] {
  const administered = plan.datacenters.flatMap(({ pools }) => pools).find(({ role }) => role !== 'data-plane');
  const port = administered?.ports.adminTls ?? 0;
  const admin: Terminal = {
    word: 'admin',
    what: plan.kong.hybrid ? 'the Admin API of one control plane' : 'the Admin API of one node',
    isOn: ({ hasAdmin }) => hasAdmin,
    way: (datacenter, machine) => ({
      port: datacenter.pools.find(({ name }) => name === machine.name)?.ports.adminTls ?? port,
    }),
    then: [
      `Leave it running. In another terminal: curl --insecure https://127.0.0.1:${port}/status`,
      "--insecure, since the node's certificate is one that Kong made for itself; the way there is encrypted and known.",
    ],
  };
  return [{ ...SHELL }, admin, ...managerTerminal(plan, admin), ...datastoreTerminal(plan)];
}

/** Makes the destination of Kong Manager, where it listens. */
function managerTerminal({ flows, kong }: Plan, admin: Terminal): readonly Terminal[] {
  const port = flows.find(({ id }) => id.endsWith('-manager-tls'))?.ports?.from;
  if (port === undefined) return [];
  return [
    {
      word: 'manager',
      what: `the pages of Kong Manager on one ${kong.hybrid ? 'control plane' : 'node'}`,
      isOn: admin.isOn,
      way: () => ({ port }),
      then: [
        'Leave it running, and beside it the tunnel of topogen connect <spec> <datacenter> admin, which the pages call.',
        `Then open https://127.0.0.1:${port}: the browser warns of certificates that Kong made for itself.`,
      ],
    },
  ];
}

const SHELL: Terminal = {
  word: 'shell',
  what: 'a shell',
  isOn: () => true,
  way: () => ({}),
  then: [],
};

function datastoreTerminal(plan: Plan): readonly Terminal[] {
  const { console } = datastoreReport(plan);
  if (!console) return [];
  return [
    {
      word: console.word,
      what: console.what,
      isOn: ({ part }) => part === 'datastore',
      way: (datacenter, machine) => ({ command: console.command(plan, datacenter, machine.name) }),
      then: [`It asks for the password: ${console.password(plan)}`],
    },
  ];
}
