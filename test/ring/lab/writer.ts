import { spawn, type ChildProcess } from 'node:child_process';
import type { Lab } from './lab';
import { eventually } from './shell';
import { SECRETS } from './stand-ins';

/**
 * Writes one row after another at LOCAL_QUORUM, deletes every tenth of them again five rows later, and tells each that the ring
 * has acknowledged with the time.
 */
const PROGRAM = `
import sys, time
from cassandra import ConsistencyLevel
from cassandra.auth import PlainTextAuthProvider
from cassandra.cluster import Cluster, ExecutionProfile, EXEC_PROFILE_DEFAULT
from cassandra.policies import DCAwareRoundRobinPolicy

password, datacenter, *contacts = sys.argv[1:]
profile = ExecutionProfile(load_balancing_policy=DCAwareRoundRobinPolicy(datacenter),
    consistency_level=ConsistencyLevel.LOCAL_QUORUM, request_timeout=60)
cluster = Cluster(contacts, auth_provider=PlainTextAuthProvider('kong', password), protocol_version=4,
    execution_profiles={EXEC_PROFILE_DEFAULT: profile}, connect_timeout=30, control_connection_timeout=30)
session = cluster.connect('kong')

def acknowledged(statement, key, word):
    try:
        session.execute(statement, (key,))
    except Exception:
        return
    print(word, key, time.time(), flush=True)

key = 0
while True:
    acknowledged("INSERT INTO routes (id, name) VALUES (%s, 'written')", key, 'put')
    if key % 10 == 5:
        acknowledged('DELETE FROM routes WHERE id = %s', key - 5, 'deleted')
    key += 1
    time.sleep(0.02)
`;

/** What a ring has acknowledged, and when. */
export interface Acknowledged {
  readonly word: 'put' | 'deleted';
  readonly id: number;
  /** Seconds since 1970. */
  readonly at: number;
}

/** A client in the network of the lab that writes rows into `kong.routes`, until it is ended. */
export class Writer {
  private said = '';
  private faults = '';

  private constructor(private readonly child: ChildProcess) {
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.faults += text));
  }

  /** Starts a client in the datacenter of its contacts. */
  static async start(
    { network, distribution: { python } }: Pick<Lab, 'network' | 'distribution'>,
    datacenter: string,
    contacts: readonly string[],
  ): Promise<Writer> {
    const [first, second] = (contacts[0] ?? '').split('.');
    await network.plugIn('writer', `${first}.${second}.200.11`);
    const words = [python, '-W', 'ignore', '-c', PROGRAM, SECRETS['cassandra-kong-password'], datacenter, ...contacts];
    const writer = new Writer(
      spawn('ip', ['netns', 'exec', network.space('writer'), ...words], { stdio: ['ignore', 'pipe', 'pipe'] }),
    );
    await writer.reaches(100);
    return writer;
  }

  /** Waits until so many writes have been acknowledged. */
  async reaches(count: number): Promise<void> {
    await eventually(`${count} writes are acknowledged`, 240, async () => {
      if (this.child.exitCode !== null) throw new Error(`the writer has ended: ${this.faults.slice(-2000)}`);
      return this.acknowledged().length >= count || undefined;
    });
  }

  /** Everything that the ring has acknowledged so far, in order. */
  acknowledged(): Acknowledged[] {
    return [...this.said.matchAll(/^(put|deleted) (\d+) ([\d.]+)$/gm)].map(([, word, id, at]) => {
      return { word: word as Acknowledged['word'], id: Number(id), at: Number(at) };
    });
  }

  end(): void {
    this.child.kill('SIGKILL');
  }
}
