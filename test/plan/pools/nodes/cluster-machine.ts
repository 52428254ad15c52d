import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeFiles } from '../../../../src/plan/nodes/node-files';
import { LoneMachine, type Ending } from '../../../support/simulated-machine';

/** Commands that scripts call, by name; openssl and the rest are the machine's own. */
const STAND_INS: Readonly<Record<string, string>> = {
  // Secrets by name, and one bucket of one object. A text that is empty is one that cannot be read.
  aws: `case "$1 $2" in
  'secretsmanager get-secret-value')
    while [[ "$1" != --secret-id ]]; do shift; done
    echo "secret $2" >>"$WORLD/log"
    file="$WORLD/secret"
    if [[ "$2" == *-kong-seed ]]; then file="$WORLD/place"; fi
    if [[ "$2" == *-redis-password ]]; then file="$WORLD/redis"; fi
    [[ -s "$file" ]] && cat "$file" ;;
  's3api get-object') [[ -s "$WORLD/bucket" ]] && cp "$WORLD/bucket" "\${*: -1}" ;;
  's3api put-object')
    echo "put $*" >>"$WORLD/log"
    cp "\${*: -1}" "$WORLD/bucket" ;;
  'autoscaling complete-lifecycle-action') ;;
  *) exit 1 ;;
esac`,
  curl: `case "\${*: -1}" in
  */latest/api/token) echo token ;;
  */placement/region) echo us-east-1 ;;
  */meta-data/instance-id) echo i-1 ;;
  */status/ready) [[ -e "$WORLD/ready" ]] ;;
  *'/instance/service-accounts/default/token') echo '{"access_token": "own-token"}' ;;
  *'/instance/service-accounts/default/identity?audience=edge-us-east-seed&format=full') echo 'header.claims.signature' ;;
  */project/project-id) echo acme ;;
  *secrets/edge-eu-west-kong-seed/versions/latest:access)
    printf '{"payload": {"data": "%s"}}' "$(base64 --wrap=0 "$WORLD/place")" ;;
  *secrets/edge-eu-west-kong-cluster/versions/latest:access)
    printf '{"payload": {"data": "%s"}}' "$(base64 --wrap=0 "$WORLD/secret")" ;;
  https://sts.us-east-1.amazonaws.com/)
    asked="$(cat)"
    echo "lent $(grep -c -e 'WebIdentityToken=header.claims.signature' -e 'RoleArn=arn:aws:iam::1:role/edge' <<<"$asked")" >>"$WORLD/log"
    cat "$WORLD/lent" ;;
  */meta-data/iam/security-credentials/) echo edge-us-east-kong-data ;;
  */meta-data/iam/security-credentials/edge-us-east-kong-data) cat "$WORLD/role" ;;
  https://sts.googleapis.com/v1/token)
    sed 's/^/token /' >>"$WORLD/log"
    [[ -s "$WORLD/lent" ]] && cat "$WORLD/lent" ;;
  -)
    url="$(cat)"
    while [[ "$1" != --output ]]; do shift; done
    echo "$url" >>"$WORLD/log"
    [[ -s "$WORLD/bucket" ]] && cp "$WORLD/bucket" "$2" ;;
  https://storage.googleapis.com/storage/v1/b/edge-bucket/o/kong.yml?alt=media)
    grep -q 'Bearer \(own\|lent\)-token'
    while [[ "$1" != --output ]]; do shift; done
    [[ -s "$WORLD/bucket" ]] && cp "$WORLD/bucket" "$2" ;;
  'https://storage.googleapis.com/upload/storage/v1/b/edge-bucket/o?uploadType=media&name=kong.yml')
    grep -q 'Bearer own-token'
    while [[ "$1" != --data-binary ]]; do shift; done
    echo "put \${2#@}" >>"$WORLD/log"
    cp "\${2#@}" "$WORLD/bucket" ;;
  *) exit 22 ;;
esac`,
  sleep: 'exec /bin/sleep 0.02',
  // A minute is half a second here; no limit is none. Nobody listens but control planes that are there.
  timeout: `limit="$1"
shift
if [[ "$*" == *'</dev/tcp/control.edge.topogen.internal/8005'* ]]; then
  if [[ -e "$WORLD/control" ]]; then exit 0; fi
  echo 'Connection refused'
  exit 1
fi
case "$limit" in
  0) ;;
  60) limit=0.5 ;;
  *) limit=10 ;;
esac
exec /usr/bin/timeout "$limit" "$@"`,
  // The clock of a machine that was told so is four years ahead.
  openssl: `if [[ -e "$WORLD/later" && "$*" == *'-checkend 0' ]]; then set -- "\${@:1:$#-1}" 126144000; fi
exec /usr/bin/openssl "$@"`,
  kong: `case "$1 $2" in
  'version ') echo "$KONG_VERSION" ;;
  'config parse')
    if grep -q broken "$3"; then
      echo 'Error: Failed parsing: expected an object'
      exit 1
    fi ;;
  'config db_export')
    if [[ -e "$3" ]]; then exit 1; fi
    [[ -s "$WORLD/database" ]] && cp "$WORLD/database" "$3" ;;
  *) exit 1 ;;
esac`,
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
export class ClusterMachine extends LoneMachine {
  constructor(
    files: NodeFiles,
    private readonly release: string,
  ) {
    super(mkdtempSync(join(tmpdir(), 'topogen-cluster-')), STAND_INS);
    this.place('edge-bucket us-east-1\n').control(true);
    this.lay(files);
  }

  /** Puts a text into the secret manager; an empty one makes it fail. */
  secret(text: string): this {
    this.write('secret', text);
    return this;
  }

  /** Puts the password of Redis into the secret manager; an empty one makes it fail. */
  redis(text: string): this {
    this.write('redis', text);
    return this;
  }

  /** Switches the machine off and on: what is in memory is gone. */
  switchedOff(): this {
    rmSync(join(this.disk, 'run'), { recursive: true });
    return this;
  }

  /** Says where the bucket is; an empty text makes the secret manager fail. */
  place(text: string): this {
    this.write('place', text);
    return this;
  }

  /** Puts a configuration into the bucket; an empty one is none. */
  seed(text: string): this {
    this.write('bucket', text);
    return this;
  }

  /** What is in the bucket. */
  stored(): string {
    return readFileSync(join(this.world, 'bucket'), 'utf8');
  }

  /** Puts a configuration into the datastore of the control planes; an empty one makes it fail. */
  database(text: string): this {
    this.write('database', text);
    return this;
  }

  /** Fills the disk on which scripts have their folders for a time. */
  fullDisk(): this {
    this.write(
      'bin/mktemp',
      '#!/bin/bash\nfolder="$(/usr/bin/mktemp "$@")" && ln -s /dev/full "$folder/room" && echo "$folder"\n',
    );
    chmodSync(join(this.world, 'bin/mktemp'), 0o755);
    return this;
  }

  /** Gives a machine of AWS the keys of its role, as the metadata service has them. */
  role(keys: string): this {
    this.write('role', keys);
    return this;
  }

  /** Gives an answer to the token service of the cloud that is asked. */
  lent(answer: string): this {
    this.write('lent', answer);
    return this;
  }

  /** Lets control planes answer, or no more. */
  control(answers: boolean): this {
    if (answers) this.write('control', '');
    else rmSync(join(this.world, 'control'), { force: true });
    return this;
  }

  /** Lets Kong be ready. */
  ready(): this {
    this.write('ready', '');
    return this;
  }

  /** Lets years pass. */
  later(): this {
    this.write('later', '');
    return this;
  }

  run(script: string): Promise<Ending> {
    return this.call(script, { KONG_VERSION: this.release });
  }
}
