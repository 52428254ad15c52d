import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../support/free-port';

const VERSIONS = '/usr/lib/postgresql';

/** The folder of a real PostgreSQL's programs; undefined where there is none. */
export function programsOf(): string | undefined {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((it) => join(VERSIONS, it, 'bin')).find((it) => existsSync(join(it, 'initdb')));
  const openssl = spawnSync('openssl', ['version']).status === 0;
  return openssl ? found : undefined;
}

/** Who may come over the network, and how. */
const LETS_IN = 'hostssl all all 127.0.0.1/32 scram-sha-256';

/** The account that the server runs as: it refuses to be root. */
function account(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** A server as a cloud's service makes it: TLS with an authority of its own, SCRAM, an administrator who is no superuser. */
export class Server {
  private readonly folder = mkdtempSync(join(tmpdir(), 'topogen-postgresql-'));
  private readonly as = account();
  private readonly data = join(this.folder, 'data');
  private process: ChildProcess | undefined;
  port = 0;

  constructor(
    private readonly programs: string,
    private readonly adminPassword: string,
    /** Server that this one follows; it has its data and its authority. */
    source?: Server,
  ) {
    chmodSync(this.folder, 0o755);
    mkdirSync(this.data, { mode: 0o700 });
    this.own(this.data);
    if (source)
      cpSync(source.folder, this.folder, { recursive: true, filter: (from) => !from.startsWith(source.data) });
    for (const file of source ? ['server.pem', 'server.key'] : []) this.own(join(this.folder, file));
    if (!source) this.initialize();
  }

  private initialize(): void {
    this.makeCertificates();
    const password = join(this.folder, 'superuser');
    writeFileSync(password, 'superuser\n');
    this.own(password);
    this.run('initdb', ['-D', this.data, '-U', 'service', '--auth=scram-sha-256', `--pwfile=${password}`, '-N']);
    writeFileSync(join(this.data, 'pg_hba.conf'), `local all,replication service trust\n${LETS_IN}\n`);
  }

  /** Makes a physical standby, which follows this server as a replica of a service does. */
  async standby(): Promise<Server> {
    const standby = new Server(this.programs, this.adminPassword, this);
    const from = ['-h', this.data, '-p', String(this.port), '-U', 'service'];
    this.run('pg_basebackup', ['-D', standby.data, '-R', '-X', 'stream', '-c', 'fast', ...from]);
    await standby.start();
    return standby;
  }

  /** The certificate that nodes have to trust. */
  readonly authority = join(this.folder, 'ca.pem');

  async start(): Promise<void> {
    this.port ||= await freePort();
    const options = [
      ...['-D', this.data, '-k', this.data, '-p', String(this.port), '-h', '127.0.0.1'],
      ...['ssl=on', `ssl_cert_file=${this.folder}/server.pem`, `ssl_key_file=${this.folder}/server.key`].flatMap(
        (it) => ['-c', it],
      ),
      ...['-c', 'fsync=off'],
    ];
    this.process = spawn(join(this.programs, 'postgres'), options, { ...this.as, stdio: 'ignore', cwd: this.data });
    for (let i = 0; this.psql('SELECT 1').status !== 0; i++) {
      if (i > 200) throw new Error('the server does not start');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Makes the administrator as a service does. */
  makeAdministrator(): void {
    this.ask(`CREATE ROLE topogen_admin LOGIN CREATEROLE CREATEDB PASSWORD '${this.adminPassword}'`);
    this.ask('ALTER DATABASE postgres OWNER TO topogen_admin');
  }

  /** Runs a statement as the service's own superuser, and returns what it prints. */
  ask(statement: string, database = 'postgres'): string {
    const { status, stdout, stderr } = this.psql(statement, database);
    if (status !== 0) throw new Error(stderr);
    return stdout.trim();
  }

  private psql(statement: string, database = 'postgres') {
    const where = ['-h', this.data, '-p', String(this.port), '-U', 'service', '-d', database];
    return spawnSync(join(this.programs, 'psql'), [...where, '-X', '-q', '-t', '-A', '-c', statement], {
      ...this.as,
      encoding: 'utf8',
      cwd: this.folder,
    });
  }

  /** Ends the server as the loss of its machine does: what was committed is there when it starts again, and no more. */
  async crash(): Promise<void> {
    await this.end('SIGQUIT');
  }

  /** Lets nobody in over the network any more, and ends the connections that stand, as a fence does. */
  async fence(): Promise<void> {
    writeFileSync(join(this.data, 'pg_hba.conf'), 'local all,replication service trust\n');
    await this.end('SIGINT');
    await this.start();
  }

  async stop(): Promise<void> {
    await this.end('SIGINT');
    rmSync(this.folder, { recursive: true });
  }

  private async end(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    const { process } = this;
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    const ended = new Promise((resolve) => process.once('exit', resolve));
    process.kill(signal);
    await ended;
  }

  private makeCertificates(): void {
    const openssl = (...args: readonly string[]): void =>
      void execFileSync('openssl', args, { cwd: this.folder, stdio: 'ignore' });
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=authority', '-days', '2');
    openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=another-name');
    const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'];
    openssl('x509', '-req', '-in', 'server.csr', ...signing, '-out', 'server.pem');
    chmodSync(join(this.folder, 'server.key'), 0o600);
    for (const file of ['server.key', 'server.pem']) this.own(join(this.folder, file));
  }

  private own(path: string): void {
    if (this.as) chownSync(path, this.as.uid, this.as.gid);
  }

  private run(program: string, args: readonly string[]): void {
    execFileSync(join(this.programs, program), args, { ...this.as, stdio: 'pipe', cwd: this.folder });
  }
}
