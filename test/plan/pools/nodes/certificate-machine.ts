import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import type { NodeFiles } from '../../../../src/plan/nodes/node-files';
import { writtenFiles } from '../../../support/simulated-machine';

const PROGRAM = 'usr/local/sbin/topogen-kong-certificate';
const NGINX = '/usr/sbin/nginx';

/** Commands that the script calls, by name; openssl and the rest are the machine's own. The secret is a file: an empty one cannot be read. */
const STAND_INS: Readonly<Record<string, string>> = {
  aws: `if [[ "$1" == cloudwatch ]]; then
  [[ -e "$WORLD/deaf" ]] && exit 1
  echo "$*" >>"$WORLD/log"
  exit
fi
while [[ "$1" != --secret-id ]]; do shift; done
echo "secret $2" >>"$WORLD/log"
[[ -s "$WORLD/secret" ]] && cat "$WORLD/secret"`,
  curl: `case "\${*: -1}" in
  */latest/api/token) echo token ;;
  */placement/region) echo us-east-1 ;;
  */project/project-id) echo acme ;;
  */instance/id) echo 4711 ;;
  */instance/zone) echo projects/1/zones/europe-west1-b ;;
  https://monitoring.googleapis.com/v3/projects/acme/timeSeries)
    [[ -e "$WORLD/deaf" ]] && exit 22
    for each; do if [[ "$each" == @* ]]; then cat "\${each#@}" >>"$WORLD/log"; fi; done
    echo >>"$WORLD/log" ;;
  *'/instance/service-accounts/default/token') echo '{"access_token": "own-token"}' ;;
  *secrets/*/versions/latest:access)
    echo "secret \${*: -1}" >>"$WORLD/log"
    [[ -s "$WORLD/secret" ]] && printf '{"payload": {"data": "%s"}}' "$(base64 --wrap=0 "$WORLD/secret")" ;;
  *) exit 22 ;;
esac`,
  // A minute is a second here.
  timeout: `shift
exec /usr/bin/timeout 1 "$@"`,
  systemctl: `echo "systemctl $*" >>"$WORLD/log"
case "$1" in
  is-active) [[ -e "$WORLD/serves" ]] ;;
  reload)
    if [[ -e "$WORLD/datastore-away" ]]; then exit 1; fi
    kill -HUP "$(<"$TOPOGEN_ROOT/usr/local/kong/pids/nginx.pid")" ;;
esac`,
  // A disk that is full breaks off in the middle of a file.
  cp: `if [[ -e "$WORLD/disk-full" ]]; then
  head -c 100 "$1" >"$2"
  echo 'No space left on device' >&2
  exit 1
fi
exec /bin/cp "$@"`,
  sleep: 'exec /bin/sleep 0.05',
};

/** How many requests were answered, how many were not, and with which certificates, by serial number. */
export interface Load {
  readonly answered: number;
  readonly failed: readonly string[];
  readonly serials: ReadonlySet<string>;
}

interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** A node with the files of its pool, whose Kong is a real nginx. */
export class CertificateMachine {
  private readonly world = mkdtempSync(join(tmpdir(), 'topogen-certificate-'));
  private readonly disk = join(this.world, 'disk');
  private nginx: ChildProcess | undefined;

  constructor(files: NodeFiles) {
    for (const [name, body] of Object.entries(STAND_INS)) this.write(`bin/${name}`, `#!/bin/bash\n${body}\n`, 0o755);
    this.write('log', '').write('disk/etc/kong/kong.conf', '');
    mkdirSync(join(this.disk, 'usr/local/openresty/nginx/sbin'), { recursive: true });
    symlinkSync(NGINX, join(this.disk, 'usr/local/openresty/nginx/sbin/nginx'));
    for (const { path, content, permissions } of writtenFiles(files))
      this.write(join('disk', path), content, parseInt(permissions, 8));
  }

  /** Puts a text into the secret manager; an empty one makes it fail. */
  secret(text: string): this {
    return this.write('secret', text);
  }

  /** Lets something be so, or no more. */
  fact(name: 'datastore-away' | 'deaf' | 'disk-full' | 'serves', is = true): this {
    if (is) return this.write(name, '');
    rmSync(join(this.world, name), { force: true });
    return this;
  }

  run(mode: 'start' | 'renew'): Promise<Run> {
    return this.runProgram(PROGRAM, [mode]);
  }

  /** Lets the node tell how many days its certificates have left. */
  tellDays(): Promise<Run> {
    return this.runProgram('usr/local/sbin/topogen-days-left', []);
  }

