/** One datacenter on each cloud, as a spec has them. */
export const BOTH_CLOUDS = [
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'belgium', cloud: 'google', region: 'europe-west1', project: 'acme-edge' },
] as const;

/** Whom alarms of each of them tell. */
export const BOTH_NOTIFIED = {
  'us-east': 'arn:aws:sns:us-east-1:111122223333:alarms',
  belgium: 'projects/acme-edge/notificationChannels/1234567890123456789',
} as const;
