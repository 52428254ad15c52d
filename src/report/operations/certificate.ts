import type { Plan } from '../../plan/plan';

const SHOWN = '`openssl s_client -connect 127.0.0.1:<port> </dev/null | openssl x509 -noout -subject -serial -enddate`';

/** Behind machines of the topology nodes wait for the address of the client before TLS. */
const SHOWN_TO_MACHINES =
  "`curl --silent --insecure --verbose --haproxy-protocol https://127.0.0.1:<port>/ 2>&1 | grep -E 'subject:|expire date:'`";

/** Renders the part of the page on operations about the certificate that clients meet; empty if each node makes its own. */
export function renderCertificateOperations({ datacenters, kong }: Plan): string {
  const secrets = datacenters.flatMap(({ name, region, certificateSecret, pools }) => {
    const pool = pools.find(({ role }) => role !== 'control-plane');
    return certificateSecret === undefined || !pool
      ? []
      : [{ name, region, certificateSecret, port: pool.ports.proxyTls }];
  });
  if (secrets.length === 0) return '';
  const rows = secrets.map(
    ({ name, region, certificateSecret, port }) => `| ${name} | \`${certificateSecret}\` | ${region} | ${port} |`,
  );
  return `
# The certificate that clients meet

| datacenter | secret | in | port of its nodes |
| --- | --- | --- | --- |
${rows.join('\n')}

Each node looks every hour for what its secret holds now. To renew, put a new version into each secret, with the certificate, those that lead to the authority, and the key, in PEM and one after the other. Nothing is applied, and no request fails. Two hours later every node shows it, if it is one that can be shown; on one node it is there at once by \`sudo systemctl start topogen-certificate\`.

What a node shows: ${kong.balancer === 'cloud' ? SHOWN : SHOWN_TO_MACHINES}. Why it shows no other: \`journalctl --unit topogen-certificate --unit kong\`. A subject of \`stand-in of this node\` is that of a certificate which the node made when its secret gave none.
`;
}
