import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import type { FileSource, StudentField } from '../../shared/domain/studentFields.ts';
import { type Cell, type MessyCell, messyCell } from './messyCell.ts';
import { knownTo, type Said } from './people.ts';

/** What the simulation knows of a row that it wrote. */
export interface MadeRow {
  /** `nobody`: nothing identifies a student; `dropped`: no row of data. */
  kind: 'student' | 'nobody' | 'dropped';
  /** By column of the sheet. */
  cells: readonly MessyCell[];
}

export interface MadeSheet {
  rows: Cell[][];
  /** By the row number that a person sees. */
  made: Map<number, MadeRow>;
  /** The field of each column; null where no field is meant. */
  columns: (string | null)[];
}

/** 学信网's abbreviation, and a Chinese heading. */
const HEADINGS: Partial<Record<StudentField, readonly [string, string]>> = {
  examNo: ['KSH', '考生号'],
  studentNo: ['XH', '学号'],
  name: ['XM', '姓名'],
  gender: ['XB', '性别'],
  birthDate: ['CSRQ', '出生日期'],
  idNumber: ['SFZH', '身份证号'],
  ethnicity: ['MZ', '民族'],
  collegeName: ['FY', '学院'],
  majorName: ['ZYMC', '专业名称'],
  className: ['BH', '班级'],
  level: ['CC', '层次'],
  duration: ['XZ', '学制'],
  grade: ['DQSZJ', '年级'],
  enrolDate: ['RXRQ', '入学日期'],
  registrationStatus: ['ZCZT', '注册状态'],
  remark: ['BZ', '备注'],
  phone: ['LXDH', '联系电话'],
  counsellor: ['FDY', '辅导员'],
};
const FIELDS = Object.keys(HEADINGS) as StudentField[];

/** A roster of these people in a source's words, with what people do to spreadsheets. */
export function makeRoster(
  random: SeededRandom,
  people: readonly Said[],
  source: FileSource,
  takesNumbers: boolean,
): MadeSheet {
  const known = people.map((person) => knownTo(source, person));
  const used = FIELDS.filter(
    (field) => field === 'name' || (known.some((one) => one[field] !== undefined) && random.chance(0.9)),
  );
  if (!used.includes('examNo') && !used.includes('idNumber')) used.push('examNo');
  const columns: (StudentField | null)[] = random.chance(0.3) ? random.shuffled(used) : used;
  if (random.chance(0.2)) columns.push(null);
  const abbreviated = random.chance(0.5) ? 0 : 1;
  const headings = columns.map((field) => (field === null ? '校内批号' : HEADINGS[field]![abbreviated]));

  const cellOf = (field: StudentField | null, values: Said) =>
    field === null
      ? { cell: '甲', says: null }
      : messyCell(random, field, values[field], takesNumbers && field === 'idNumber');
  const rowOf = (values: Said): MadeRow => {
    const cells = columns.map((field) => cellOf(field, values));
    const says = (field: StudentField) => typeof cells[columns.indexOf(field)]?.says === 'string';
    const isSomebody = says('name') && (says('examNo') || says('studentNo') || says('idNumber'));
    return { kind: isSomebody ? 'student' : 'nobody', cells };
  };

  const body = known.flatMap((values) => [rowOf(values), ...strayRows(random, values, known, rowOf)]);
  const rows: Cell[][] = random.chance(0.2) ? [['示例大学学生名单'], headings] : [headings];
  const made = new Map<number, MadeRow>();
  for (const row of body) {
    rows.push(row.cells.map(({ cell }) => cell));
    if (row.cells.every(({ cell }) => String(cell).trim() === '')) continue;
    made.set(rows.length, row);
  }
  const dropped = (cells: Cell[]) => {
    rows.push(cells);
    made.set(rows.length, { kind: 'dropped', cells: [] });
  };
  if (random.chance(0.3)) dropped([...headings]);
  if (random.chance(0.3)) dropped(['合计', `${body.length}人`]);
  if (random.chance(0.3)) dropped(['制表人：某某']);
  return { rows, made, columns };
}

/** Rows beside a student's own: again, contradicting it, with another's number, without any. */
function strayRows(
  random: SeededRandom,
  values: Said,
  known: readonly Said[],
  rowOf: (values: Said) => MadeRow,
): MadeRow[] {
  if (random.chance(0.93)) return [];
  const other = random.pick(known);
  switch (random.pick(['again', 'part', 'contradicting', 'mixed', 'nobody'] as const)) {
    case 'again':
      return [rowOf(values)];
    case 'part':
      return [rowOf(Object.fromEntries(Object.entries(values).filter(() => random.chance(0.7))))];
    case 'contradicting':
      return [rowOf({ ...values, majorName: '哲学' })];
    case 'mixed':
      return [rowOf({ ...values, ...(other.idNumber === undefined ? {} : { idNumber: other.idNumber }) })];
    case 'nobody':
      return [rowOf({ name: values.name!, majorName: values.majorName! })];
  }
}
