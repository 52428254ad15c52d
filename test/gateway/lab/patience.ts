/**
 * How many times longer than on a machine of its own everything may take: `TOPOGEN_GATEWAY=4 npm run test:gateway` where others
 * are at work. Limits that are claims, such as the minute in which routes move, are then looser too.
 */
export const PATIENCE = Math.max(1, Number(process.env.TOPOGEN_GATEWAY) || 1);
