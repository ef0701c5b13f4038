/**
 * What an import may offer to put right and a person may take, for all rows of a file or row by row: whole numbers
 * for those that a spreadsheet rounded, the zeros in front of a 学号 or 考生号, the right writing of names.
 */
export const SUGGESTION_KINDS = ['lostDigits', 'leadingZeros', 'names'] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];
