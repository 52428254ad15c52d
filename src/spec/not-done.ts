const EXISTING_NETWORK =
  'a network that you have is given to a datacenter whole, as network.existing: docs/existing-networks.md has the clouds; else topogen builds one, which you join to yours from Terraform of your own, by the outputs of the stack network-<datacenter>';

const EXISTING_GATEWAY =
  'a gateway that you have, on which the links of a datacenter are to end, is network.gateway of it: docs/existing-networks.md';

const OWN_EGRESS =
  'network.egress, and egress of a datacenter, say how its machines reach the internet, which topogen cost prices; with none topogen makes the endpoints that they need; egressAddresses reserves the addresses of those datacenters whose cloud would change them';

const OWN_ACCOUNT =
  'account of a datacenter, and accounts for all, say how Terraform gets to it: assumeRole, allowedAccountIds, impersonateServiceAccount; docs/accounts.md has them';

const OWN_ENCRYPTION =
  'datastore.encryption says what a datastore on machines encrypts between them and to its clients; a managed one takes TLS alone in any case';

/** Keys that people ask for and topogen does not have, by their path: what does it in their place. */
export const NOT_DONE: ReadonlyMap<string, string> = new Map([
  ...['vpc', 'vpcId', 'subnets', 'subnetIds'].map((key) => [`datacenters[].${key}`, EXISTING_NETWORK] as const),
  ...['vpc', 'vpcId', 'subnets'].map((key) => [`network.${key}`, EXISTING_NETWORK] as const),
  ...['transitGateway', 'transitGatewayId'].map((key) => [`datacenters[].${key}`, EXISTING_GATEWAY] as const),
  ['network.transitGateway', EXISTING_GATEWAY],
  [
    'network.egressAddresses',
    'egressAddresses is a key of a datacenter, since each has as many machines behind its addresses as it needs',
  ],
  ...['role', 'roleArn', 'accountId'].map((key) => [`datacenters[].${key}`, OWN_ACCOUNT] as const),
  ...['tls', 'ssl'].map((key) => [`datastore.${key}`, OWN_ENCRYPTION] as const),
  ...['nat', 'natGateway', 'natGateways', 'endpoints'].flatMap((key) => [
    [`network.${key}`, OWN_EGRESS] as const,
    [`datacenters[].${key}`, OWN_EGRESS] as const,
  ]),
]);
