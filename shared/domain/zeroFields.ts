/**
 * Numbers that a school or an examination office gives out: they may begin with zeros, and a spreadsheet that takes
 * them for numbers leaves those out (domain notes §9).
 */
export const ZERO_FIELDS = ['studentNo', 'examNo', 'className'] as const;
export type ZeroField = (typeof ZERO_FIELDS)[number];
