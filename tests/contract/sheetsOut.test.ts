import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ListedSheet, ScannedSheet, SheetQuestion } from '../../shared/contract/sheets.ts';
import { makeSheetNumber } from '../../shared/domain/sheetNumber.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore } from '../harness/openCore.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { fillSheets } from './fillSheets.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, convertByLibreOffice, hasLibreOffice, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

interface Listed {
  total: number;
  counts: { overdue: number; states: Record<string, number> };
  questions: number;
  items: ListedSheet[];
}

describe.skipIf(!canMakeFiles)('class sheets that go out and come back', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const roster = Array.from({ length: 6 }, (_, at) =>
    madeStudent(at + 1, { 班级: at < 4 ? '软件2301' : '软件2302', 分院: '计算机学院' }),
  );
  const run = <Json>(...args: string[]) => xuejiInside<Json>(...args, '--data', dataDir, '--json');
  const list = (...args: string[]) => run<Listed>('sheets', 'list', ...args);
  const print = (...args: string[]) =>
    run('report', 'record-check-sheet', '--campaign', '核查', ...args, '--out', path('表.xlsx'));
  const numberOf = async (className: string) => (await list('--search', className)).json.items.at(-1)!.number;
  const statuses = async () => {
    const { json } = await run<{ items: { studentNo: string; status: string }[] }>('students');
    return roster.map(({ 学号 }) => json.items.find(({ studentNo }) => studentNo === 学号)!.status);
  };

  beforeAll(async () => {
    await run('init', '--school-code', '10000', '--school-name', '示例大学');
    writeWorkbook(path('名单.xlsx'), [{ name: '甲', rows: rowsOf(roster) }]);
    await importJson(dataDir, path('名单.xlsx'), '--as', 'roster');
    const rules = ['--type', 'enrolled-record', '--deadline', '2099-01-01', '--lock', 'single'];
    await run('campaign', 'create', '--name', '核查', ...rules);
    await print();
  });

  it('are handed out, come back row by row, and are listed as long as somebody waits for them', async () => {
    const first = await numberOf('软件2301');
    const handed = await run<{ batch: string }>(
      'sheets',
      'hand-out',
      first,
      '--to',
      '王班长',
      '--at',
      '2026-01-05',
    );
    expect(handed.code).toBe(0);
    const { json: out } = await list('--state', 'out');
    expect(out.items).toMatchObject([
      {
        number: first,
        className: '软件2301',
        students: 4,
        answered: 0,
        holder: '王班长',
        role: 'monitor',
        times: 1,
      },
    ]);
    expect(out.items[0]!.daysOut).toBeGreaterThan(0);
    expect(out.counts.states).toMatchObject({ out: 1, printed: 1, returned: 0 });

    // Row 1 signed, 2 by another, 3 wrong, 4 away; and somebody added by hand.
    const back = await run<{ batch: string; recorded: number; questions: number }>(
      ...['sheets', 'return', `扫码 XJ1:${first.toLowerCase()}:ABC`],
      ...['--proxy', '2=李老师', '--wrong', '3=民族:回族', '--absent', '4', '--added', '赵六:999'],
    );
    expect([back.code, back.json.recorded, back.json.questions]).toEqual([1, 3, 1]);
    expect((await statuses()).slice(0, 4)).toEqual(['已锁定', '已锁定', '有误', '未核对']);
    expect((await list()).json.items[0]).toMatchObject({ state: 'partly', answered: 3, students: 4 });
    const { json: again } = await run<ScannedSheet>('sheets', 'show', first);
    expect([again.kind, again.rows.map(({ before }) => before)]).toEqual([
      'partly',
      ['correct', 'proxy', 'wrong', 'absent'],
    ]);
    // Looked at once more, the correction reads otherwise: that is kept, too, and nothing else is said twice.
    const reread = await run<{ batch: string; recorded: number; unchanged: number }>(
      ...['sheets', 'return', first, '--proxy', '2=李老师', '--wrong', '3=民族:壮族', '--absent', '4'],
    );
    expect([reread.json.recorded, reread.json.unchanged]).toEqual([1, 2]);
    expect((await run('undo', reread.json.batch)).code).toBe(0);
    const asked = await run<{ questions: SheetQuestion[] }>('sheets', 'questions');
    expect(asked.json.questions).toMatchObject([
      { kind: 'added', name: '赵六', studentNo: '999', student: null },
    ]);
    const id = asked.json.questions[0]!.id;
    expect((await run('sheets', 'decide', id, '--as', 'elsewhere', '--note', '软件2302 的')).code).toBe(0);
    expect((await run('sheets', 'questions')).code).toBe(0);

    // Taken back as one: verdicts, answers and question.
    expect((await run('undo', back.json.batch)).code).toBe(0);
    expect((await statuses())[0]).toBe('未核对');
    expect((await list()).json.items[0]).toMatchObject({ state: 'out', answered: 0 });
    expect((await run<{ questions: unknown[] }>('sheets', 'questions', '--all')).json.questions).toEqual([]);
    expect((await run('undo', handed.json.batch)).code).toBe(0);
    expect((await list()).json.counts.states).toMatchObject({ out: 0, printed: 2 });
    expect((await run('check')).code).toBe(0);
  });

  it('go to the counsellor of each class in one step, and back; a class without one, or with two, is told', async () => {
    const classes = [
      '日语2301 刘敏',
      '日语2302 刘敏',
      '英语2301 周静',
      '法语2301',
      '德语2301 甲老师',
      '德语2301 乙老师',
    ];
    const rows = classes.map((one, at) => {
      const [className = '', counsellor = ''] = one.split(' ');
      return [`202311006${at}`, `外${at}`, '外国语学院', className, counsellor];
    });
    writeWorkbook(path('外语.xlsx'), [
      { name: '甲', rows: [['学号', '姓名', '分院', '班级', '辅导员'], ...rows] },
    ]);
    await importJson(dataDir, path('外语.xlsx'), '--as', 'roster');
    await print('--where', 'collegeName=外国语学院');
    const college = ['--college', '外国语学院'];
    const made = await run<{ batch: string; count: number; holders: number; left: { className: string }[] }>(
      'sheets',
      'hand-out',
      '--to-counsellors',
      ...college,
    );
    expect(made.code).toBe(1);
    expect(made.json).toMatchObject({ count: 3, holders: 2 });
    expect(made.json.left).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ className: '法语2301', counsellors: [] }),
        expect.objectContaining({
          className: '德语2301',
          counsellors: expect.arrayContaining(['甲老师', '乙老师']),
        }),
      ]),
    );
    const out = async () => (await list('--state', 'out', ...college)).json.items;
    expect((await out()).map(({ className, holder, role }) => [className, holder, role]).sort()).toEqual([
      ['日语2301', '刘敏', 'counsellor'],
      ['日语2302', '刘敏', 'counsellor'],
      ['英语2301', '周静', 'counsellor'],
    ]);
    await run('undo', made.json.batch);
    expect(await out()).toEqual([]);
    expect((await run('sheets', 'hand-out', '--to-counsellors', '--to', '王老师')).code).toBe(2);
    expect((await run('sheets', 'hand-out', '--to', '王老师')).code).toBe(2);
  });

  it('tell what is no sheet, is void or was signed before the record changed', async () => {
    const second = await numberOf('软件2302');
    const wrong = second.replace(/.$/, (check) => (check === '1' ? '2' : '1'));
    expect((await run<ScannedSheet>('sheets', 'show', wrong)).json.kind).toBe('wrong');
    expect((await run<ScannedSheet>('sheets', 'show', '表号')).json.kind).toBe('damaged');
    // What a scanner was set to send before and after the number may be letters, too.
    for (const scanned of [`A${second}`, `CC${second}E7`, `]Q3${second.replaceAll('-', '')}0`]) {
      expect((await run<ScannedSheet>('sheets', 'show', scanned)).json).toMatchObject({ number: second });
    }
    expect(
      (
        await run<ScannedSheet>(
          'sheets',
          'show',
          makeSheetNumber({ campaignShort: 'BY26', date: '2026-01-05', index: 7 }),
        )
      ).json.kind,
    ).toBe('unknown');
    writeWorkbook(path('更新.xlsx'), [
      { name: '甲', rows: rowsOf([{ ...roster[4]!, 民族: '满族', 班级: '英语2301' }]) },
    ]);
    await importJson(dataDir, path('更新.xlsx'), '--as', 'roster');
    const { json } = await run<ScannedSheet>('sheets', 'show', second);
    expect(json.rows).toMatchObject([
      { studentNo: roster[4]!.学号, movedTo: '英语2301', preset: null },
      { movedTo: null, changed: [], preset: 'correct' },
    ]);
    expect(json.rows[0]!.changed).toEqual(['ethnicity']);
    await print('--where', 'className=软件2302');
    const newer = await numberOf('软件2302');
    expect(newer).not.toBe(second);
    expect((await run('sheets', 'mark', second, '--replaced-by', newer)).code).toBe(0);
    const refused = await run<{ error: { message: string } }>('sheets', 'return', second);
    expect(refused.code).toBe(2);
    expect((await run<ScannedSheet & { said: string }>('sheets', 'show', second)).json.said).toContain(newer);
    expect((await run('sheets', 'return', second, '--even-void')).code).toBe(0);
    expect((await list('--search', second)).json.items[0]).toMatchObject({ state: 'replaced', answered: 1 });
  });

  it('come back as workbooks, with rows crossed out and students added', async () => {
    await print('--where', 'className=软件2301');
    const number = await numberOf('软件2301');
    const no = (at: number) => roster[at]!.学号!;
    const file = fillSheets(path('表.xlsx'), path('回执.xlsx'), {
      [no(0)]: { 学生签字: roster[0]!.姓名! },
      [no(1)]: { 学生签字: '王老师（代）' },
      [no(2)]: { 有误信息登记: '已退学，划去' },
      [no(3)]: { 学生签字: '缺席' },
    });
    const { json } = await importJson(dataDir, file, '--as', 'sheets');
    const [batch] = json.batches;
    expect(batch!.counts).toMatchObject({ created: 2, unchanged: 2 });
    expect(batch!.findings.map(({ code }) => code)).toContain('SHEET_STRUCK');
    const { json: shown } = await run<ScannedSheet>('sheets', 'show', number);
    expect(shown.rows.map(({ before }) => before)).toEqual(['correct', 'proxy', 'struck', 'absent']);
    const asked = await run<{ questions: SheetQuestion[] }>('sheets', 'questions');
    expect(asked.json.questions).toMatchObject([{ kind: 'struck', name: roster[2]!.姓名, number }]);
    expect((await run('sheets', 'list', '--out', path('表单.xlsx'))).code).toBe(0);
    expect((await run('undo', batch!.batch!)).code).toBe(0);

    // Typed by whoever liked to, with rows moved, saved by another program: nothing is guessed.
    const untidy = fillSheets(path('表.xlsx'), path('乱.xlsx'), {
      [no(0)]: { 学生签字: '差不多吧' },
      [no(1)]: { 学生签字: '有误' },
      [no(3)]: { 学生签字: `${roster[3]!.姓名!} 11.30` },
    });
    execFileSync('/usr/bin/python3', [join(import.meta.dirname, 'untidySheet.py'), untidy], {
      input: JSON.stringify([
        [roster[4]!.学号, roster[4]!.姓名, roster[4]!.姓名],
        ['2029999999', '冯九', '冯九'],
      ]),
    });
    if (hasLibreOffice) convertByLibreOffice(untidy, 'ods', folder, path('lo'));
    const saved = hasLibreOffice ? path('乱.ods') : untidy;
    const { json: messy } = await importJson(dataDir, saved, '--as', 'sheets', '--rows');
    const [second] = messy.batches;
    const codes = second!.findings.filter(({ severity }) => severity !== 'note').map(({ code }) => code);
    expect(codes.sort()).toEqual(['SHEET_ADDED', 'SHEET_SIGNATURE', 'SHEET_SIGNATURE', 'STUDENT_UNKNOWN']);
    expect(second!.counts).toMatchObject({ created: 2, ambiguous: 2, rejected: 1 });
    const { json: moved } = await run<ScannedSheet>('sheets', 'show', number);
    expect(moved.rows.map(({ before }) => before)).toEqual([null, null, 'unsigned', 'correct']);
    const added = await run<{ questions: SheetQuestion[] }>('sheets', 'questions');
    expect(added.json.questions.map(({ name }) => name)).toEqual([roster[4]!.姓名, '冯九']);
    expect((await run('check')).code).toBe(0);
  });

  it('follow students who were joined since', async () => {
    // A second list knows the first student under another number; the printed sheet has both of them.
    const twin = { 考生号: '', 学号: '', 姓名: roster[0]!.姓名!, 出生日期: roster[0]!.出生日期 ?? '' };
    const other = madeStudent(41, {
      ...twin,
      考生号: '26110108150041',
      班级: '软件2301',
      分院: '计算机学院',
    });
    writeWorkbook(path('录取.xlsx'), [{ name: '甲', rows: rowsOf([other]) }]);
    await importJson(dataDir, path('录取.xlsx'), '--as', 'roster', '--source', 'admission');
    await print('--where', 'className=软件2301');
    const number = await numberOf('软件2301');
    const core = await openCore(dataDir);
    try {
      const { sheets, reconcile, students } = core.client;
      const { rows } = await sheets.scan({ text: number });
      expect(rows).toHaveLength(5);
      const kept = rows.find(({ name, studentNo }) => name === other.姓名 && studentNo === roster[0]!.学号)!;
      const twinRow = rows.find(({ name, at }) => name === other.姓名 && at !== kept.at)!;
      const sources = ['chsi', 'admission'] as const;
      await reconcile.join({ sources: [...sources], keep: kept.student!, joined: twinRow.student! });
      const joined = (await sheets.scan({ text: number })).rows;
      expect(joined[twinRow.at]!.student).toBe(kept.student);
      await sheets.return({
        number,
        answers: [{ at: twinRow.at, answer: 'wrong', written: '照片不是本人' }],
      });
      expect((await students.get({ id: kept.student!, campaign: null })).status).toBe('disputed');
      expect((await sheets.scan({ text: number })).rows[twinRow.at]).toMatchObject({
        student: kept.student,
        before: 'wrong',
        held: { verdict: 'wrong' },
      });
    } finally {
      await core.close();
    }
    expect((await run('check')).code).toBe(0);
  });
});
