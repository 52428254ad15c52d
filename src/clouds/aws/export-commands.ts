import type { ExportCommands } from '../../kernel/cloud/exports';

/** Commands of the AWS CLI. Nodes of Kong may not read the bucket: an address that is signed for some minutes lets one of them. */
export const AWS_EXPORT_COMMANDS: ExportCommands = {
  list: ({ region }) => `aws s3 ls "s3://$BUCKET/" --region ${region}`,

  versions: ({ region }) =>
    [
      `aws s3api list-object-versions --region ${region} --bucket "$BUCKET" --prefix "$EXPORT" \\`,
      "  --query 'Versions[].[VersionId,LastModified,Size]' --output text",
    ].join('\n'),

  revive: ({ region }) =>
    [
      `aws s3api copy-object --region ${region} --bucket "$BUCKET" --key restored.yml \\`,
      '  --copy-source "$BUCKET/$EXPORT?versionId=$VERSION"',
    ].join('\n'),

  carry: ({ region }, path) =>
    [
      '# prints an address that is good for five minutes',
      `aws s3 presign "s3://$BUCKET/$EXPORT" --region ${region} --expires-in 300`,
      '# on the node, with that address',
      `sudo sh -c 'umask 077; curl --fail --silent --show-error --output ${path} "$1"' - '<address>'`,
    ].join('\n'),
};
