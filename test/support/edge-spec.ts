/** A spec of two datacenters on both clouds, and of one. */
export const TWO = {
  name: 'edge',
  requestsPerSecond: 12000,
  googleProject: 'acme-edge',
  datacenters: [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
  ],
};
export const ONE = {
  name: TWO.name,
  requestsPerSecond: TWO.requestsPerSecond,
  datacenters: TWO.datacenters.slice(0, 1),
};
