import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import type { Verdict } from '../../shared/domain/verificationStatus.ts';
import type { MadeSheet } from './madeRoster.ts';
import { type Cell, type MessyCell, messyCell } from './messyCell.ts';
import { type Said, twoDigits } from './people.ts';

/** What lists say, and what it means; null: nobody knows. */
export const LIST_WORDS: ReadonlyMap<string, Verdict | null> = new Map([
  ['正确', 'correct'],
  ['已核对', 'correct'],
  ['有误', 'wrong'],
  ['未核对', 'unverified'],
  ['找不到学籍', 'not-found'],
  ['照片制作中', 'photo-in-production'],
  ['天知道', null],
]);

const HOUR = 3_600_000;

/** Who has verified, as some department's list tells it at this time. */
export function makeStatusList(random: SeededRandom, people: readonly Said[], now: number): MadeSheet {
  const key = random.pick(['studentNo', 'examNo', 'idNumber'] as const);
  const tellsTime = random.chance(0.7);
  const columns = [key, 'name', 'verdict', ...(tellsTime ? ['verifiedAt'] : [])];
  const heading = { studentNo: '学号', examNo: '考生号', idNumber: '身份证号' }[key];
  const rows: Cell[][] = [[heading, '姓名', '核对状态', ...(tellsTime ? ['核对时间'] : [])]];
  const made: MadeSheet['made'] = new Map();
  const words = [...LIST_WORDS.keys()];
  const told = people.flatMap((person) =>
    random.chance(0.05) ? [person, person] : random.chance(0.05) ? [] : [person],
  );
  // A list of nobody is refused, and no office keeps one.
  const listed = told.length > 0 ? told : people;
  for (const person of listed) {
    const word = random.chance(0.5) ? '正确' : random.pick(words);
    const cells: MessyCell[] = [
      messyCell(random, key, person[key], false),
      messyCell(random, 'name', person.name, false),
      { cell: word, says: word },
    ];
    if (tellsTime) cells.push(timeCell(random, now));
    rows.push(cells.map(({ cell }) => cell));
    made.set(rows.length, { kind: typeof cells[0]!.says === 'string' ? 'student' : 'nobody', cells });
  }
  if (random.chance(0.3)) {
    rows.push(['合计', `${listed.length}人`]);
    made.set(rows.length, { kind: 'dropped', cells: [] });
  }
  return { rows, made, columns };
}

/** Within the last days, in Chinese time. */
function timeCell(random: SeededRandom, now: number): MessyCell {
  if (random.chance(0.1)) return { cell: '', says: null };
  const at = new Date(now - random.below(72) * HOUR + 8 * HOUR);
  const day = `${at.getUTCFullYear()}-${twoDigits(at.getUTCMonth() + 1)}-${twoDigits(at.getUTCDate())}`;
  if (random.chance(0.3)) return { cell: day, says: day };
  const text = `${day} ${twoDigits(at.getUTCHours())}:${twoDigits(at.getUTCMinutes())}:00`;
  return { cell: text, says: text };
}

/** The instant that a list's time means; null where it tells none. */
export function instantOf(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  const [day, time = '00:00:00'] = text.split(' ');
  return Date.parse(`${day}T${time}+08:00`);
}
