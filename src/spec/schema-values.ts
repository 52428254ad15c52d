import * as z from 'zod';
import type { UserText } from '../kernel/text/text';

/* These schemas describe the single values that a spec is made of. */

/**
 * Makes the schema of a text with a pattern.
 *
 * @param mustBe what the user is told, e.g. `must be lower-case letters`
 */
export function text(pattern: RegExp, mustBe: string) {
  return z.string().regex(pattern, mustBe);
}

/** Names of topologies and datacenters have this pattern. */
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
      vcpus: z.int().min(1).max(1_024).meta({ description: 'Its virtual processors.' }),
      memoryGib: z.number().min(0.5).max(32_768).meta({ description: 'Its memory in GiB.' }),
      architecture: z.enum(['amd64', 'arm64']).optional().meta({
        description: "Its processors. Default: those of its family in topogen's table, else amd64.",
      }),
      offered: z.boolean().optional().meta({
        description:
          "True says that all three zones sell it, whatever topogen's table says. Default: what the table says.",
      }),
    }),
  ])
  .meta({ description: 'A machine type that topogen knows, or one that it does not with its size stated.' });

/** The fields of a datacenter about machines of one kind. */
export interface NodeDocument {
  readonly machineType?: z.output<typeof machineType> | undefined;
  readonly image?: string | undefined;
}

export const sha256 = text(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits').meta({
  description: 'SHA-256 of the downloaded package, in lower-case hexadecimal.',
});

/** Characters of RFC 3986, of which brackets are left out: they hold IPv6 addresses alone, and nodes speak IPv4. */
const URL_CHARACTERS = "([A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+";

/** An address as a user wrote it. The rest of the program has it as words of his, which fit into no file as they are. */
export const httpsUrl = text(
  new RegExp(`^https://${URL_CHARACTERS}$`),
  "must be an https:// address; a character other than A-Z a-z 0-9 -._~:/?#@!$&'()*+,;= is written as % and the two hexadecimal digits of each of its bytes",
).meta({ description: 'An https address.' }) as z.ZodType<string> as unknown as z.ZodType<UserText, string>;
// The clouds allow these characters in names of images; Terraform takes none of them for an expression. A rule checks the
// form of each cloud.
export const imageName = text(/^[A-Za-z0-9][A-Za-z0-9._:/-]*$/, 'must be letters, digits, ., _, :, / and -');
