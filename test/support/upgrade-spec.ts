/** A topology of both clouds whose Kong is upgraded, without its section `kong`. */
export const UPGRADED = {
  name: 'edge',
  requestsPerSecond: 2000,
  datacenters: [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'eu-west', cloud: 'google', region: 'europe-west1', project: 'acme-edge' },
  ],
};

const SETTINGS = { adminCidrs: ['10.127.0.0/16'], requestsPerSecondPerVcpu: 500 };

/** Its section `kong` before the upgrade, at a stage of it, and after it. */
export const OLD_KONG = { ...SETTINGS, version: '2.8.5' };
export const NEW_KONG = { ...SETTINGS, version: '3.3.1' };
export function kongAt(strategy: string, stage: string): object {
  return { ...OLD_KONG, upgrade: { strategy, to: '3.3.1', stage } };
}
