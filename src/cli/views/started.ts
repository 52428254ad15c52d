import { pasted, shown } from './shown';

/** The outcome of `topogen init` in a folder. */
export interface Started {
  readonly folder: string;
  readonly written: readonly string[];
  /** Files of the user's that were there. */
  readonly kept: readonly string[];
  /** Lines of topogen's .gitignore that the user's has not. */
  readonly unlisted: readonly string[];
  /** True if Node finds topogen's package from the folder. */
  readonly isInstalled: boolean;
  /** Root of the git repository that the folder is inside of; undefined if it is the root itself, or in none. */
  readonly gitRoot: string | undefined;
  readonly ci: string;
}

/** Renders what was written, what was not, and what comes next. */
export function startedText(started: Started): string {
  const { folder, written, kept, unlisted, isInstalled, gitRoot, ci } = started;
  const place = folder === '.' ? '' : ` in ${shown(folder)}`;
  const lines = [
    written.length > 0 ? `Wrote ${written.join(', ')}${place}.` : `Wrote nothing${place}: all of it is there.`,
    ...(kept.length > 0 ? [`Kept as they were: ${kept.join(', ')}.`] : []),
    ...(unlisted.length > 0
      ? [`Your .gitignore lacks ${unlisted.join(' ')}: state holds secrets, the rest is made anew.`]
      : []),
    ...(ci !== 'none' && gitRoot !== undefined
      ? [
          `CI reads workflows in the root of the repository alone, ${shown(gitRoot)}: move this one there, and set its paths.`,
        ]
      : []),
    ...(isInstalled
      ? []
      : [
          'topogen is not installed there: npm install --save-dev it, so that editors find the schema and cdktf the app.',
        ]),
    'Edit topology.yaml, then run:',
    ...(folder === '.' ? [] : [`  cd ${pasted(folder)}`]),
    '  npx topogen validate topology.yaml',
    '  npx topogen synth topology.yaml',
  ];
  return `${lines.join('\n')}\n`;
}
