/**
 * Ids of checks of public scanners, which read reasons in comments: checkov's begin with `CKV`, the others are trivy's,
 * e.g. `CKV_GCP_106` and `AVD-0001`.
 */
export type FindingId = `CKV${string}` | `${Uppercase<string>}-${number}`;

/**
 * Findings that stay, by id of the check, each with the reason. A reviewer reads it in the HCL, and the scanner counts
 * the finding no more. A reason is one line of plain words, since the scanners read no further.
 */
export type AcceptedFindings = Readonly<Record<FindingId, string>>;
