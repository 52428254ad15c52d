import { made, plainWords, type Text, type Words } from './text';

/** Words in a text that Terraform reads as a template: what would open a sequence is doubled, and so stands for itself. */
export function hclText(words: Words): Text<'hcl'> {
  return made(plainWords(words).replace(/[$%]\{/g, (opener) => `${opener[0]}${opener}`));
}
