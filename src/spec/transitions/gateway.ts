import type { PlainHttp } from '../../kernel/plain-http';
import type { Exposure } from '../../kernel/exposure';
import { stayingDatacenters, type Change } from './change';
import * as issues from './gateway-issues';
import { transition, type Transition } from './transition';

/** Answer of port 80 where a lock file does not say it: its topogen knew no other. */
const FORMERLY: PlainHttp = 'serve';

/** Exposure of a balancer where a lock file does not say it: lock files name those alone that are not public. */
const USUALLY: Exposure = 'public';

/** Judges the entrance: clients know its ports and addresses, and one that is gone answers them no more. */
export function judgeGateway(change: Change): Transition[] {
  return [...judgePlainHttp(change), ...judgeExposure(change), ...judgeHostname(change)];
}

function judgePlainHttp({ before, after }: Change): Transition[] {
  const was = before.plainHttp ?? FORMERLY;
  const is = after.plainHttp ?? FORMERLY;
  const path = ['gateway', 'plainHttp'];
  if (is === 'closed' && was !== 'closed') return [transition(issues.plainHttpClosed(path, was), {})];
  if (is === 'redirect' && was === 'serve') return [transition(issues.plainHttpRedirected(path), {})];
  return [];
}

/** Judges where balancers stand: another exposure makes a balancer anew, with another address and another name. */
function judgeExposure(change: Change): Transition[] {
  return stayingDatacenters(change).flatMap(({ name, before, after }) => {
    const [was, is] = [before.exposure ?? USUALLY, after.exposure ?? USUALLY];
    // In another place everything is made anew, which is judged there.
    if (was === is || before.cloud !== after.cloud || before.region !== after.region) return [];
    const index = change.spec.datacenters.findIndex((datacenter) => datacenter.name === name);
    const path = ['datacenters', index, 'gateway', 'exposure'];
    return [transition(issues.exposureChanged(path, name, was, is), { datacenter: name })];
  });
}

/** Judges the hostname: a zone that loses it answers nobody who has it. One that comes takes nothing away. */
function judgeHostname({ before: { names: was }, after: { names: is } }: Change): Transition[] {
  if (!was) return [];
  if (!is) return [transition(issues.hostnameRemoved(['gateway'], was), {})];
  const isSame = was.hostname === is.hostname && was.provider === is.provider && was.zone === is.zone;
  return isSame ? [] : [transition(issues.hostnameChanged(['gateway', 'hostname'], was, is), {})];
}
