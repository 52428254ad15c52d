import type { Issue } from '../../../kernel/issue';
import { compareVersions, tryParseVersion } from '../../../kernel/version';
import { KONG_LINES } from '../../kong-releases';
import { tryResolveRelease } from '../../releases';
import type { AroundDatastore } from '../contract';
import * as issues from './issues';
import type { CassandraSection } from './schema';

/**
 * The first release of Kong whose migrations speak more than TLS 1.0 to Cassandra, which the Java of today refuses: its driver,
 * lua-cassandra, does so from 1.5.1 on (lib/cassandra/socket.lua, and Kong's rockspecs).
 */
const TLS_FROM = '2.4.0';

/** Checks that Kong can speak the TLS that clients of the ring are to speak, and that there is something to encrypt. */
export function checkEncryption({ encryption }: CassandraSection, around: AroundDatastore): Issue[] {
  if (!encryption) return [];
  const { datacenters, complete, kongVersion } = around;
  const isAlone = encryption.internode === 'dc' && complete && datacenters.length === 1;
  return [
    ...(isAlone ? [issues.encryptsNothing(['datastore', 'encryption', 'internode'])] : []),
    ...(encryption.clients ? checkClients(kongVersion) : []),
  ];
}

function checkClients(kongVersion: string | undefined): Issue[] {
  if (kongVersion === undefined || !tryParseVersion(kongVersion)) return [];
  const release = tryResolveRelease(kongVersion, KONG_LINES);
  if (release === undefined || compareVersions(release, TLS_FROM) >= 0) return [];
  return [issues.kongWithoutTls(['datastore', 'encryption', 'clients'], release, TLS_FROM)];
}
