import { CLOUD_FACTS } from '../../../src/clouds/facts';
import type { Plan } from '../../../src/plan/plan';
import { planTopology } from '../../../src/plan/plan-topology';
import type { Spec } from '../../../src/spec/spec';
import { namesOf, sizingSpec, type SizingWish } from '../../plan/sizing/sizing-spec';
import { LEAST_STATED } from '../../support/a-spec';

/** The plan of a wish, datacenters numbered as they stand there. */
export function planOf(wish: SizingWish = {}, links?: Spec['links']): Plan {
  const spec = { ...sizingSpec(wish), ...(links ? { links } : {}) };
  const indexes = Object.fromEntries(namesOf(spec).map((name, index) => [name, index]));
  const plan = planTopology(spec, { indexes, facts: CLOUD_FACTS, stated: LEAST_STATED, specFile: 'edge.json' });
  if (!plan.ok) throw new Error(plan.issues.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  return plan.value;
}

export const VIRGINIA = { name: 'us-east', cloud: 'aws', region: 'us-east-1' } as const;
export const OREGON = { name: 'us-west', cloud: 'aws', region: 'us-west-2' } as const;
export const BELGIUM = { name: 'eu-west', cloud: 'google', region: 'europe-west1', project: 'acme' } as const;
export const IOWA = { name: 'iowa', cloud: 'google', region: 'us-central1', project: 'acme' } as const;
export const FRANKFURT = { name: 'frankfurt', cloud: 'aws', region: 'eu-central-1' } as const;
/** A region whose prices nobody here knows. */
export const PARIS = { name: 'paris', cloud: 'aws', region: 'eu-west-3' } as const;
