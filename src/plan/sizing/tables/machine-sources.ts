import type { CloudId } from '../../../kernel/ids';

/** Who says what the machine types are like and what they cost, as their tables beside the clouds' facts have it. */
export const MACHINE_SOURCES: Readonly<Record<CloudId, { readonly source: string; readonly date: string }>> = {
  aws: { source: 'AWS on-demand price list', date: '2026-07-05' },
  google: { source: 'Cloud Billing API, on-demand', date: '2026-08-03' },
};
