import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { NodeFiles } from '../../../../src/plan/nodes/node-files';
import { writtenFiles } from './simulation';

/** A script that has not ended by then waits for something that will not come. */
const PATIENCE_MILLISECONDS = 60_000;

/** Commands that scripts call, by name; openssl and the rest are the machine's own. */
const STAND_INS: Readonly<Record<string, string>> = {
  // An empty secret is one that cannot be read.
  aws: `while [[ "$1" != --secret-id ]]; do shift; done
echo "secret $2" >>"$WORLD/log"
[[ -s "$WORLD/secret" ]] && cat "$WORLD/secret"`,
  curl: `case "\${*: -1}" in
  */latest/api/token) echo token ;;
  */placement/region) echo us-east-1 ;;
  *) exit 22 ;;
esac`,
  sleep: 'exec /bin/sleep 0.02',
  // A minute is half a second here; no limit is none.
  timeout: `limit="$1"
shift
if [[ "$limit" != 0 ]]; then limit=0.5; fi
exec /usr/bin/timeout "$limit" "$@"`,
  // The clock of a machine that was told so is four years ahead.
  openssl: `if [[ -e "$WORLD/later" && "$*" == *'-checkend 0' ]]; then set -- "\${@:1:$#-1}" 126144000; fi
exec /usr/bin/openssl "$@"`,
  kong: 'echo "$KONG_VERSION"',
};

/** A certificate with its key, as Terraform makes them. */
export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

/** Makes a pair that holds for some days. */
export function makePair(days = 100): Pair {
  const folder = mkdtempSync(join(tmpdir(), 'topogen-pair-'));
  const [key, certificate] = [join(folder, 'key'), join(folder, 'certificate')];
  const name = ['-subj', '/CN=kong_clustering'];
  try {
    execFileSync('openssl', ['ecparam', '-name', 'secp384r1', '-genkey', '-noout', '-out', key], { stdio: 'pipe' });
    execFileSync(
      'openssl',
      ['req', '-x509', '-new', '-key', key, '-out', certificate, '-days', String(days), ...name],
      {
        stdio: 'pipe',
      },
    );
    return {
      certificate: readFileSync(certificate, 'utf8'),
      key: execFileSync('openssl', ['pkcs8', '-topk8', '-nocrypt', '-in', key]).toString(),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A machine of a pool in hybrid mode, as its user data makes it. */
export class ClusterMachine {
  private readonly world = mkdtempSync(join(tmpdir(), 'topogen-cluster-'));
  private readonly disk = join(this.world, 'disk');

  constructor(
    files: NodeFiles,
    private readonly release: string,
  ) {
    for (const [name, body] of Object.entries(STAND_INS)) {
      this.write(`bin/${name}`, `#!/bin/bash\n${body}\n`);
      chmodSync(join(this.world, 'bin', name), 0o755);
    }
    this.write('log', '');
    for (const { path, content, permissions } of writtenFiles(files)) {
      this.put(path, content);
      chmodSync(join(this.disk, path), parseInt(permissions, 8));
    }
  }

  /** Puts a text into the secret manager; an empty one makes it fail. */
  secret(text: string): this {
    this.write('secret', text);
    return this;
  }

  /** Lets years pass. */
  later(): this {
    this.write('later', '');
    return this;
  }

  run(script: string): Promise<{ readonly code: number | null; readonly output: string }> {
    return new Promise((resolve, reject) => {
      const child = spawn(join(this.disk, 'usr/local/sbin', script), [], {
        detached: true,
        env: {
          PATH: `${join(this.world, 'bin')}:/usr/bin:/bin`,
          TOPOGEN_ROOT: this.disk,
          WORLD: this.world,
          KONG_VERSION: this.release,
        },
      });
      let output = '';
      const hear = (data: Buffer): void => void (output += data.toString());
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      const timer = setTimeout(() => {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        reject(new Error(`${script} does not end:\n${output.slice(-4_000)}`));
      }, PATIENCE_MILLISECONDS);
      child.on('error', reject);
      child.on('close', (code) => {
        clearTimeout(timer);
        resolve({ code, output });
      });
    });
  }

  put(path: string, text: string): void {
    this.write(join('disk', path), text);
  }

  has(path: string): boolean {
    return existsSync(join(this.disk, path));
  }

  read(path: string): string {
    return readFileSync(join(this.disk, path), 'utf8');
  }

  mode(path: string): string {
    return (statSync(join(this.disk, path)).mode & 0o777).toString(8);
  }

  log(): string[] {
    return readFileSync(join(this.world, 'log'), 'utf8').split('\n').filter(Boolean);
  }

  destroy(): void {
    rmSync(this.world, { recursive: true });
  }

  private write(path: string, text: string): void {
    const file = join(this.world, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
