import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import type { StudentField } from '../../shared/domain/studentFields.ts';

export type Cell = string | number;

export interface MessyCell {
  cell: Cell;
  /** What the product must understand: null says nothing (blank), undefined is held back. */
  says: string | null | undefined;
}

const DATES: readonly ((year: string, month: string, day: string) => string)[] = [
  (year, month, day) => `${year}${month}${day}`,
  (year, month, day) => `${year}-${month}-${day}`,
  (year, month, day) => `${year}/${Number(month)}/${Number(day)}`,
  (year, month, day) => `${year}年${Number(month)}月${Number(day)}日`,
];

/** A value as somebody's spreadsheet has it: mostly well, at times odd, at times spoilt. */
export function messyCell(
  random: SeededRandom,
  field: StudentField,
  value: string | undefined,
  takesNumbers: boolean,
): MessyCell {
  if (value === undefined || random.chance(0.03)) return { cell: random.pick(['', ' ']), says: null };
  if (random.chance(0.01)) return { cell: '#N/A', says: undefined };
  const messy = MESS[field]?.(random, value, takesNumbers);
  if (messy) return messy;
  return random.chance(0.1) ? { cell: ` ${value}\u3000`, says: value } : { cell: value, says: value };
}

type Mess = (random: SeededRandom, value: string, takesNumbers: boolean) => MessyCell | null;

const date: Mess = (random, value) => {
  if (random.chance(0.03)) return { cell: '2005-13-40', says: undefined };
  const [year, month, day] = value.split('-') as [string, string, string];
  return { cell: random.pick(DATES)(year, month, day), says: value };
};
const written =
  (...writings: ((value: string) => string)[]): Mess =>
  (random, value) => ({ cell: random.pick(writings)(value), says: value });
const same = (value: string) => value;

const MESS: Partial<Record<StudentField, Mess>> = {
  birthDate: date,
  enrolDate: date,
  idNumber(random, value, takesNumbers) {
    if (random.chance(0.03))
      return { cell: `${value.slice(0, 17)}${value.endsWith('1') ? '2' : '1'}`, says: undefined };
    if (takesNumbers && random.chance(0.03))
      return { cell: Number(value.slice(0, 17)) * 10, says: undefined };
    const small = value.toLowerCase();
    return random.chance(0.2) ? { cell: small, says: small } : null;
  },
  name(random, value) {
    if (!value.includes('·') || random.chance(0.7)) return null;
    const odd = value.replace('·', random.pick(['.', '•', '・']));
    return { cell: odd, says: odd };
  },
  studentNo(random, value) {
    if (random.chance(0.97)) return null;
    const wide = value.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    return { cell: wide, says: wide };
  },
  gender(random, value) {
    if (random.chance(0.02)) return { cell: '不明', says: undefined };
    return { cell: random.pick([value, value, value === '男' ? '1' : '2']), says: value };
  },
  ethnicity: written(same, (value) => value.slice(0, -1)),
  grade: written(same, same, (value) => `${value}级`),
  duration: written(same, (value) => `${value}年`),
};
