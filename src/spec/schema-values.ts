import { z } from 'zod';

/* The kinds of single values that the spec is made of. */

/** A pattern whose message says what the text must be, e.g. `must be lower-case letters`. */
export function text(pattern: RegExp, mustBe: string) {
  return z.string().regex(pattern, mustBe);
}

/** Names of topologies and datacenters. */
export const NAME_PATTERN = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export const cidr = z
  .string()
  .meta({ description: 'An IPv4 range such as 10.80.0.0/16.', pattern: '^[0-9.]+/[0-9]+$' });
export const machineType = z
  .union([
    z.string().min(1),
    z.strictObject({
      type: text(/^[a-z0-9][a-z0-9.-]*$/, 'must be lower-case letters, digits, . and -').meta({
        description: "The cloud's own name of the machine type.",
      }),
      vcpus: z.int().positive().max(1_024).meta({ description: 'Its virtual processors.' }),
      memoryGib: z.number().min(0.5).max(32_768).meta({ description: 'Its memory in GiB.' }),
    }),
  ])
  .meta({ description: 'A machine type that topogen knows, or one that it does not with its size stated.' });

export const sha256 = text(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits').meta({
  description: 'SHA-256 of the downloaded package, in lower-case hexadecimal.',
});
export const httpsUrl = text(/^https:\/\/[^\s"'`$\\]+$/, 'must be an https:// address without spaces or quotes').meta({
  description: 'An https address.',
});
// What the clouds allow in names of images; nothing that Terraform would take for an expression. Each cloud's own form of
// them is held by a rule, since it depends on the cloud.
export const imageName = text(/^[A-Za-z0-9][A-Za-z0-9._:/-]*$/, 'must be letters, digits, ., _, :, / and -');
