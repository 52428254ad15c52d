import { fillTemplate, holes as holesOf, type Holes, type Templates } from '../../kernel/template';
import type { Text } from '../../kernel/text/text';
import { cloudInitDocument, type PlacedFile } from './cloud-init';
import type { NodeFiles } from './node-files';

/** A file of the stack's `files/` folder with its text, and its place on the machine. */
export interface MachineFile extends PlacedFile {
  readonly text: Text;
}

/** The differences between a file and its template. */
export interface FileOptions {
  /** Path relative to the `files/` folder. @default the template's own */
  readonly source?: string;
  /** Permissions in octal, four digits; 0755 makes the file in the stack executable too. @default '0644' */
  readonly permissions?: string;
  /** True if the machine gets it without its lines of comment. @default false */
  readonly withoutComments?: boolean;
  /** Values for the template's holes. @default none */
  readonly holes?: Holes;
}

const NO_HOLES = holesOf('shell', {});

/** A file maker makes a file from a template, for a path on the machine. */
export type FileMaker = (template: string, path: string, options?: FileOptions) => MachineFile;

export function fileMaker(templates: Templates): FileMaker {
  return (template, path, { source = template, permissions = '0644', withoutComments, holes = NO_HOLES } = {}) => ({
    source,
    path,
    permissions,
    ...(withoutComments === undefined ? {} : { withoutComments }),
    text: fillTemplate(templates, template, holes),
  });
}

/** Permissions of a file that is run. */
export const RUNNABLE = { permissions: '0755' } as const;

/**
 * Makes the node files of one machine, or of the machines of one pool.
 *
 * @param folder the folder of its cloud-init document
 * @param commands those of the first boot, when all files are in place
 */
export function nodeFiles(
  folder: string,
  files: readonly MachineFile[],
  commands: readonly (readonly string[])[],
): NodeFiles {
  const userData = `${folder}/cloud-init.yaml.tftpl`;
  return {
    userData,
    artifacts: [
      ...files.map(({ source, text, permissions }) => ({
        path: source,
        text,
        ...(permissions === '0755' ? { executable: true } : {}),
      })),
      { path: userData, text: cloudInitDocument({ files, commands }) },
    ],
  };
}
