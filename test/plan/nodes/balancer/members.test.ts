import type { OwnBalancer } from '../../../../src/kernel/balancer';
import { casesOf, longTest } from '../../../support/effort';
import { freePort } from '../../../support/free-port';
import { BalancerMachine, describeWith, until, type Ports } from './balancer-machine';
import { ask, Load, Node } from './nodes';

jest.setTimeout(120_000);

const [A, B, C, NOBODY] = ['127.0.71.1', '127.0.71.2', '127.0.71.3', '127.0.71.9'] as const;

/*
 * Real HAProxy and real nginx, run from the generated files, in front of stand-ins of Kong on addresses of this machine. Only ports,
 * users and places differ from a real machine, and systemd is a script that starts and reloads the program as its units do.
 */
describe.each(casesOf<OwnBalancer>(['haproxy', 'nginx'], ['haproxy']))('nodes behind %s', (program: OwnBalancer) => {
  describeWith(program)('under load', () => {
    let ports: Ports;
    let machine: BalancerMachine;
    let nodes: Node[];
    beforeEach(async () => {
      ports = { clients: await freePort(), proxy: await freePort(), status: await freePort() };
      machine = new BalancerMachine(program, ports);
      nodes = [A, B].map((address) => new Node(address, ports));
    });
    afterEach(async () => {
      await machine.end();
      for (const node of nodes) await node.end();
    });

    function node(address: string): Node {
      const found = nodes.find((it) => it.address === address);
      if (!found) throw new Error(`no node ${address}`);
      return found;
    }

    async function started(): Promise<void> {
      machine.list([A, B]);
      machine.start();
      await until(() => machine.log().length > 0 && machine.nodes().length === 2, 'both nodes are there');
      let isOpen = false;
      const tries = setInterval(
        () =>
          void ask(ports.clients).then(
            () => (isOpen = true),
            () => undefined,
          ),
        50,
      );
      try {
        await until(() => isOpen, 'the program answers');
      } finally {
        clearInterval(tries);
      }
    }

    test('one joins, one drains, one dies, and the list cannot be had: no request fails', async () => {
      await started();
      const load = new Load(ports.clients, 6);

      const newcomer = new Node(C, ports);
      nodes.push(newcomer);
      // The last of the list is still being installed: nothing answers there.
      machine.list([A, B, C, NOBODY]);
      await until(() => newcomer.taken > 20, 'the one that joins gets clients');
      expect(machine.nodes()).toEqual([A, B, C]);

      node(B).draining = true;
      await until(() => !machine.nodes().includes(B), 'the one that drains leaves the file');
      // Connections that were under way when the program was reloaded may still arrive.
      await new Promise((resolve) => setTimeout(resolve, 500));
      const before = node(B).taken;
      const others = newcomer.taken;
      await until(() => newcomer.taken > others + 50, 'others serve on');
      expect(node(B).taken).toBe(before);
      node(B).refuse();
      machine.list([A, C]);

      machine.list(undefined);
      await until(() => machine.said().includes('cannot be had'), 'the fault is told');
      const [asked, files] = [load.answered, machine.nodes()];
      await until(() => load.answered > asked + 100, 'clients are served without a list');
      expect([files, machine.nodes()]).toEqual([
        [A, C],
        [A, C],
      ]);

      // Requests that a node has in hand die with it, whoever leads to it: it has none here.
      await load.end();
      expect(load.failures).toEqual([]);
      expect(load.answered).toBeGreaterThan(300);
      node(A).refuse();
      const survivors = new Load(ports.clients, 6);
      await until(() => machine.nodes().length === 1, 'the one that died leaves the file');
      expect(machine.nodes()).toEqual([C]);
      const late = survivors.answered;
      await until(() => survivors.answered > late + 50, 'clients are served by the one that is left');

      machine.list([A, C]);
      await until(() => machine.said().includes('can be had again'), 'the list is back');
      await survivors.end();
      expect(survivors.failures).toEqual([]);
      const reloads = machine.log().filter((it) => it === `reload-or-restart ${program}.service`);
      expect(reloads.length).toBeGreaterThanOrEqual(4);
    });

    test('nodes are told the address of the client', async () => {
      await started();
      const served = await ask(ports.clients, '127.0.0.77');
      expect(node(served).client).toBe('127.0.0.77');
    });

    longTest(
      'what was led to before stays when topogen-balancer starts over without a list, and with nobody that answers',
      async () => {
        await started();
        await machine.stopDaemon();
        machine.list(undefined);
        machine.start();
        await until(() => machine.said().includes('cannot be had'), 'it has asked');
        expect(machine.nodes()).toEqual([A, B]);
        expect([A, B]).toContain(await ask(ports.clients));
        machine.list([A, B]);
        await until(() => machine.said().includes('can be had again'), 'the list is back');
        for (const it of nodes) it.draining = true;
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        expect(machine.nodes()).toEqual([A, B]);
        expect([A, B]).toContain(await ask(ports.clients));
      },
    );

    longTest('a list with something else in it, and an empty one, change nothing', async () => {
      await started();
      machine.list([]);
      await until(() => machine.said().includes('it is empty'), 'the empty list is told of');
      machine.list([A, B]);
      await until(() => machine.said().includes('can be had again'), 'a good list is taken');
      machine.list([A, '; exit']);
      await until(() => machine.said().split('cannot be had').length > 2, 'the other one is told of');
      expect(machine.nodes()).toEqual([A, B]);
    });

    longTest(
      'one that answers with no HTTP is left out like one that is silent, and the others are asked on',
      async () => {
        await started();
        node(B).isGarbled = true;
        await until(() => machine.nodes().length === 1, 'it leaves the file');
        nodes.push(new Node(C, ports));
        machine.list([A, B, C]);
        await until(() => machine.nodes().length === 2, 'another one joins');
        expect(machine.nodes()).toEqual([A, C]);
      },
    );

    longTest('a reload that fails is tried again', async () => {
      await started();
      machine.fail(true);
      nodes.push(new Node(C, ports));
      machine.list([A, B, C]);
      await until(() => machine.said().includes('stay as they were'), 'the fault is told');
      machine.fail(false);
      await until(
        () => node(C).taken > 0 || (void ask(ports.clients).catch(() => undefined), false),
        'the new node serves',
      );
    });
  });
});
