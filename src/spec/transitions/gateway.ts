import type { Balancer } from '../../kernel/balancer';
import { CLOUD_IDS } from '../../kernel/ids';
import type { PlainHttp } from '../../kernel/plain-http';
import type { Exposure } from '../../kernel/exposure';
import { stayingInPlace, type Change } from './change';
import * as issues from './gateway-issues';
import { transition, type Transition } from './transition';

/** Answer of port 80 where a lock file does not say it: its topogen knew no other. */
const FORMERLY: PlainHttp = 'serve';

/** Exposure of a balancer where a lock file does not say it: lock files name those alone that are not public. */
const USUALLY: Exposure = 'public';

/** Judges the entrance: clients know its ports, addresses, certificate and paths, and meet another one at once. */
export function judgeGateway(change: Change): Transition[] {
  return [
    ...judgePlainHttp(change),
    ...judgeExposure(change),
    ...judgeBalancer(change),
    ...judgeHostname(change),
    ...judgeHealthPath(change),
    ...judgeCertificate(change),
  ];
}

/** A port that is closed answers clients no more. */
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
  return stayingInPlace(change).flatMap(({ name, before, after }) => {
    const [was, is] = [before.exposure ?? USUALLY, after.exposure ?? USUALLY];
    if (was === is) return [];
    const index = change.spec.datacenters.findIndex((datacenter) => datacenter.name === name);
    const path = ['datacenters', index, 'gateway', 'exposure'];
    return [transition(issues.exposureChanged(path, name, was, is), { datacenter: name })];
  });
}

/** Judges what leads clients to Kong: something else is made anew, with other addresses, and nodes stop understanding the former. */
function judgeBalancer(change: Change): Transition[] {
  const was: Balancer = change.before.balancer ?? 'cloud';
  const is: Balancer = change.after.balancer ?? 'cloud';
  if (was === is) return [];
  const path = ['gateway', 'balancer'];
  const places = stayingInPlace(change).map(({ name }) => name);
  if (was === 'cloud' || is === 'cloud')
    return places.map((datacenter) => transition(issues.balancerChanged(path, datacenter, was, is), { datacenter }));
  return places.length === 0 ? [] : [transition(issues.balancerProgramChanged(path, was, is), {})];
}

/** Judges the hostname: a zone that loses it answers nobody who has it. One that comes takes nothing away. */
function judgeHostname({ before: { names: was }, after: { names: is } }: Change): Transition[] {
  if (!was) return [];
  if (!is) return [transition(issues.hostnameRemoved(['gateway'], was), {})];
  const isSame = was.hostname === is.hostname && was.provider === is.provider && was.zone === is.zone;
  return isSame ? [] : [transition(issues.hostnameChanged(['gateway', 'hostname'], was, is), {})];
}

/** Judges the health path: whoever checks one that no node answers on takes the datacenter for one that does not serve. */
function judgeHealthPath({ before: { healthPath: was }, after: { healthPath: is } }: Change): Transition[] {
  if (was === undefined || was === is) return [];
  return [transition(issues.healthPathMoved(['gateway', 'healthPath'], was, is), {})];
}

/** Clients that verify certificates refuse those that nodes make themselves. */
function judgeCertificate({ before, after }: Change): Transition[] {
  const [was, is] = [before.certificate, after.certificate];
  const path = ['gateway', 'certificate'];
  if (was === undefined) return [];
  if (is === undefined) return [transition(issues.certificateRemoved(path), {})];
  const isAnother = CLOUD_IDS.some(
    (cloud) => was[cloud] !== undefined && is[cloud] !== undefined && was[cloud] !== is[cloud],
  );
  return isAnother ? [transition(issues.certificateSecretChanged(path), {})] : [];
}
