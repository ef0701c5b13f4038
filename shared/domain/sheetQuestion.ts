/** What a returned sheet says of who belongs to a class, and a person decides: it changes no student by itself. */
export const SHEET_QUESTIONS = ['added', 'struck'] as const;
export type SheetQuestionKind = (typeof SHEET_QUESTIONS)[number];

/**
 * What a person decided: `belongs`, the student is of this class (the record has to be put right elsewhere, or the
 * crossing-out was a mistake); `elsewhere`, of another class or school; `left`, gone or to be taken off the register;
 * `unclear`, still to be asked about, with a note.
 */
export const SHEET_DECISIONS = ['belongs', 'elsewhere', 'left', 'unclear'] as const;
export type SheetDecision = (typeof SHEET_DECISIONS)[number];
