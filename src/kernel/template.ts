import { made, type Language, type Text } from './text/text';

/** The texts of `templates/`, by path relative to it. The command line reads them and passes them to the stages. */
export type Templates = Readonly<Record<string, string>>;

/** Values for the holes of a template, in the language that the template is in. */
export type Holes<L extends Language = FileLanguage> = L extends Language
  ? {
      readonly language: L;
      readonly values: Readonly<Record<string, Text<L> | number>>;
      /** For holes behind a comment sign, where no other words may come. */
      readonly comments: Readonly<Record<string, Text<'comment'>>>;
    }
  : never;

/** Languages that there are templates with holes in. */
export type FileLanguage =
  'haproxy' | 'lua' | 'nftables' | 'nginx' | 'properties' | 'python' | 'shell' | 'systemd' | 'yaml';

/** The holes of a template, filled in its language. */
export function holes<L extends FileLanguage>(
  language: L,
  values: Readonly<Record<string, Text<NoInfer<L>> | number>>,
  comments: Readonly<Record<string, Text<'comment'>>> = {},
): Holes<L> {
  return { language, values, comments } as Holes<L>;
}

const HOLE = /\{\{([a-z][A-Za-z0-9]*)\}\}/g;

/**
/**
 * Returns the named template with its holes `{{name}}` filled.
 *
 * @throws Error if the template is missing or in another language, a hole has no value, a value has no hole, or one gets into
 * the place of the other kind: each is a bug of the generator, and silence would ship a half-filled file
 */
export function fillTemplate<L extends FileLanguage>(
  templates: Templates,
  name: string,
  { language, values, comments }: Holes<L>,
): Text<L> {
  const template = templates[name];
  if (template === undefined) throw new Error(`no template named ${name}`);
  if (template.search(HOLE) >= 0 && languageOf(name, template) !== language)
    throw new Error(`template ${name} is not in ${language}`);
  const used = new Set<string>();
  const text = template.replace(HOLE, (_, hole: string, at: number) => {
    const isComment = /^\s*#/.test(lineUpTo(template, at));
    const comment = comments[hole];
    const value = comment ?? values[hole];
    if (value === undefined) throw new Error(`template ${name} has a hole ${hole} that nothing fills`);
    if (comment !== undefined && !isComment) throw new Error(`template ${name} has ${hole} outside of a comment`);
    if (isComment && String(value).includes('\n')) throw new Error(`${hole} would end a comment of template ${name}`);
    used.add(hole);
    return String(value);
  });
  const unused = [...Object.keys(values), ...Object.keys(comments)].filter((key) => !used.has(key));
  if (unused.length > 0) throw new Error(`template ${name} has no hole for ${unused.join(', ')}`);
  return made(text);
}

function lineUpTo(text: string, at: number): string {
  return text.slice(text.lastIndexOf('\n', at) + 1, at);
}

const ENDINGS: readonly (readonly [RegExp, FileLanguage])[] = [
  [/\.(sh|env)$/, 'shell'],
  [/\.yaml$/, 'yaml'],
  [/\.properties$/, 'properties'],
  [/\.(service|timer|conf)$/, 'systemd'],
  [/\.nft$/, 'nftables'],
  [/\.lua$/, 'lua'],
  [/\.nginx$/, 'nginx'],
  [/\.(cfg|haproxy)$/, 'haproxy'],
];

const SHEBANGS: readonly (readonly [RegExp, FileLanguage])[] = [
  [/^#!\S*\/bash\n/, 'shell'],
  [/^#!\S*\/python3\n/, 'python'],
];

/** The language of a template: by the ending of its name, or by the program that its first line names. */
function languageOf(name: string, template: string): FileLanguage | undefined {
  const known = ENDINGS.find(([ending]) => ending.test(name)) ?? SHEBANGS.find(([first]) => first.test(template));
  return known?.[1];
}
