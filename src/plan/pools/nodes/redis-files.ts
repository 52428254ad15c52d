import { REDIS_AUTHORITY_KEY, REDIS_PASSWORD_KEY, REDIS_PASSWORD_VARIABLE } from '../../../kernel/redis-password';
import { fillTemplate, holes, type Templates } from '../../../kernel/template';
import { shell, shellQuoted, withoutLastLineEnd } from '../../../kernel/text/shell';
import { systemd } from '../../../kernel/text/systemd';
import type { Text } from '../../../kernel/text/text';
import { secretName } from '../../naming';
import type { DatacenterPlan, Plan } from '../../plan';
import { NO_PASSWORD_YET, REDIS_AUTHORITY_FILE, redisWithPassword } from '../../redis-secrets';
import type { PoolRole } from '../pool';
import type { ConfSection } from './conf-text';

const TRUSTED = 'lua_ssl_trusted_certificate';

/** Leaf, up to two authorities between, and the root: that of ElastiCache is of Amazon's public ones. */
const VERIFY_DEPTH = 3;

/** The parts of a Kong node's files that are about Redis; each is empty where nodes are given no password for it. */
export interface RedisParts {
  /** Functions of the library that all scripts share. */
  readonly functions: Text<'shell'>;
  /** Call of them before Kong starts. */
  readonly call: Text<'shell'>;
  /** Line of Kong's unit. */
  readonly unit: Text<'systemd'>;
}

/**
 * Renders what a node of a role needs to sign in to the Redis of its datacenter. A data plane starts without the secret manager,
 * so it keeps what it was given.
 */
export function redisParts(plan: Plan, datacenter: DatacenterPlan, role: PoolRole, templates: Templates): RedisParts {
  const redis = redisWithPassword(plan, datacenter);
  if (!redis) return { functions: shell``, call: shell``, unit: systemd`` };
  const secret = (key: string): Text<'shell'> => shellQuoted(secretName(plan.topology, datacenter.name, key));
  const snippet = (name: string, values: Readonly<Record<string, Text<'shell'>>>): Text<'shell'> =>
    withoutLastLineEnd(fillTemplate(templates, `kong/${name}`, holes('shell', values)));
  const keeps = role === 'data-plane';
  const functions = snippet('redis.sh', {
    asker: keeps ? shell`ask_redis` : shell`fetch_redis`,
    secret: secret(REDIS_PASSWORD_KEY),
    authority: redis.ownAuthority ? shell`\n  fetch_redis_authority` : shell``,
    noPassword: shellQuoted(NO_PASSWORD_YET),
    variable: shellQuoted(REDIS_PASSWORD_VARIABLE),
  });
  const authority = redis.ownAuthority
    ? shell`\n\n${snippet('redis-authority.sh', {
        secret: secret(REDIS_AUTHORITY_KEY),
        file: shellQuoted(REDIS_AUTHORITY_FILE),
      })}`
    : shell``;
  const kept = keeps ? shell`\n\n${snippet('redis-kept.sh', {})}` : shell``;
  return {
    functions: shell`${authority}\n\n${functions}${kept}`,
    call: shell`\nfetch_redis`,
    // The dash is for the command that makes the file, which is started before there is one.
    unit: systemd`\n# The password of Redis, which plugins refer to.\nEnvironmentFile=-/run/topogen/redis.env`,
  };
}

/**
 * Adds to the sections of a kong.conf whom Kong trusts, so that plugins verify the certificate of Redis. A datastore may have
 * said already whom it needs; Kong has one list for all.
 */
export function withTrustOfRedis(
  sections: readonly ConfSection[],
  plan: Plan,
  datacenter: DatacenterPlan,
): readonly ConfSection[] {
  const redis = redisWithPassword(plan, datacenter);
  if (!redis) return sections;
  const own = redis.ownAuthority ? `,${REDIS_AUTHORITY_FILE}` : '';
  if (!sections.some(({ entries }) => entries.some(({ key }) => key === TRUSTED))) {
    const why = [
      `Plugins verify the certificate of Redis, which is of ${redis.ownAuthority ? 'an authority of its own' : "one of the system's authorities"}. They compare no names.`,
    ];
    const entries = [
      { key: TRUSTED, value: `system${own}` },
      { key: 'lua_ssl_verify_depth', value: VERIFY_DEPTH },
    ];
    return [...sections, { why, entries }];
  }
  return sections.map((section) => ({
    ...section,
    entries: section.entries.map((entry) =>
      entry.key === TRUSTED ? { ...entry, value: `${entry.value}${own}` } : entry,
    ),
  }));
}
