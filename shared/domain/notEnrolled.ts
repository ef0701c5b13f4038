import { readCode } from './codeTables.ts';
import type { FileSource } from './studentFields.ts';
import { NO_MEANINGS, type WordMeanings } from './wordMeanings.ts';

/**
 * 注册状态 of people who were admitted and did not take up their place. 学信网 registers a new student in one of four
 * statuses (domain notes §1.6); three of them are no enrolment. Their names, and 未报到, have no published source: assumed.
 */
export const NOT_ENROLLED: ReadonlySet<string> = new Set([
  '放弃入学资格',
  '保留入学资格',
  '取消入学资格',
  '未报到',
]);

/**
 * The status by which a student is rightly missing from some sources; null: nothing explains it. Everybody who was
 * admitted stands in the 录取 list, whatever became of them: nothing explains that they are missing there. What staff
 * say is the last word; without it every source that tells a status has to tell one of these, for where one of them
 * says 注册学籍 the student is missed.
 *
 * @param lacking compared sources that say nothing of the student
 * @param said every status that file sources tell of the student, compared or not
 */
export function explainsMissing(
  lacking: readonly FileSource[],
  said: readonly string[],
  staffWord: string | null,
  meanings: WordMeanings = NO_MEANINGS,
): string | null {
  if (lacking.includes('admission')) return null;
  const words = staffWord === null ? said : [staffWord];
  const statuses = words.map((word) => {
    const meant = meanings.of('registrationStatus', word);
    const read = readCode('registrationStatus', meant);
    return read.known ? read.value : meant;
  });
  const [first] = statuses;
  return first && statuses.every((status) => status !== null && NOT_ENROLLED.has(status)) ? first : null;
}
