import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeFiles } from '../../../../src/plan/nodes/node-files';
import { LoneMachine, type Ending } from '../../../support/simulated-machine';

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
  // The clock of a machine that was told so is four years ahead.
  openssl: `if [[ -e "$WORLD/later" && "$*" == *'-checkend 0' ]]; then set -- "\${@:1:$#-1}" 126144000; fi
exec /usr/bin/openssl "$@"`,
  // The private name leads to the server of the test.
  timeout: `shift
exec "\${@/postgresql.edge.topogen.internal\\//127.0.0.1/}"`,
  kong: `conf="$TOPOGEN_ROOT/etc/kong/kong.conf"
if [[ "$1" == version ]]; then cat "$WORLD/kong-version"; exit; fi
echo "kong $1 $2" >>"$WORLD/log"
case "$1" in
  hybrid) touch "$3" "$4" ;;
  start) [[ "$KONG_ROLE" == control_plane && -e "$KONG_CLUSTER_CERT" && -e "$KONG_CLUSTER_CERT_KEY" ]]; exit ;;
  stop) exit ;;
esac
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
export class Machine extends LoneMachine {
  private heard = '';

  constructor(files: NodeFiles, release: string, port: number) {
    super(mkdtempSync(join(tmpdir(), 'topogen-pg-machine-')), STAND_INS);
    this.write('kong-version', `${release}\n`);
    this.write('port', `${port}\n`);
    this.lay(files, (text) => text.replace(/^pg_port=5432$/m, `pg_port=${port}`));
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

  /** Lets years pass. */
  later(): this {
    this.write('later', '');
    return this;
  }

  /** Lets a migration stay in its transaction for a minute, or no longer. */
  slow(isSlow: boolean): this {
    if (isSlow) this.write('slow', '');
    else rmSync(join(this.world, 'slow'));
    return this;
  }

  override reboot(): this {
    this.write('log', '');
    return super.reboot();
  }

  run(script: string): Promise<Ending> {
    this.heard = '';
    return this.call(script, { PGHOSTADDR: '127.0.0.1' }, (text) => void (this.heard += text));
  }

  /** What the script that runs, or ran last, has said so far. */
  output(): string {
    return this.heard;
  }
}
