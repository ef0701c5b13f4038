/**
 * Planning a roster whose numbers a spreadsheet has damaged (zeros in front gone from 学号 and 班号, identity numbers
 * rounded), each row looked up to be offered whole, against planning the same roster undamaged; and against nothing
 * but looking up three keys a row in SQL.
 *
 *   node tests/bench/repairNumbers.ts [students] [rows]
 */
import { writeChange } from '../../electron/changes/writeChange.ts';
import { createRowReader } from '../../electron/import/createRowReader.ts';
import type { Cell } from '../../electron/import/readers/reader.ts';
import { RosterPlanner } from '../../electron/import/reconcile/planRoster.ts';
import { rosterStore } from '../../electron/import/session/storeReaders.ts';
import { suggestMapping } from '../../electron/import/suggestMapping.ts';
import { memoryStore } from '../harness/storeInvariants.ts';
import { benchRow } from './writeBenchRoster.ts';

const students = Number(process.argv[2] ?? 1_000_000);
const rows = Number(process.argv[3] ?? 100_000);
const CHUNK = 1_000;
const HEADINGS = ['学号', '姓名', '身份证号', '班号'];

const studentNo = (index: number) => `00${benchRow(index)[1]!}`;
/** Classes of forty. */
const className = (index: number) => `05${String(100_000 + Math.floor(index / 40))}`;

const db = memoryStore();
db.transaction(() => {
  for (let at = 0; at < students; at += CHUNK) {
    const said = Array.from({ length: CHUNK }, (_, offset) => {
      const [, , name, , , , idNumber] = benchRow(at + offset);
      return {
        student: `S${String(at + offset).padStart(20, '0')}`,
        isNew: true,
        values: {
          studentNo: studentNo(at + offset),
          name: name!,
          idNumber: idNumber!,
          idType: 'resident',
          className: className(at + offset),
        },
      };
    });
    const context = { device: 'bench', actor: 'bench', at: 0, batch: 'bench' };
    writeChange(db, 'import.chunk', { source: 'chsi', chunk: at / CHUNK, rows: said }, context);
  }
});

/** Students from all over the store. */
const picked = Array.from({ length: rows }, (_, row) => Math.floor((row * students) / rows));
const number = (text: string): Cell => ({ kind: 'number', text, number: Number(text) });

type Damage = (index: number) => Cell[];
const DAMAGES: Record<string, Damage> = {
  'as it was': (index) => [studentNo(index), benchRow(index)[2]!, benchRow(index)[6]!, className(index)],
  'zeros of 学号 and 班号 gone': (index) => [
    number(studentNo(index).replace(/^0+/, '')),
    benchRow(index)[2]!,
    benchRow(index)[6]!,
    number(className(index).replace(/^0+/, '')),
  ],
  'identity numbers rounded': (index) => [
    studentNo(index),
    benchRow(index)[2]!,
    number(`${benchRow(index)[6]!.slice(0, 15)}000`),
    className(index),
  ],
};

function plan(cellsOf: Damage): { seconds: number; offers: number } {
  const begun = performance.now();
  const read = createRowReader(suggestMapping(HEADINGS, 'roster'));
  const planner = new RosterPlanner(
    rosterStore(db, 'sis', () => {
      throw new Error('everybody is known');
    }),
  );
  for (const [at, index] of picked.entries()) planner.add(read({ number: at + 2, cells: cellsOf(index) }));
  planner.end();
  const seconds = (performance.now() - begun) / 1_000;
  let offers = 0;
  for (const row of planner.rows) offers += row.offers?.length ?? 0;
  return { seconds, offers };
}

function lookUp(): number {
  const begun = performance.now();
  const bySomething = ['student_no', 'id_number', 'exam_no'].map((column) =>
    db.read(`SELECT n FROM student WHERE ${column} = ?`),
  );
  for (const index of picked) {
    for (const statement of bySomething) statement.get(studentNo(index));
  }
  return (performance.now() - begun) / 1_000;
}

process.stdout.write(`${rows} rows against ${students} students\n`);
const peer = lookUp();
process.stdout.write(`three look-ups a row in SQL: ${peer.toFixed(2)} s\n`);
let whole = 0;
for (const [name, damage] of Object.entries(DAMAGES)) {
  const { seconds, offers } = plan(damage);
  whole ||= seconds;
  process.stdout.write(
    `${name}: ${seconds.toFixed(2)} s (${(seconds / whole).toFixed(2)} of undamaged, ${(seconds / peer).toFixed(2)} of SQL), ${offers} offers\n`,
  );
}
