const [AMI, IMAGE] = ['ami-0a1b2c3d4e5f60718', 'projects/acme-images/global/images/edge'];

const EAST = { name: 'us-east', cloud: 'aws', region: 'us-east-1', kong: { image: AMI }, cassandra: { image: AMI } };
const BELGIUM = {
  name: 'belgium',
  cloud: 'google',
  region: 'europe-west1',
  project: 'acme-edge',
  kong: { image: IMAGE },
  cassandra: { image: IMAGE },
};

/** Datacenters whose machines come from images of the user's, as those without a way to the internet have to: one on each cloud. */
export const CLOSED_PLACES: readonly [typeof EAST, typeof BELGIUM] = [EAST, BELGIUM];
