import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import type { CounterWindow } from '../../shared/contract/counterWindow.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

interface Problems {
  problems: { origin: string; type: string; count: number }[];
  opened: { origin: string; type: string; opened: number }[];
}
interface Listed {
  items: { number: string; type: { id: string }; origin: { kind: string }; student: { studentNo: string } }[];
}
interface Shown {
  form: Record<string, string>;
  materials: { id: string }[];
  history: { did: string; text: string }[];
}
interface Chased {
  items: { studentNo: string; reasonCode: string; step: string }[];
}

describe.skipIf(!canMakeFiles)('where cases come from, and where they put the student', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const year = new Date().getFullYear() + 1;
  const roster = Array.from({ length: 9 }, (_, at) =>
    madeStudent(at + 1, { 预计毕业日期: `${year}0630`, 注册状态: '注册学籍' }),
  );
  const numberOf = (at: number) => roster[at]!.学号!;
  const nameOf = (at: number) => roster[at]!.姓名!;
  const desk = <T>(...args: string[]) => xuejiInside<T>(...args, '--data', dataDir, '--json');
  const cases = async <T>(...args: string[]) => (await desk<T>('cases', ...args)).json;
  const problems = async () =>
    (await cases<Problems>('problems')).problems.map(
      ({ origin, type, count }) => `${origin} ${type} ${count}`,
    );
  const chased = async (at: number) => {
    const { items } = (await desk<Chased>('chase', 'list', '--limit', '100')).json;
    return items.find(({ studentNo }) => studentNo === numberOf(at))?.reasonCode ?? null;
  };
  const importSheet = async (file: string, as: string, rows: (string | null)[][], ...more: string[]) => {
    await writeWorkbook(path(file), [{ name: '甲', rows }]);
    return importJson(dataDir, path(file), '--as', as, ...more);
  };
  const caseOf = async (at: number, type: string) => {
    const { items } = await cases<Listed>('list', '--type', type, '--search', numberOf(at));
    expect(items).toHaveLength(1);
    return items[0]!;
  };
  async function withCore<T>(work: (core: Core) => Promise<T>): Promise<T> {
    const core = await openCore(dataDir);
    try {
      return await work(core);
    } finally {
      await core.close();
    }
  }
  async function grantedAt(number: string, ...steps: [step: string, person?: string][]) {
    for (const { id } of (await cases<Shown>('show', number)).materials)
      await cases('waive', number, id, '--reason', '原件已核');
    for (const [step, person] of steps) {
      const by = person === undefined ? [] : ['--person', person];
      const moved = await desk('cases', 'move', number, step, ...by, '--note', '无', '--reference', '1');
      expect(moved.code, `${step}: ${JSON.stringify(moved.json)}`).toBe(0);
    }
  }
  const THROUGH: [string, string?][] = [
    ['hand-in'],
    ['department-agrees', '甲'],
    ['office-agrees', '乙'],
    ['leader-agrees', '丙'],
    ['change-at-school', '乙'],
  ];

  beforeAll(async () => {
    await desk('init', '--school-code', '10000', '--school-name', '示例大学');
    expect((await importSheet('名单.xlsx', 'roster', rowsOf(roster))).code).toBe(0);
    for (const at of roster.keys()) {
      if (at === 4) continue;
      const jpeg = sharp({
        create: { width: 480, height: 640, channels: 3, background: { r: 90 + at, g: 197, b: 255 } },
      });
      await jpeg.jpeg({ quality: 95 }).toFile(path(`${numberOf(at)}.jpg`));
    }
    for (const at of roster.keys()) {
      if (at === 4) continue;
      const file = path(`${numberOf(at)}.jpg`);
      expect((await desk('import', file, '--as', 'photos', '--role', 'graduation')).code).toBeLessThan(2);
    }
    const make = ['campaign', 'create', '--name', '图像校对', '--type', 'graduation-photo'];
    await desk(...make, '--deadline', '2099-06-30');
    const said = await importSheet('状态.xlsx', 'status', [
      ['学号', '姓名', '核对结果', '备注'],
      [numberOf(0), nameOf(0), '有误', '民族应为回族'],
      [numberOf(1), nameOf(1), '找不到学籍', null],
      [numberOf(6), nameOf(6), '正确', null],
    ]);
    expect(said.code).toBe(0);
    const flagged = await importSheet('比对.xlsx', 'flags', [
      ['学号', '姓名', '人像比对结果'],
      [numberOf(2), nameOf(2), '身份核验未通过'],
    ]);
    expect(flagged.code).toBe(0);
    const other = rowsOf([{ ...roster[3]!, 民族: '满族' }]);
    expect((await importSheet('教务.xlsx', 'roster', other, '--source', 'sis')).code).toBe(0);
  }, 180_000);

  it('a verdict, a flag, a record not found and a missing photo are problems at once', async () => {
    expect(await problems()).toEqual([
      'wrong data-correction 1',
      'identity-flag identity-review 1',
      'not-found record-not-found 1',
      'photo-missing photo-missing 1',
    ]);
  });

  it('a difference that the student is to be asked about, a refused photo and a visit become problems', async () => {
    await withCore(async (core) => {
      const sources = ['chsi', 'sis'] as const;
      const { version } = await resultOf(await core.client.reconcile.compare({ sources: [...sources] }));
      const { items } = await core.client.reconcile.work({
        ...{ sources: [...sources], filter: { states: ['open'] }, offset: 0, limit: 100 },
      });
      const { student, field } = items.find((item) => item.field === 'ethnicity')!;
      const which = { items: [{ student, field }] };
      await resultOf(
        await core.client.reconcile.decide({
          sources: [...sources],
          version,
          which,
          decision: 'ask',
          accept: null,
        }),
      );
      const { items: students } = await core.client.students.page({ query: {}, offset: 0, limit: 100 });
      const of = (at: number) => students.find(({ values }) => values.studentNo === numberOf(at))!;
      await core.client.photos.review({
        role: 'graduation',
        which: { photos: [{ student: of(5).id, hash: of(5).photos.graduation! }] },
        review: { verdict: 'wrong', reasons: ['wrong-person'], note: '与录取照片不同' },
        batch: null,
      });
      const { token } = await core.client.counter.open();
      const window = createRouterClient(core.counter.router, {
        context: { pass: core.counter.redeem(token)! },
      }) as unknown as ContractRouterClient<CounterWindow>;
      await core.client.counter.show({ student: of(7).id });
      for await (const screen of await window.watch({ holding: null })) {
        if (screen.at !== 'record') continue;
        const { visit, fields, askedPhoto } = screen.record;
        await window.answer({
          visit,
          fields: fields.map(({ field: one }) => ({
            field: one,
            mark: one === 'ethnicity' ? 'wrong' : 'correct',
            claimed: one === 'ethnicity' ? '壮族' : null,
          })),
          photo: askedPhoto && { mark: 'correct', reason: null },
          comment: '',
          signature: { way: 'typed', name: nameOf(7) },
        });
        break;
      }
    });
    expect((await problems()).sort()).toEqual([
      'counter data-correction 1',
      'difference data-correction 1',
      'identity-flag identity-review 1',
      'not-found record-not-found 1',
      'photo wrong-photo 1',
      'photo-missing photo-missing 1',
      'wrong data-correction 1',
    ]);
    for (const origin of [
      'wrong',
      'difference',
      'photo',
      'identity-flag',
      'counter',
      'not-found',
      'photo-missing',
    ]) {
      const { opened } = await cases<Problems>('problems', '--open', origin);
      expect(opened, origin).toMatchObject([{ origin, opened: 1 }]);
    }
    expect(await problems()).toEqual([]);
    const counter = await cases<Shown>('show', (await caseOf(7, 'data-correction')).number);
    expect(JSON.parse(counter.form.corrections!)).toMatchObject([{ field: 'ethnicity', to: '壮族' }]);
    const photo = await cases<Shown>('show', (await caseOf(5, 'wrong-photo')).number);
    expect(photo.form).toMatchObject({ fault: 'other-person' });
    expect(photo.history[0]!.text).toContain('与录取照片不同');
    const wrong = await cases<Shown>('show', (await caseOf(0, 'data-correction')).number);
    expect(wrong.history[0]!.text).toBe('民族应为回族');
  }, 180_000);

  it('a correction that is granted makes the verdict stale and asks for the verification again', async () => {
    expect(await chased(0)).toBe('disputed');
    const { number } = await caseOf(0, 'data-correction');
    await cases(
      'fill',
      number,
      '--correct',
      'ethnicity=回族',
      '--set',
      'origin=school',
      '--set',
      'reason=录错',
    );
    await grantedAt(number, ...THROUGH);
    expect(await chased(0)).toBe('stale');
    const { items } = (
      await desk<{ items: { ethnicity: string; status: string }[] }>(
        ...['students', '--where', `studentNo=${numberOf(0)}`],
      )
    ).json;
    expect(items[0]).toMatchObject({ ethnicity: '回族', status: '失效需重核' });
    // Verified anew: done, and no problem any more.
    await importSheet('再次.xlsx', 'status', [
      ['学号', '姓名', '核对结果'],
      [numberOf(0), nameOf(0), '正确'],
    ]);
    expect(await chased(0)).toBeNull();
    expect((await problems()).filter((one) => one.startsWith('wrong'))).toEqual([]);
  }, 180_000);

  it('whoever verified as correct and has a change granted is asked again; a case that is refused is no problem anew', async () => {
    expect(await chased(6)).toBeNull();
    const opened = await cases<{ numbers: string[] }>(
      ...['open', 'data-change', numberOf(6), '--correct', `name=${nameOf(6)}甲`],
      ...['--set', 'police-date=2026-01-05', '--set', 'reason=派出所已变更'],
    );
    await grantedAt(opened.numbers[0]!, ...THROUGH);
    expect(await chased(6)).toBe('stale');
    expect(await chased(1)).toBe('record-not-found');
    const lost = await caseOf(1, 'record-not-found');
    await grantedAt(lost.number, ['refuse', '乙']);
    expect(await problems()).toEqual([]);
    await grantedAt(lost.number, ['reopen', '乙']);
    await cases('fill', lost.number, '--set', 'cause=account');
    await grantedAt(lost.number, ['tell-student', '乙'], ['found']);
    expect(await chased(1)).toBe('not-started');
  }, 180_000);

  it('a correction outside what is verified, or one that is refused, puts the student back too; taken back, it does not', async () => {
    await importSheet('有误.xlsx', 'status', [
      ['学号', '姓名', '核对结果'],
      [numberOf(5), nameOf(5), '有误'],
      [numberOf(8), nameOf(8), '有误'],
    ]);
    expect(await chased(5)).toBe('disputed');
    expect((await cases<Problems>('problems', '--open', 'wrong')).opened).toMatchObject([{ opened: 2 }]);
    const unverified = await caseOf(5, 'data-correction');
    const set = ['--set', 'origin=school', '--set', 'reason=录错'];
    await cases('fill', unverified.number, '--correct', 'politicalStatus=共青团员', ...set);
    await grantedAt(unverified.number, ...THROUGH);
    expect(await chased(5)).toBe('not-started');
    const refused = await desk<{ batch: string }>(
      ...[
        'cases',
        'move',
        (await caseOf(8, 'data-correction')).number,
        'refuse',
        '--person',
        '乙',
        '--note',
        '无证明',
      ],
    );
    expect(await chased(8)).toBe('not-started');
    await desk('undo', refused.json.batch);
    expect(await chased(8)).toBe('disputed');
    await cases('move', (await caseOf(8, 'data-correction')).number, 'withdraw', '--note', '学生撤回');
    expect(await chased(8)).toBe('not-started');
    expect((await desk('check')).code).toBe(0);
  }, 180_000);

  it('a photo that arrives, and a flag that is cleared, lead back to the verification', async () => {
    expect(await chased(4)).toBe('photo-go');
    const missing = await caseOf(4, 'photo-missing');
    await cases('fill', missing.number, '--set', 'code=has');
    await grantedAt(missing.number, ['send', '乙'], ['shot'], ['arrived']);
    const jpeg = sharp({
      create: { width: 480, height: 640, channels: 3, background: { r: 30, g: 197, b: 255 } },
    });
    await jpeg.jpeg({ quality: 95 }).toFile(path(`${numberOf(4)}.jpg`));
    await desk('import', path(`${numberOf(4)}.jpg`), '--as', 'photos', '--role', 'graduation');
    expect(await chased(4)).toBe('not-started');
    expect(await chased(2)).toBe('identity');
    const review = await caseOf(2, 'identity-review');
    await cases('fill', review.number, '--set', 'cause=looks', '--set', 'finding=本人，外貌变化');
    await grantedAt(
      review.number,
      ...([['hand-in'], ['department-agrees', '甲'], ['office-agrees', '乙'], ['panel-agrees', '丙']] as [
        string,
        string?,
      ][]),
      ...([['file', '乙'], ['granted']] as [string, string?][]),
    );
    await importSheet('比对后.xlsx', 'flags', [
      ['学号', '姓名', '人像比对结果'],
      [numberOf(2), nameOf(2), '通过'],
    ]);
    expect(await chased(2)).toBe('not-started');
    expect(await problems()).toEqual([]);
    expect((await desk('check')).code).toBe(0);
  }, 180_000);

  it('a list opens cases row by row, and tells every row that it leaves', async () => {
    await writeWorkbook(path('登记.xlsx'), [
      {
        name: '甲',
        rows: [
          ['二〇二六年信息更正名单', null, null, null, null, null],
          ['学号', '姓名', '更正民族', '哪里录错', '原因说明', '说明'],
          [numberOf(8), nameOf(8), '回族', '学校录入', '录入时看错', '班主任报来'],
          ['20990000', '查无此人', '回族', '学校录入', '录错', null],
          [numberOf(5), '别的姓名', '回族', '学校录入', '录错', null],
          [numberOf(5), nameOf(5), '回族', '不知道', '录错', null],
          [numberOf(8), nameOf(8), '满族', '学校录入', '录错', null],
        ],
      },
    ]);
    const done = await desk<{
      rows: number;
      opened: number;
      rejected: { row: number; fault: string }[];
      batch: string;
    }>(...['cases', 'open', 'data-correction', '--from', path('登记.xlsx')]);
    expect(done.code).toBe(1);
    expect(done.json).toMatchObject({ rows: 5, opened: 1 });
    expect(done.json.rejected.map(({ row, fault }) => [row, fault])).toEqual([
      [4, 'unknown'],
      [5, 'name'],
      [6, 'answer'],
      [7, 'twice'],
    ]);
    const { items: both } = await cases<Listed>('list', '--type', 'data-correction', '--search', numberOf(8));
    const one = both.find(({ origin }) => origin.kind === 'import')!;
    const shown = await cases<Shown>('show', one.number);
    expect(shown.form).toMatchObject({ origin: 'school', reason: '录入时看错' });
    expect(JSON.parse(shown.form.corrections!)).toMatchObject([
      { field: 'ethnicity', from: '汉族', to: '回族' },
    ]);
    expect(shown.history[0]!.text).toBe('班主任报来');
    await desk('undo', done.json.batch);
    const { items: left } = await cases<Listed>('list', '--type', 'data-correction', '--search', numberOf(8));
    expect(left.map(({ origin }) => origin.kind)).toEqual(['wrong']);
    expect((await desk('cases', 'open', 'data-correction')).code).toBe(2);
  }, 180_000);

  it('a step is taken with all cases of a list, or with none of them', async () => {
    const numbers = [numberOf(5), numberOf(8)];
    expect(
      (await desk('cases', 'open', 'account-trouble', ...numbers, '--set', 'trouble=forgotten')).code,
    ).toBe(0);
    expect((await desk('cases', 'open', 'account-trouble', numberOf(3))).code).toBe(0);
    const all = (...more: string[]) =>
      desk<{ batch: string | null; count: number }>(
        ...['cases', 'move-all', 'advised', '--type', 'account-trouble', '--queue', 'office', ...more],
      );
    expect((await all('--dry-run')).json).toEqual({ batch: null, count: 3 });
    // One of them has not said what the trouble is.
    expect((await all('--person', '乙')).code).toBe(4);
    const queues = async () =>
      (await cases<{ queues: Record<string, number> }>('list', '--type', 'account-trouble')).queues;
    expect(await queues()).toEqual({ office: 3 });
    const third = (await cases<Listed>('list', '--type', 'account-trouble', '--search', numberOf(3)))
      .items[0]!;
    await cases('fill', third.number, '--set', 'trouble=phone-lost');
    const moved = await all('--person', '乙');
    expect(moved.json).toMatchObject({ count: 3 });
    expect(await queues()).toEqual({ student: 3 });
    await desk('undo', moved.json.batch!);
    expect(await queues()).toEqual({ office: 3 });
    expect((await desk('check')).code).toBe(0);
  }, 180_000);
});
