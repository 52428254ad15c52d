const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** Returns a number as a word up to twelve, as prose has it; larger and broken ones in digits. */
export function inWords(number: number): string {
  return WORDS[number] ?? String(number);
}
