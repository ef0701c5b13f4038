import { join } from 'node:path';
import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { piecesOf, wholeOf } from '../../electron/archive/piecesOf.ts';
import type { Core, CoreSession } from '../../electron/core/core.ts';
import { errorParts } from '../../renderer/ui/errorParts.ts';
import type { Principal } from '../../shared/domain/roles.ts';
import { anyInput } from '../harness/anyInput.ts';
import { askAll, contractProcedures } from '../harness/contractProcedures.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { codeOfRefusal, setClock } from '../harness/runImport.ts';
import { COLLEGES, type ThreeColleges, threeColleges } from '../harness/threeColleges.ts';
import { ACCESS_TABLE } from './accessTable.ts';

/** `XUEJI_FUZZ=20` asks twenty times as much. */
const RUNS = 25 * Number(process.env.XUEJI_FUZZ ?? 1);
const SEED = Number(process.env.XUEJI_FUZZ_SEED ?? 20261130);

const folder = folderForAll();
const clock = setClock(Date.UTC(2026, 10, 30, 4));
let core: Core;
let school: ThreeColleges;
const answered = new Set<string>();
/** Everything that the office knows, by the name of its field: also what the department may not know. */
const known = new Map<string, Set<string>>();

const secretary: Principal = {
  user: 'mi',
  name: '院系秘书',
  role: 'department',
  scope: { kind: 'colleges', colleges: [COLLEGES[0]] },
};
/** A clerk of one college may do more, and see no more. */
const clerk: Principal = { ...secretary, user: 'ke', name: '学院学籍员', role: 'clerk' };

beforeAll(async () => {
  core = await openCore(join(folder, 'data'), clock);
  school = await threeColleges(core, folder);
  for (const { path } of contractProcedures()) {
    const told = await askAll(core, path, { query: {}, offset: 0, limit: 50 }).catch(() => []);
    learnAll(told);
  }
  for (const id of school.students.flat()) learn('id', id);
  for (const name of ['student', 'students', 'ids']) for (const id of school.students.flat()) learn(name, id);
  for (const name of ['case', 'cases']) for (const id of school.cases.flat()) learn(name, id);
  for (const name of ['number', 'numbers', 'text'])
    for (const number of school.sheets.flat()) learn(name, number);
  for (const name of ['collegeName', 'college', 'colleges'])
    for (const college of COLLEGES) learn(name, college);
  learn('campaign', school.campaign);
}, 120_000);
afterAll(async () => core.close());

describe('what a college is told', () => {
  test('its own students are there, and what is done with them', async () => {
    const { client } = core.openSession({ as: secretary });
    const { total, items } = await client.students.page({ query: {}, offset: 0, limit: 100 });
    expect(items.map(({ id }) => id).sort()).toEqual([...school.students[0]!].sort());
    expect(total).toBe(school.students[0]!.length);
    expect((await client.admin.status()).students).toBe(total);
    expect((await client.cases.list({ query: {} })).total).toBe(school.cases[0]!.length);
    expect((await client.sheets.list({ query: {}, offset: 0, limit: 100 })).total).toBe(
      school.sheets[0]!.length,
    );
    expect((await client.campaigns.progress({ by: 'college' })).rows.map(({ group }) => group)).toEqual([
      [COLLEGES[0]],
    ]);
    const [id] = school.students[0]!;
    expect((await client.students.get({ id: id! })).values.name).toContain('甲');
  });

  test.each(contractProcedures())(
    '$name tells nothing of other colleges',
    { timeout: 60_000 * RUNS },
    async ({ name, path, schema }) => {
      for (const who of [secretary, clerk]) {
        const session = core.openSession({ as: who });
        session.context.session.unmask('核对', clock.now());
        const input = schema ? anyInput(schema, known) : fc.constant(undefined);
        await fc.assert(
          fc.asyncProperty(input, async (asked) => {
            let refused = false;
            const told = await askAll(session, path, asked).catch((error: unknown) => {
              expect(errorParts(error)?.code).not.toBe('INTERNAL');
              refused = true;
              return [errorParts(error)];
            });
            if (!refused) answered.add(name);
            const text = JSON.stringify(told) + (await contentOf(session, told));
            const given = JSON.stringify(asked) ?? '';
            expect(school.foreign.filter((mark) => text.includes(mark) && !given.includes(mark))).toEqual([]);
          }),
          { seed: SEED, numRuns: schema ? RUNS : 1, endOnFailure: true },
        );
      }
    },
  );

  test('most of what it may ask was truly answered', () => {
    const mayAsk = ACCESS_TABLE.trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .flatMap(([name, ...marks]) => (marks[2] === '●' || marks[8] === '●' ? [name!] : []));
    const never = mayAsk.filter((name) => !answered.has(name));
    // What takes several things that fit each other is asked for below, and in scopeFiles.test.ts.
    expect(never.length, never.join(' ')).toBeLessThan(mayAsk.length / 4);
  });

  test('what it names of others is not there, whatever is done with it', async () => {
    const { client } = core.openSession({ as: clerk });
    for (const place of [1, 2, 3]) {
      const [student] = school.students[place]! as [string];
      const [one] = school.cases[place]! as [string];
      const calls = [
        () => client.students.get({ id: student }),
        () => client.students.setFields({ id: student, values: { phone: '1' }, reason: '' }),
        () => client.chase.contacts({ student }),
        () => client.photos.detail({ student, role: 'graduation' }),
        () => client.cases.get({ case: one }),
        () => client.cases.act({ cases: [{ case: one, seen: 1 }], action: { do: 'comment', text: '看' } }),
        () =>
          client.campaigns.record({
            campaign: school.campaign,
            selection: { ids: [student] },
            verdict: 'correct',
          }),
        ...(school.sheets[place] ?? []).map(
          (number) => () => client.sheets.handle({ numbers: [number], kind: 'lost' }),
        ),
      ];
      for (const call of calls) expect(await codeOfRefusal(call())).toBe('NOT_FOUND');
    }
  });

  test('photos of others are not shown, nor what others have made', async () => {
    const session = core.openSession({ as: secretary });
    const office = core.openSession();
    const photoOf = async (id: string) =>
      (await office.client.students.get({ id })).photoDetails[0]?.hash ?? '';
    const own = await photoOf(school.students[0]![1]!);
    const foreign = await photoOf(school.students[1]![1]!);
    expect(await session.readPhoto(own, 'full')).not.toBeNull();
    expect(await session.readPhoto(foreign, 'full')).toBeNull();
    expect(await office.readPhoto(foreign, 'thumbnail')).not.toBeNull();
    expect(await core.openSession({ as: null }).readPhoto(own, 'full')).toBeNull();
    const request = { selection: { query: {} }, format: 'csv' as const };
    const { download } = await resultOf(await session.client.students.export(request));
    expect(await session.readDownload(download)).not.toBeNull();
    expect(await office.readDownload(download)).toBeNull();
  });
});

