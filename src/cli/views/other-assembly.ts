import { shown } from './shown';

/**
 * Makes the warning that an assembly was another topology's before: `cdktf deploy` of the folder would now deploy this
 * one instead.
 */
export function otherAssembly(root: string, former: string, topology: string): string {
  return (
    `warning: ${shown(root)} held the assembly of ${shown(former)}, and now holds that of ${topology}; ` +
    `for both side by side give each a folder of its own (--cdktf-out, and --output of cdktf)\n`
  );
}
