/** How many names of left-out files are said. */
const NAMES_SAID = 5;

/** The first of many names as one text; `more` says that there are others. */
export function listNames(names: readonly string[], join: string, more: string): string {
  return names.slice(0, NAMES_SAID).join(join) + (names.length > NAMES_SAID ? ` ${more}` : '');
}