describe('whole numbers', () => {
  test('are asked for with a reason, and close by themselves', async () => {
    const session = core.openSession({ as: secretary });
    const [id] = school.students[0]! as [string];
    const look = () => codeOfRefusal(session.client.students.reveal({ id }));
    expect(await look()).toBe('UNMASK_REFUSED');
    session.context.session.unmask('学生来电核对', clock.now());
    expect(await look()).toBe('done');
    clock.time += 10 * 60_000 - 1;
    expect(await look()).toBe('done');
    clock.time += 1;
    expect(await look()).toBe('UNMASK_REFUSED');
    session.context.session.unmask('再看一次', clock.now());
    session.context.session.signOut();
    expect(session.context.session.unmasked(clock.now())).toBeNull();
  });

  test('a clock that was set back opens nothing for longer', async () => {
    const session = core.openSession({ as: secretary });
    const [id] = school.students[0]! as [string];
    session.context.session.unmask('核对', clock.now());
    const before = clock.time;
    clock.time -= 60 * 60_000;
    expect(await codeOfRefusal(session.client.students.reveal({ id }))).toBe('UNMASK_REFUSED');
    clock.time = before;
  });

  test('come into no export, print or file name of whoever may not see them', async () => {
    const { client } = core.openSession({ as: secretary });
    const selection = { query: {} };
    const wholeList = { selection, format: 'csv' as const, unmasked: true };
    const print = { kind: 'record-check-sheet' as const, format: 'xlsx' as const, unmasked: true };
    const refused = [
      () => client.students.export(wholeList),
      () => client.reports.create(print),
      () => client.cases.get({ case: school.cases[0]![0]!, unmasked: true }),
      () => client.photos.export({ selection, role: 'graduation', naming: '{身份证号}' }),
    ];
    for (const call of refused) expect(await codeOfRefusal(call())).toBe('UNMASK_REFUSED');
    const reader = core.openSession({ as: { ...secretary, role: 'reader' } });
    reader.context.session.unmask('看看', clock.now());
    expect(await codeOfRefusal(reader.client.students.export(wholeList))).toBe('UNMASK_REFUSED');
  });
});

describe('taking back', () => {
  test('is of what was done in the same window, for whoever brings nothing in', async () => {
    const session = core.openSession({ as: secretary });
    const contact = { whom: 'student', way: 'phone', outcome: 'told' } as const;
    const ids = school.students[0]!.slice(1, 2);
    const { batch } = await session.client.chase.log({ selection: { ids }, contact });
    const { batch: others } = await core.client.chase.log({ selection: { ids }, contact });
    const undo = async (of: string) => resultOf(await session.client.imports.undo({ batch: of }));
    expect(await codeOfRefusal(undo(others))).toBe('NOT_FOUND');
    expect(await codeOfRefusal(undo(batch))).toBe('done');
  });
});

/** What stands in the files that an answer offers: of workbooks every cell, of texts all. */
async function contentOf(session: CoreSession, told: readonly unknown[]): Promise<string> {
  const downloads = JSON.stringify(told).match(/"download":"([^"]+)"/g) ?? [];
  let content = '';
  for (const named of downloads) {
    const file = await session.readDownload(named.slice('"download":"'.length, -1));
    if (!file) continue;
    content += file.name;
    if (/\.(csv|jsonl|json|txt|md|svg)$/.test(file.name))
      content += (await wholeOf(file.place)).toString('utf8');
    if (!file.name.endsWith('.xlsx')) continue;
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.read(Readable.from(piecesOf(file.place)));
    for (const sheet of workbook.worksheets) content += JSON.stringify(sheet.getSheetValues());
  }
  return content;
}

function learn(name: string, text: string): void {
  const texts = known.get(name) ?? new Set();
  known.set(name, texts.add(text));
}

function learnAll(value: unknown, name = ''): void {
  if (typeof value === 'string' && value.length <= 80) learn(name, value);
  else if (Array.isArray(value)) for (const item of value) learnAll(item, name);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) learnAll(inner, key);
}
