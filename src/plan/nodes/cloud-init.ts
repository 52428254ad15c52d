import { hclText } from '../../kernel/text/hcl';
import { yamlQuoted, yamlText } from '../../kernel/text/yaml';

/**
 * The cloud-init document of a machine. It is written as a Terraform template so that each file of the machine exists
 * once on disk, as itself, where a reviewer can read and diff it. Terraform inserts the texts when it makes the user
 * data:
 *
 *     files/cassandra-1/cassandra.yaml ----+
 *     files/common/platform.sh ------------+--> templatefile(cloud-init.yaml.tftpl, { files = ... }) --> user data
 *     files/cassandra-1/cloud-init.yaml.tftpl
 */
export interface CloudInit {
  /** Files written before anything is installed or started, in this order. */
  readonly files: readonly PlacedFile[];
  /** Commands of the first boot, each an argument list that no shell reads. */
  readonly commands: readonly (readonly string[])[];
}

/** A file of the stack's `files/` folder and its place on the machine. */
export interface PlacedFile {
  /** Absolute path on the machine. */
  readonly path: string;
  /** Path relative to the `files/` folder. */
  readonly source: string;
  /** Permissions in octal, four digits. @default '0644' */
  readonly permissions?: string;
  /**
   * True if the machine gets it without its lines of comment, which are for whoever reviews the file here: user data has little room.
   * @default false
   */
  readonly withoutComments?: boolean;
  /** User and group, which must exist before the first package is installed. @default 'root:root' */
  readonly owner?: string;
}

/** Renders the document, a template with the one variable `files`: the path of the `files/` folder. */
export function cloudInitDocument(parts: CloudInit): string {
  const files = parts.files.map(placedFile).join('');
  const commands = parts.commands
    .map((words) => `  - [${words.map((word) => hclText(yamlQuoted(word))).join(',')}]\n`)
    .join('');
  return `#cloud-config\n${files === '' ? '' : `write_files:\n${files}`}${commands === '' ? '' : `runcmd:\n${commands}`}`;
}

/**
 * Returns a Terraform expression for the text of another one without carriage returns. Git on a user's machine may have
 * written CR LF for the line ends of a file that Terraform reads: a script would then not start, and a machine would be
 * replaced for nothing.
 */
export function withoutCarriageReturns(expression: string): string {
  return `replace(${expression}, "\\r", "")`;
}

/** Returns the expression for what a machine gets of a file. A first line, which may name the shell, always stays. */
function textOf({ source, withoutComments = false }: PlacedFile): string {
  const text = withoutCarriageReturns(`file("\${files}/${source}")`);
  return withoutComments ? `replace(${text}, "/\\n *# [^\\n]*/", "")` : text;
}

function placedFile(file: PlacedFile): string {
  if (!/^[\w./-]+$/.test(file.source)) throw new Error(`${file.source} is no path that an expression takes as it is`);
  return [
    `  - path: ${hclText(yamlText(file.path))}`,
    `    owner: ${hclText(yamlText(file.owner ?? 'root:root'))}`,
    `    permissions: "${file.permissions ?? '0644'}"`,
    `    content: \${jsonencode(${textOf(file)})}`,
    '',
  ].join('\n');
}
