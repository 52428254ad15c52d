import { assumed, published, type Figure } from '../../../kernel/figure';
import { fromFigure, fromReckoned, type Ledger } from '../../sizing/reckoned';

/** Life of the certificate of control planes and data planes. */
export const LIFE_DAYS: Figure = {
  value: 3 * 365,
  unit: 'days',
  source: published('Kong/kong 3.9.1, kong/cmd/hybrid.lua: the default of gen_cert', '2025-06'),
};

/** Terraform makes another certificate so long before the end of one. */
export const RENEWAL_DAYS: Figure = {
  value: 60,
  unit: 'days',
  source: assumed('two months are time for an hour in which nobody changes the configuration'),
};

/**
 * Adds the life of the certificate of control planes and data planes, and the day on which it has to be rotated. The dates follow
 * from the first apply, which the state alone knows.
 */
export function certificateLife(secret: string, ledger: Ledger): void {
  const life = ledger.add({
    id: `topology.${secret}.life`,
    title: 'Life of the certificate of control planes and data planes',
    value: LIFE_DAYS.value,
    unit: 'days',
    formula: 'life',
    inputs: [fromFigure('life', LIFE_DAYS)],
    reason:
      'counted from the first apply of shared, or its last rotation: "terraform output kong_cluster_certificate_end" there has the end, after which no change reaches a data plane',
  });
  ledger.add({
    id: `topology.${secret}.rotation`,
    title: 'Day of its life from which on the certificate has to be rotated',
    value: LIFE_DAYS.value - RENEWAL_DAYS.value,
    unit: 'days',
    formula: 'life - renewal',
    inputs: [fromReckoned('life', life), fromFigure('renewal', RENEWAL_DAYS)],
    reason: `from then on every plan of shared makes another one, which is the sign; the steps are in OPERATIONS.md, "The certificate", and in topogen runbook <spec> --rotate ${secret}`,
  });
}
