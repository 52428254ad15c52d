import { WRITE_CONF } from '../../../../src/report/runbook/passwords';
import { kongPlan } from './plan-fixture';
import { World } from './simulation';

/* The command by which a runbook lets a node that serves take a password that was changed, run on the node's own scripts. */

let world: World;
afterEach(() => world.destroy());

const CURRENT = { new: 0, pending: 0 };

test('a node that serves writes the new password, and its processes stay as they are', async () => {
  world = new World(kongPlan('3.3.1')).schema(CURRENT);
  const node = world.poolNode('kong-a');
  await node.run('topogen-kong-prepare');
  node.put('usr/local/kong/pids/nginx.pid', '77\n');
  world.write('password', 'An0ther\n');
  expect(await node.operate(WRITE_CONF)).toEqual({ code: 0, output: '' });
  expect(node.setting('cassandra_password')).toBe('An0ther');
  expect(node.mode('etc/kong/kong.conf')).toBe('600');
  expect(node.read('usr/local/kong/pids/nginx.pid')).toBe('77\n');
});

test('a secret that fits no configuration leaves that as it was, and the command says so', async () => {
  world = new World(kongPlan('3.3.1')).schema(CURRENT);
  const node = world.poolNode('kong-a');
  await node.run('topogen-kong-prepare');
  world.write('password', 'an "other"\n');
  const { code, output } = await node.operate(WRITE_CONF);
  expect(code).not.toBe(0);
  expect(output).toContain('must hold letters and digits alone');
  expect(node.setting('cassandra_password')).toBe(world.password);
  world.fault('secrets-failing', 1).write('password', 'An0ther\n');
  expect((await node.operate(WRITE_CONF)).code).toBe(0);
  expect(node.setting('cassandra_password')).toBe('An0ther');
});
