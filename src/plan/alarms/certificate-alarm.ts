import { assumed, type Figure } from '../../kernel/figure';
import { RENEWAL_DAYS } from '../pools/sizing/cluster-certificate';
import type { ReckonedAlarm } from './reckoned-alarm';
import type { ToldCertificate } from './told-certificates';

/** Nodes tell their days once an hour at least: this is three times that nothing good was heard. */
export const SILENT_MINUTES = 180;

/** Days before its end at which the journals of the nodes warn of the certificate for clients too. */
const WARNED_DAYS: Figure = {
  value: 14,
  unit: 'days',
  source: assumed('who renews by a program does so earlier, and two weeks are enough to order one by hand'),
};

/** Makes the alarm of a certificate that ends. */
export function certificateAlarm(certificate: ToldCertificate): ReckonedAlarm {
  const isOfClients = certificate === 'certificate';
  const days = isOfClients ? WARNED_DAYS : RENEWAL_DAYS;
  const part = isOfClients ? 1 : 2;
  return {
    name: certificate,
    kind: certificate,
    limit: { is: 'below', value: days.value / part, unit: 'days', minutes: SILENT_MINUTES },
    formula: isOfClients ? 'warned' : 'renewal / 2',
    inputs: [{ name: isOfClients ? 'warned' : 'renewal', value: days.value, unit: days.unit, source: days.source }],
    reason: isOfClients
      ? 'a certificate that is renewed in time never has fewer days; one that a node made itself counts as ended'
      : 'from the whole of it on Terraform makes another one, with an apply of the stack shared that half of it has not seen',
  };
}
