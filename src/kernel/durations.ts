export const SECONDS_A_DAY = 86_400;

export const HOURS_A_DAY = 24;

/** Hours of a month, as the clouds' price lists count them. */
export const HOURS_A_MONTH = 730;
