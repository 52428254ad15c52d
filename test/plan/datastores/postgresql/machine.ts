import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { NodeFiles } from '../../../../src/plan/nodes/node-files';
import { writtenFiles } from '../../pools/nodes/simulation';

/** A script that has not ended by then waits for something that will not come. */
const PATIENCE_MILLISECONDS = 60_000;

/** Commands that scripts call, by name; the rest are the machine's own. */
const STAND_INS: Readonly<Record<string, string>> = {
  aws: `while [[ "$1" != --secret-id ]]; do shift; done
left="$(cat "$WORLD/secrets-failing" 2>/dev/null || echo 0)"
if ((left > 0)); then echo $((left - 1)) >"$WORLD/secrets-failing"; exit 254; fi
echo "secret $2" >>"$WORLD/log"
cat "$WORLD/secrets/\${2#edge-us-east-}"`,
  curl: `case "\${*: -1}" in
  */latest/api/token) echo token ;;
  */placement/region) echo us-east-1 ;;
  *) exit 22 ;;
esac`,
  systemctl: 'echo "systemctl $*" >>"$WORLD/log"',
  sleep: 'exec /bin/sleep 0.02',
  // A name that is not there yet, so many times.
  getent: `left="$(cat "$WORLD/nameless" 2>/dev/null || echo 0)"
if ((left > 0)); then echo $((left - 1)) >"$WORLD/nameless"; exit 2; fi
echo 127.0.0.1`,
  // The private name leads to the server of the test.
  timeout: `shift
exec "\${@/postgresql.edge.topogen.internal\\//127.0.0.1/}"`,
  kong: `conf="$TOPOGEN_ROOT/etc/kong/kong.conf"
if [[ "$1" == version ]]; then cat "$WORLD/kong-version"; exit; fi
echo "kong $1 $2" >>"$WORLD/log"
ask() {
  PGPASSWORD="$(sed -n 's/^pg_password = //p' "$conf")" PGSSLMODE=verify-ca \\
    PGSSLROOTCERT="$TOPOGEN_ROOT/etc/kong/postgresql-ca.pem" psql -X -q -t -A -v ON_ERROR_STOP=1 \\
    -h "$(sed -n 's/^pg_host = //p' "$conf")" -p "$(cat "$WORLD/port")" \\
    -U "$(sed -n 's/^pg_user = //p' "$conf")" -d "$(sed -n 's/^pg_database = //p' "$conf")" -c "$1"
}
case "$2" in
  list) [[ -n "$(ask "SELECT to_regclass('public.schema_meta')")" ]] || exit 3 ;;
  bootstrap) ask 'BEGIN; CREATE SCHEMA IF NOT EXISTS public; CREATE TABLE schema_meta (key text PRIMARY KEY);
    CREATE TABLE locks (key text PRIMARY KEY, ttl timestamptz);
    CREATE FUNCTION sync_tags() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    CREATE TRIGGER tags AFTER INSERT ON locks FOR EACH ROW EXECUTE FUNCTION sync_tags();
    SELECT pg_sleep(CASE WHEN '"$([[ -e "$WORLD/slow" ]] && echo true || echo false)"' THEN 60 ELSE 0 END); COMMIT' ;;
esac`,
};

/** A machine as its user data makes it, with a real psql and stand-ins for what is not PostgreSQL. */
export class Machine {
  private readonly world = mkdtempSync(join(tmpdir(), 'topogen-pg-machine-'));
  private readonly disk = join(this.world, 'disk');

  private heard = '';

  constructor(
    files: NodeFiles,
    release: string,
    private readonly port: number,
  ) {
    for (const [name, body] of Object.entries(STAND_INS)) {
      this.write(`bin/${name}`, `#!/bin/bash\n${body}\n`);
      chmodSync(join(this.world, 'bin', name), 0o755);
    }
    this.write('kong-version', `${release}\n`);
    this.write('port', `${port}\n`);
    this.write('log', '');
    for (const { path, content, permissions } of writtenFiles(files)) {
      this.write(`disk/${path}`, content.replace(/^pg_port=5432$/m, `pg_port=${this.port}`));
      chmodSync(join(this.disk, path), parseInt(permissions, 8));
    }
  }

  secret(key: string, text: string): this {
    this.write(`secrets/${key}`, `${text}\n`);
    return this;
  }

  /** Lets the private name be missing so many times. */
  nameless(times: number): this {
    this.write('nameless', `${times}\n`);
    return this;
  }

  /** Lets the secret manager fail so many times. */
  secretsFailing(times: number): this {
    this.write('secrets-failing', `${times}\n`);
    return this;
  }

  /** Lets a migration stay in its transaction for a minute, or no longer. */
  slow(isSlow: boolean): this {
    if (isSlow) this.write('slow', '');
    else rmSync(join(this.world, 'slow'));
    return this;
  }

  /** What a boot takes with it: everything in memory. */
  reboot(): this {
    rmSync(join(this.disk, 'run'), { recursive: true, force: true });
    this.write('log', '');
    return this;
  }

  run(script: string): Promise<{ readonly code: number | null; readonly output: string }> {
    return new Promise((resolve, reject) => {
      const env = {
        PATH: `${join(this.world, 'bin')}:/usr/bin:/bin`,
        TOPOGEN_ROOT: this.disk,
        WORLD: this.world,
        PGHOSTADDR: '127.0.0.1',
      };
      const child = spawn(join(this.disk, 'usr/local/sbin', script), [], { detached: true, env });
      this.heard = '';
      const hear = (data: Buffer): void => void (this.heard += data.toString());
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      const timer = setTimeout(() => {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        reject(new Error(`${script} does not end:\n${this.heard.slice(-4_000)}`));
      }, PATIENCE_MILLISECONDS);
      child.on('error', reject);
      child.on('close', (code) => {
        clearTimeout(timer);
        resolve({ code, output: this.heard });
      });
    });
  }

  /** What the script that runs, or ran last, has said so far. */
  output(): string {
    return this.heard;
  }

  log(): string[] {
    return readFileSync(join(this.world, 'log'), 'utf8').split('\n').filter(Boolean);
  }

  read(path: string): string {
    return readFileSync(join(this.disk, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.disk, path));
  }

  remove(path: string): void {
    unlinkSync(join(this.disk, path));
  }

  mode(path: string): string {
    return (statSync(join(this.disk, path)).mode & 0o777).toString(8);
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
