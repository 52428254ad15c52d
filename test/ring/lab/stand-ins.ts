import type { Distribution } from './distribution';
import { moduleFlags } from './java-modules';

/** What the lab has instead of Ubuntu's packages, systemd and the clouds. Everything else is what topogen generated. */
export function standIns(distribution: Distribution): { path: string; permissions: string; content: string }[] {
  const command = (path: string, script: string) => ({
    path,
    permissions: '0755',
    content: `#!/bin/bash\n${script}`,
  });
  return [
    command('/usr/sbin/cassandra', cassandra(distribution)),
    command('/usr/bin/nodetool', `exec ${quoted(distribution.nodetool)} "$@"\n`),
    command('/usr/bin/cqlsh', `exec ${distribution.cqlsh} "$@"\n`),
    command('/usr/local/bin/lab-systemd', SYSTEMD),
    command('/usr/local/bin/systemctl', 'exit 0\n'),
    // The package makes the group.
    command('/usr/local/bin/chgrp', 'exit 0\n'),
    command('/usr/local/bin/sudo', 'exec "$@"\n'),
    command('/usr/local/bin/aws', AWS),
    command('/usr/local/bin/curl', curl(distribution)),
    { path: '/etc/cassandra/logback.xml', permissions: '0644', content: LOGBACK },
  ];
}

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' ');

/** Secrets of the lab by the last part of their name; what Terraform would have made. */
export const SECRETS = {
  'cassandra-superuser-password': 'Aa1superuserAa1superuserAa1superuserAa10',
  'cassandra-kong-password': 'Bb2kongBb2kongBb2kongBb2kongBb2kongBb200',
} as const;

/**
 * The package's start script: the package's JVM options for Java 11 and whatever the unit says. Heap and collector are
 * small ones, so that nine nodes fit on one machine, and nodes wait a third of the usual time for gossip to spread.
 */
function cassandra({ jars, java, exporter: { server, patch } }: Distribution): string {
  return `agent="$(ls ${jars}/jamm-*.jar)"
exec ${java} -Xms320m -Xmx320m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:MaxDirectMemorySize=256m -Xss256k \\
  -ea -da:net.openhft... -javaagent:"$agent" -Djava.net.preferIPv4Stack=true -Djdk.attach.allowAttachSelf=true \\
  ${moduleFlags()} \\
  -Dio.netty.tryReflectionSetAccessible=true -Dchronicle.analytics.disable=true \\
  -Dcassandra.ring_delay_ms=10000 -Dcassandra.jmx.local.port=7199 -Dcassandra.logdir=/var/log/cassandra -Dcassandra.storagedir=/var/lib/cassandra \\
  --patch-module jdk.unsupported=${patch} -Dcom.sun.net.httpserver.HttpServerProvider=sun.net.httpserver.DefaultHttpServerProvider \\
  -Dlogback.configurationFile=logback.xml $JVM_EXTRA_OPTS \\
  -cp "/etc/cassandra:${jars}/*:${server}" org.apache.cassandra.service.CassandraDaemon
`;
}

/**
 * As much of systemd as the generated unit needs: its environment files, the commands before, at and after the start, and
 * another start when one of them fails. The fifth of its pause, since the lab is in a hurry.
 */
const SYSTEMD = `unit="/usr/local/lib/systemd/system/$1"
setting() { cat "$unit" "$unit".d/*.conf 2>/dev/null | sed -n "s/^$1=[-+]*//p"; }
pause=$(($(setting RestartSec) / 5))
prepared() {
  local command
  for command in $(setting ExecStartPre); do "$command" || return 1; done
}
while true; do
  if prepared; then
    (
      set -a
      for file in $(setting EnvironmentFile); do if [[ -r "$file" ]]; then . "$file"; fi; done
      exec $(setting ExecStart)
    ) &
    main=$!
    echo "$main" >"/run/$1.pid"
    after=
    if [[ -n "$(setting ExecStartPost)" ]]; then
      $(setting ExecStartPost) &
      after=$!
    fi
    status=0
    wait "$main" || status=$?
    if [[ -n "$after" ]]; then kill "$after" 2>/dev/null; fi
    echo "lab-systemd: $1 ended with $status"
    if ((status == 0)); then exit 0; fi
  fi
  sleep "$pause"
done
`;

/** Where a machine's secret manager has the certificate of nodes, which a test puts there. */
export const CERTIFICATE_SECRET_FILE = '/etc/lab/cassandra-certificate.pem';

const CASES = [
  ...Object.entries(SECRETS).map(([name, value]) => `  *${name}*) secret=${value} ;;`),
  `  *cassandra-certificate*) secret="$(cat ${CERTIFICATE_SECRET_FILE})" ;;`,
].join('\n');

/** Secrets Manager: refuses the first question after the machine was switched on, as a service may. */
const AWS = `if [[ ! -e /run/asked-once ]]; then touch /run/asked-once; echo 'service unavailable' >&2; exit 254; fi
case "$*" in
${CASES}
  *) exit 254 ;;
esac
echo "$secret"
`;

/** The metadata services, Secret Manager as it answers over HTTP, and Maven Central, which has one file. */
function curl({ exporter }: Distribution): string {
  return `input=
case "$*" in *'--config -'*) input="$(cat)" ;; esac
case "$*" in
  *169.254.169.254/latest/api/token*) echo lab-token ;;
  *meta-data/placement/region*) echo us-east-1 ;;
  *meta-data/local-ipv4* | *network-interfaces/0/ip*) ip -4 -oneline address show eth0 | sed -E 's|.* inet ([0-9.]+)/.*|\\1|' ;;
  *'--output '*/jmx_prometheus_javaagent-*) while [[ "$1" != --output ]]; do shift; done; cp '${exporter.jar}' "$2" ;;
  *project/project-id*) echo acme-edge ;;
  *service-accounts/default/token*) echo '{"access_token":"lab-token","expires_in":3599}' ;;
  *secretmanager.googleapis.com*)
    if [[ "$input" != *'Bearer lab-token'* ]]; then exit 22; fi
    case "$*" in
    ${CASES.replaceAll('\n', '\n  ')}
      *) exit 22 ;;
    esac
    printf '{"payload":{"data":"%s"}}\\n' "$(printf %s "$secret" | base64 --wrap=0)"
    ;;
  *) exit 6 ;;
esac
`;
}

const LOGBACK = `<configuration>
  <appender name="FILE" class="ch.qos.logback.core.FileAppender">
    <file>/var/log/cassandra/system.log</file>
    <encoder><pattern>%-5level [%thread] %date{ISO8601} %F:%L - %msg%n</pattern></encoder>
    <filter class="ch.qos.logback.classic.filter.ThresholdFilter"><level>INFO</level></filter>
  </appender>
  <root level="INFO"><appender-ref ref="FILE"/></root>
</configuration>
`;
