/**
 * What a returned sheet says of one student printed on it. `proxy`: somebody else signed, with "(代)" after the name;
 * `struck`: the row is crossed out, the student does not belong there. 签字规则: domain facts §5 (bdxy, 川大).
 */
export const SHEET_ANSWERS = ['correct', 'proxy', 'wrong', 'unsigned', 'absent', 'struck'] as const;
export type SheetAnswer = (typeof SHEET_ANSWERS)[number];

/** A sheet's answers are kept as a letter for each row; `-` is none. */
const LETTERS: Record<SheetAnswer, string> = {
  correct: 'c',
  proxy: 'p',
  wrong: 'w',
  unsigned: 'u',
  absent: 'a',
  struck: 's',
};
const ANSWERS = new Map(SHEET_ANSWERS.map((answer) => [LETTERS[answer], answer]));

export function answersText(answers: readonly (SheetAnswer | null)[]): string {
  return answers.map((answer) => (answer === null ? '-' : LETTERS[answer])).join('');
}

export function answersOf(text: string): (SheetAnswer | null)[] {
  return Array.from(text, (letter) => ANSWERS.get(letter) ?? null);
}

/** Whether nobody waits for this row any more. Who was away or did not sign has still to answer. */
export function isAnswered(answer: SheetAnswer | null): boolean {
  return answer !== null && answer !== 'unsigned' && answer !== 'absent';
}

/** What several returns of one sheet say together: of each row the newest that says anything. */
export function mergeAnswers(before: string, after: string): string {
  const longer = before.length > after.length ? before : after;
  return Array.from(longer, (_, at) => {
    const later = after[at] ?? '-';
    return later === '-' ? (before[at] ?? '-') : later;
  }).join('');
}
