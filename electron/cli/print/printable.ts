/** Text from a file as a terminal may show it: nothing in it moves the cursor or changes colours. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ');
}
