/** The smallest share is one request in a million: nobody means a smaller one, and below it sums lose their digits. */
export const SMALLEST_SHARE = 0.000001;

/** The smallest share as specs write it. */
export const SMALLEST_SHARE_TEXT = SMALLEST_SHARE.toFixed(6);
