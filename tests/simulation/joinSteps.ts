import { expect } from 'vitest';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import { FILE_SOURCES, type FileSource } from '../../shared/domain/studentFields.ts';
import { resultOf } from '../harness/openCore.ts';
import { codeOfRefusal, undoImport } from '../harness/runImport.ts';
import { expectConsistent, expectReplayEqual } from '../harness/storeInvariants.ts';
import { endFile, openFile, planFile } from './importFile.ts';
import type { Office } from './Office.ts';
import type { ModelStudent } from './officeModel.ts';
import type { Said } from './people.ts';
import { writeSheet } from './writeFiles.ts';

const PAGE = { offset: 0, limit: 500 };

/** A student whom a source says by name and birth date, and another source does not know. */
function knownToOne(office: Office, random: SeededRandom) {
  const found = [...office.model.students.values()].flatMap((student) =>
    FILE_SOURCES.flatMap((from) => {
      const { name, birthDate } = student.records[from] ?? {};
      if (name === undefined || birthDate === undefined) return [];
      return FILE_SOURCES.filter((to) => student.records[to] === undefined).map((to) => ({
        student,
        from,
        to,
        says: { name, birthDate },
      }));
    }),
  );
  return found.length === 0 ? null : random.pick(found);
}

/** A list of one row: somebody of this name and birth date under a number that nobody has. Answers with who that is. */
async function importUnderAnotherNumber(
  office: Office,
  source: FileSource,
  { name, birthDate }: { name: string; birthDate: string },
): Promise<ModelStudent> {
  const number = `99${String(office.model.batches.length).padStart(8, '0')}`;
  const [key, heading] =
    source === 'admission' ? (['examNo', '考生号'] as const) : (['studentNo', '学号'] as const);
  const values = [number, name, birthDate];
  const rows = [[heading, '姓名', '出生日期'], values];
  const cells = values.map((value) => ({ cell: value, says: value }));
  const made = new Map([[2, { kind: 'student' as const, cells }]]);
  const sheet = { rows, made, columns: [key, 'name', 'birthDate'] };
  const path = await writeSheet(office.desk, office.nextFileName(), 'csv', rows);
  const file = { kind: 'roster' as const, path, source, sheet };
  const planned = await planFile(office, file, await openFile(office, file, false));
  expect(planned.outcomes.map(({ outcome }) => outcome)).toEqual(['created']);
  await endFile(office, planned, 'commit');
  return office.model.students.get(planned.outcomes[0]!.student!)!;
}

/**
 * Somebody comes again under another number, is found to be probably the same, and joined: one student then, of whom
 * everything is told that was told of both. Taken back, they are two as before.
 */
export async function joinTwo(office: Office, random: SeededRandom): Promise<void> {
  const { client, core, model } = office;
  const twice = knownToOne(office, random);
  if (twice === null) return;
  const { student, from, to, says } = twice;
  const other = await importUnderAnotherNumber(office, to, says);
  const sources = [from, to];
  const summary = async () => ({
    ...(await resultOf(await client.reconcile.compare({ sources }))),
    version: 0,
  });
  const before = await summary();
  const tables = office.studentTables();
  const pairs = async () => (await client.reconcile.pairs({ sources, states: ['open'], ...PAGE })).items;
  const isTheirs = ({ one, other: two }: { one: { student: string }; other: { student: string } }) =>
    new Set([one.student, two.student, student.id, other.id]).size === 2;
  expect((await pairs()).filter(isTheirs)).toMatchObject([{ because: expect.stringMatching(/^name/) }]);

  const [kept, joined] = random.chance(0.5) ? [student, other] : [other, student];
  const { batch } = await client.reconcile.join({ sources, keep: kept.id, joined: joined.id });
  await office.applyBatch(batch, new Map());
  office.note(`${joined.id} into ${kept.id}`);
  expectConsistent(office.db);
  expectReplayEqual(office.db);
  expect((await pairs()).filter(isTheirs)).toEqual([]);
  expect((await client.admin.status()).students).toBe(model.students.size - 1);
  // The number of before still opens them, and every source says what it said of either.
  const opened = await client.students.get({ id: joined.id, campaign: null });
  expect(opened.id).toBe(kept.id);
  const whole: Partial<Record<string, Said>> = { ...student.records, ...other.records };
  expect(opened.records.map((record) => record.source).sort()).toEqual(Object.keys(whole).sort());
  const { regions } = await summary();
  const inBoth = (all: typeof regions) => all.find((region) => region.sources.length === 2)!.students;
  expect(inBoth(regions)).toBe(inBoth(before.regions) + 1);
  expect(await codeOfRefusal(client.reconcile.join({ sources, keep: kept.id, joined: joined.id }))).toBe(
    'NOT_FOUND',
  );

  expect((await undoImport(core, batch)).kept).toEqual([]);
  model.batches.find((one) => one.batch === batch)!.undone = true;
  expect(office.studentTables()).toEqual(tables);
  expect(await summary()).toEqual(before);
}
