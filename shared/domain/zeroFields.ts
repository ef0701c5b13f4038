/**
 * Numbers that a school or an examination office gives out: they may begin with zeros, and a spreadsheet that takes
 * them for numbers leaves those out (domain notes §9).
 */
export const ZERO_FIELDS = ['studentNo', 'examNo', 'className'] as const;
export type ZeroField = (typeof ZERO_FIELDS)[number];

/** Every set of them by its bits, shared by all rows: a column of numbers is one in every row. */
const SETS: readonly (readonly ZeroField[])[] = Array.from({ length: 1 << ZERO_FIELDS.length }, (_, bits) =>
  ZERO_FIELDS.filter((_, index) => bits & (1 << index)),
);

/** A set of zero fields as bits, a bit for each. */
export function zeroFieldBits(fields: readonly ZeroField[] = []): number {
  return fields.reduce((bits, field) => bits | (1 << ZERO_FIELDS.indexOf(field)), 0);
}

export function zeroFieldsOf(bits: number): readonly ZeroField[] {
  return SETS[bits]!;
}
