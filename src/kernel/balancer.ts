/** Ways that clients are led to Kong: the cloud's own balancer, or two machines of the topology with one of these programs. */
export const BALANCERS = ['cloud', 'haproxy', 'nginx'] as const;

export type Balancer = (typeof BALANCERS)[number];

/** A program that leads clients to Kong on machines of the topology. */
export type OwnBalancer = Exclude<Balancer, 'cloud'>;
