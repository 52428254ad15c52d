/** Returns a text of shell, systemd or rsyslog without its lines of comment: clouds take few characters of such texts. */
export function withoutComments(text: string): string {
  return text.replace(/^ *#(?!!).*\n/gm, '');
}
