import type { Artifact } from '../../kernel/artifact';

const PLACED =
  /(?<!\$)\$\{jsonencode\((?:replace\()?replace\(file\("\$\{files\}\/([^"]+)"\), "\\r", ""\)(, "\/\\n \*# \[\^\\n\]\*\/", ""\))?\)\}/g;

/**
 * Returns the user data that Terraform makes of a document written by `cloudInitDocument`: what a machine gets.
 *
 * @throws Error if the document includes a file that is not among the artifacts
 */
export function expandCloudInit(document: string, artifacts: readonly Artifact[]): string {
  const texts = new Map(artifacts.map((artifact) => [artifact.path, artifact.text]));
  const parts = document.split(PLACED);
  return parts
    .map((part, i) => {
      if (i % 3 === 0) return part.replaceAll('$${', () => '${').replaceAll('%%{', '%{');
      // What the expression takes out of the file, if it takes anything.
      if (i % 3 === 2) return '';
      const text = texts.get(part);
      if (text === undefined) throw new Error(`the cloud-init document takes in ${part}, which no artifact has`);
      return terraformJson(parts[i + 1] === undefined ? text : text.replaceAll(/\n *# [^\n]*/g, ''));
    })
    .join('');
}

/** Encodes a string as Terraform's `jsonencode` does: like JSON.stringify, but markup characters are escaped too. */
function terraformJson(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
