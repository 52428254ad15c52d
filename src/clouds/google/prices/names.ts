import type { NamesCharge } from '../../../kernel/charge';
import { everywhere, notKnown } from '../../../kernel/price';
import { GOLDENS } from './rates';

/** Google's charges for names that Cloud DNS answers for. Queries come on top, which nobody knows beforehand. */
export const GOOGLE_NAMES_PRICES: readonly NamesCharge[] = [
  {
    resource: 'zone',
    resourceType: 'google_dns_managed_zone',
    component: 'private zone',
    unit: 'months',
    quantity: ({ zones }) => zones,
    price: everywhere(0.2, GOLDENS),
  },
  {
    resource: 'health check',
    resourceType: 'google_compute_health_check',
    component: 'balancers that are asked from the internet',
    unit: 'months',
    quantity: ({ checks }) => checks,
    price: notKnown('the price of checks from the internet was not looked up'),
  },
];
