import { spawn, type ChildProcess } from 'node:child_process';
import type { Lab } from './lab';
import { eventually } from './shell';
import { SECRETS } from './stand-ins';

/**
 * Reads rows 0 to COUNT - 1 by their keys, again and again, until it is ended. A node that does not answer is no fault: the
 * next one is asked, as Kong does. An answer that too few copies are up is one, and so is a row that is not there.
 */
const PROGRAM = `
import os, ssl, sys, time
from cassandra import ConsistencyLevel
from cassandra.auth import PlainTextAuthProvider
from cassandra.cluster import Cluster, ExecutionProfile, EXEC_PROFILE_DEFAULT
from cassandra.policies import DCAwareRoundRobinPolicy, RetryPolicy
from cassandra.query import SimpleStatement

password, count, datacenter, *contacts = sys.argv[1:]

class AskAnother(RetryPolicy):
    def on_read_timeout(self, *_, retry_num=0, **__):
        return (self.RETRY_NEXT_HOST, None) if retry_num < 3 else (self.RETHROW, None)
    def on_unavailable(self, *_, **__):
        return (self.RETHROW, None)
    def on_request_error(self, *_, **__):
        return (self.RETRY_NEXT_HOST, None)

profile = ExecutionProfile(load_balancing_policy=DCAwareRoundRobinPolicy(datacenter), retry_policy=AskAnother(),
    consistency_level=ConsistencyLevel.LOCAL_QUORUM, request_timeout=60)
authorities = os.environ.get('AUTHORITIES')
tls = ssl.create_default_context(cafile=authorities) if authorities else None
if tls:
    tls.check_hostname = False
cluster = Cluster(contacts, ssl_context=tls, auth_provider=PlainTextAuthProvider('kong', password), protocol_version=4,
    execution_profiles={EXEC_PROFILE_DEFAULT: profile}, connect_timeout=30, control_connection_timeout=30)
session = cluster.connect('kong')
while True:
    for key in range(int(count)):
        try:
            if not session.execute('SELECT name FROM routes WHERE id = %s', (key,)).one():
                print(f'row {key} is not there', flush=True)
        except Exception as error:
            print(f'row {key}: {type(error).__name__} {error}', flush=True)
        time.sleep(0.02)
    print('pass', flush=True)
`;

/** A client in the network of the lab that reads all rows at LOCAL_QUORUM while the ring changes. */
export class Reader {
  private said = '';

  private constructor(private readonly child: ChildProcess) {
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.said += text));
  }

  /**
   * Starts a client in the datacenter of its contacts.
   *
   * @param count rows to read
   * @param authorities file with those by which it knows the nodes; undefined where they speak plain text
   */
  static async start(
    { network, distribution: { python } }: Pick<Lab, 'network' | 'distribution'>,
    datacenter: string,
    contacts: readonly string[],
    count: number,
    authorities?: string,
  ): Promise<Reader> {
    const [first, second] = (contacts[0] ?? '').split('.');
    await network.plugIn('reader', `${first}.${second}.200.10`);
    const words = [
      python,
      '-W',
      'ignore',
      '-c',
      PROGRAM,
      SECRETS['cassandra-kong-password'],
      String(count),
      datacenter,
      ...contacts,
    ];
    const reader = new Reader(
      spawn('ip', ['netns', 'exec', network.space('reader'), ...words], {
        stdio: ['ignore', 'pipe', 'pipe'],
        ...(authorities === undefined ? {} : { env: { ...process.env, AUTHORITIES: authorities } }),
      }),
    );
    await reader.readsOnce();
    return reader;
  }

  /** Waits until every row was asked for once more. Throws with what went wrong so far. */
  async readsOnce(): Promise<void> {
    const { passes } = this;
    await eventually('all rows were asked for', 120, async () => {
      if (this.child.exitCode !== null) throw new Error(`the reader has ended: ${this.said.slice(-2000)}`);
      return this.passes > passes + 1 || undefined;
    });
    const faults = this.said.split('\n').filter((line) => line !== 'pass' && line !== '');
    if (faults.length > 0) throw new Error(`${faults.length} reads failed:\n${faults.slice(0, 10).join('\n')}`);
  }

  /** How often every row was asked for. */
  get passes(): number {
    return this.said.split('\n').filter((line) => line === 'pass').length;
  }

  end(): void {
    this.child.kill('SIGKILL');
  }
}