  private runProgram(program: string, words: readonly string[]): Promise<Run> {
    return new Promise((resolve, reject) => {
      const child = spawn(join(this.disk, program), words, {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: `${join(this.world, 'bin')}:/usr/bin:/bin`, TOPOGEN_ROOT: this.disk, WORLD: this.world },
      });
      let output = '';
      const hear = (data: Buffer): void => void (output += data.toString());
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, output }));
    });
  }

  /** Starts nginx with two workers, each with a socket of its own, as Kong 2.0 and later have them. */
  async serve(port: number): Promise<void> {
    const [folder, pem] = [join(this.world, 'nginx'), join(this.disk, 'etc/kong/proxy.pem')];
    mkdirSync(join(this.disk, 'usr/local/kong/pids'), { recursive: true });
    mkdirSync(folder);
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((it) => `${it}_temp_path ${folder}/${it};`);
    const server = `listen 127.0.0.1:${port} ssl reuseport; ssl_certificate ${pem}; ssl_certificate_key ${pem}; location / { return 200 "of Kong"; }`;
    const main = `user root root; worker_processes 2; daemon off; pid ${this.disk}/usr/local/kong/pids/nginx.pid; error_log ${folder}/error.log;`;
    writeFileSync(
      join(folder, 'nginx.conf'),
      `${main} events {} http { access_log off; ${places.join(' ')} server { ${server} } }`,
    );
    this.nginx = spawn(NGINX, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' });
    this.fact('serves');
    while ((await ask(port)).failed !== undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  pem(): string {
    return readFileSync(join(this.disk, 'etc/kong/proxy.pem'), 'utf8');
  }

  /** What `openssl x509` says of the certificate that Kong would start with. */
  about(...words: readonly string[]): string {
    return execFileSync('openssl', ['x509', '-noout', ...words], { input: this.pem(), encoding: 'utf8' }).trim();
  }

  has(path: string): boolean {
    return existsSync(join(this.disk, path));
  }

  mode(path: string): string {
    return (statSync(join(this.disk, path)).mode & 0o777).toString(8);
  }

  list(path: string): string[] {
    return readdirSync(join(this.disk, path)).sort();
  }

  write(path: string, text: string, mode = 0o644): this {
    const file = join(this.world, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, mode);
    return this;
  }

  log(): string[] {
    return readFileSync(join(this.world, 'log'), 'utf8').split('\n').filter(Boolean);
  }

  async destroy(): Promise<void> {
    const { nginx } = this;
    if (nginx && nginx.exitCode === null) {
      const ended = new Promise((resolve) => nginx.once('exit', resolve));
      nginx.kill();
      await ended;
    }
    rmSync(this.world, { recursive: true });
  }
}

/** Asks a port over TLS, each time over a connection of its own. */
export function ask(port: number): Promise<{ readonly serial?: string; readonly failed?: string }> {
  return new Promise((resolve) => {
    const asked = request(
      { host: '127.0.0.1', port, path: '/', agent: false, rejectUnauthorized: false },
      (response) => {
        const serial = (response.socket as TLSSocket).getPeerCertificate().serialNumber;
        response.on('error', (error) => resolve({ failed: error.message }));
        response
          .resume()
          .on('end', () => resolve(response.statusCode === 200 ? { serial } : { failed: String(response.statusCode) }));
      },
    );
    asked.on('error', (error) => resolve({ failed: error.message })).end();
  });
}

/**
 * Asks until the certificate with a serial number is shown, for some seconds: workers of before a reload take connections for a
 * moment more. Returns the serial number that was shown last.
 */
export async function serialSoon(port: number, wanted: string): Promise<string | undefined> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await ask(port)).serial === wanted) return wanted;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return (await ask(port)).serial;
}

/** Asks a port without a pause, by several clients at once, until something has ended. */
export async function loadUntil(port: number, clients: number, ended: Promise<unknown>): Promise<Load> {
  let isOver = false;
  void ended.then(() => (isOver = true));
  const [failed, serials] = [[] as string[], new Set<string>()];
  let answered = 0;
  const client = async (): Promise<void> => {
    while (!isOver) {
      const answer = await ask(port);
      if (answer.failed !== undefined) failed.push(answer.failed);
      if (answer.serial === undefined) continue;
      answered += 1;
      serials.add(answer.serial);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { answered, failed, serials };
}

/** A certificate with its key, and the authority that signed it. */
export interface Chain {
  readonly leaf: string;
  readonly authority: string;
  readonly key: string;
  readonly serial: string;
}

/** Makes a chain of an authority and a certificate of it. */
export function makeChain(
  options: { readonly days?: number; readonly begins?: string; readonly newKey?: readonly string[] } = {},
): Chain {
  const { days = 90, newKey = ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'topogen-chain-'));
  const openssl = (...words: readonly string[]): void => {
    const { status, stderr } = spawnSync('openssl', words, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  try {
    const made = ['-newkey', ...newKey, '-nodes'];
    openssl('req', '-x509', ...made, '-subj', '/CN=Authority', '-days', '3650', '-keyout', 'ca.key', '-out', 'ca.pem');
    openssl('req', '-new', ...made, '-subj', '/CN=api.example.com', '-keyout', 'leaf.key', '-out', 'leaf.csr');
    openssl(
      'x509',
      '-req',
      '-in',
      'leaf.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      String(days),
      '-out',
      'leaf.pem',
    );
    const serial = execFileSync('openssl', ['x509', '-noout', '-serial', '-in', 'leaf.pem'], {
      cwd: folder,
      encoding: 'utf8',
    });
    return {
      leaf: text('leaf.pem'),
      authority: text('ca.pem'),
      key: text('leaf.key'),
      serial: serial.trim().replace('serial=', ''),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The chain as its secret holds it. */
export function secretOf({ leaf, authority, key }: Chain): string {
  return `${leaf}${authority}${key}`;
}
