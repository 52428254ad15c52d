import type { NamesCharge } from '../../../kernel/charge';
import { everywhere, type PriceSource } from '../../../kernel/price';
import { GOLDENS } from './rates';

const ROUTE53: PriceSource = {
  source: 'Amazon Route 53 pricing, health checks of endpoints outside AWS',
  date: '2025',
};

/** AWS's charges for names that Route 53 answers for. Queries come on top, which nobody knows beforehand. */
export const AWS_NAMES_PRICES: readonly NamesCharge[] = [
  {
    resource: 'zone',
    resourceType: 'aws_route53_zone',
    component: 'private zone',
    unit: 'months',
    quantity: ({ zones }) => zones,
    price: everywhere(0.5, GOLDENS),
  },
  {
    resource: 'health checks',
    resourceType: 'aws_route53_health_check',
    component: 'balancers outside AWS',
    unit: 'months',
    quantity: ({ checks }) => checks,
    price: everywhere(0.75, ROUTE53),
  },
  {
    resource: 'health checks',
    resourceType: 'aws_route53_health_check',
    component: 'TLS of the checks',
    unit: 'months',
    quantity: ({ checks, asksByTls }) => (asksByTls ? checks : 0),
    price: everywhere(2, ROUTE53),
  },
];
