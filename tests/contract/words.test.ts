import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sheetCells } from '../harness/sheetCells.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

// biome-ignore lint/suspicious/noExplicitAny: whatever the command answers with
type Answer = any;

const CUT = '长江新闻与传播学';
const WHOLE = '长江新闻与传播学院';

/** A class that 学信网 has with the whole name of its college for one student, and cut off for two. */
function roster(folder: string, name: string, rows: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, ['学号,姓名,分院,专业名称,班级,层次', ...rows].join('\r\n'));
  return path;
}

async function started() {
  const folder = temporaryFolder();
  const run = (...args: string[]) => xuejiInside<Answer>(...args, '--json', '--data', join(folder, 'data'));
  await run('init', '--school-code', '10000', '--school-name', '示例大学');
  await run(
    'import',
    roster(folder, '一.csv', [`2022000001,王一一,${WHOLE},新闻学,新闻2201,本科`]),
    '--as',
    'roster',
  );
  const second = roster(folder, '二.csv', [
    `2022000002,李二二,${CUT},新闻学,新闻2201,统招本科`,
    `2022000003,赵三三,${CUT},新闻学,新闻2201,统招本科`,
  ]);
  const classes = async () => {
    const { json } = await run('progress', '--by', 'class');
    return json.rows.map(({ group, total }: { group: string[]; total: number }) => `${group[0]} ${total}`);
  };
  return { folder, run, second, classes };
}

describe('words', { timeout: 180_000 }, () => {
  it('are taken only where a person says so, and make one class of two', async () => {
    const { run, second, classes } = await started();
    const dry = await run('import', second, '--as', 'roster', '--dry-run');
    const [entry] = dry.json.batches;
    expect(entry.words.questions).toMatchObject([
      { field: 'collegeName', written: CUT, why: 'cut', inFile: 2, suggestion: WHOLE, taken: null },
      { field: 'level', written: '统招本科', why: 'unknown', inFile: 2, suggestion: '本科', taken: null },
    ]);
    expect(entry.findings.filter(({ code }: { code: string }) => code === 'WORD_VARIANT')).toMatchObject([
      { severity: 'warn', value: CUT, suggestion: WHOLE, column: '分院' },
    ]);
    await run('import', second, '--as', 'roster');
    expect(await classes()).toEqual([`${CUT} 2`, `${WHOLE} 1`]);
    const suggested = await run('words', 'suggest');
    expect(suggested.code).toBe(1);
    const taken = await run('words', 'suggest', '--take');
    expect(taken.json).toMatchObject({ changed: 2, questions: [] });
    expect(await classes()).toEqual([`${WHOLE} 3`]);
    await run('undo', taken.json.batch);
    expect(await classes()).toEqual([`${CUT} 2`, `${WHOLE} 1`]);
    expect((await run('check')).code).toBe(0);
  });

  it('are learned with an import that takes the suggestions, and forgotten with its undo', async () => {
    const { run, second, classes } = await started();
    const { json } = await run('import', second, '--as', 'roster', '--take-words');
    const [entry] = json.batches;
    expect(entry.words.learned).toBe(2);
    expect(await classes()).toEqual([`${WHOLE} 3`]);
    const again = await run('import', second, '--as', 'roster');
    expect(again.json.batches[0].words).toMatchObject({ questions: [], learned: 0 });
    expect(again.json.batches[0].words.understood).toHaveLength(2);
    expect(again.json.batches[0].findings.map(({ code }: { code: string }) => code)).not.toContain(
      'UNKNOWN_CODE',
    );
    await run('undo', entry.batch);
    expect((await run('words', 'list')).json.words).toEqual([]);
    expect((await run('check')).code).toBe(0);
  });

  it('go out to a file and come in again, by name of field or label, with bad rows told', async () => {
    const { folder, run } = await started();
    await run('words', 'set', '学院', '新传院', WHOLE);
    await run('words', 'set', 'level', '=统招', '本科');
    const xlsx = join(folder, '词典.xlsx');
    expect((await run('words', 'export', '--out', xlsx)).json).toMatchObject({ words: 2 });
    expect(await sheetCells(xlsx)).toContain("'=统招");
    await run('words', 'remove', 'collegeName', '新传院');
    const back = await run('words', 'import', xlsx);
    expect(back.json).toMatchObject({ changed: 1, rows: 2, rejected: [] });
    const csv = join(folder, '词.csv');
    writeFileSync(csv, '含义,字段,原文\r\n本科,层次,大本\r\n男,性别,先生\r\n,民族,苗家\r\n');
    const mixed = await run('words', 'import', csv);
    expect(mixed.code).toBe(1);
    expect(mixed.json).toMatchObject({
      changed: 1,
      rows: 3,
      rejected: [
        { row: 3, fault: 'field', value: '性别' },
        { row: 4, fault: 'meant', value: '' },
      ],
    });
    writeFileSync(csv, '甲,乙\r\n1,2\r\n');
    const none = await run('words', 'import', csv);
    expect(none.code).toBe(3);
    expect(none.json.error.code).toBe('FILE_NO_HEADER');
    expect((await run('words', 'set', '姓名', '甲', '乙')).code).toBe(2);
  });

  it('for a verification are taught: their rows are taken from then on, with the word as a note', async () => {
    const { folder, run } = await started();
    await run(
      'campaign',
      'create',
      '--type',
      'enrolled-record',
      '--name',
      '核查',
      '--deadline',
      '2099-01-01',
    );
    const list = join(folder, '核对情况.csv');
    writeFileSync(list, '学号,姓名,核对状态\r\n2022000001,王一一,照片未上传\r\n');
    const first = await run('import', list, '--as', 'status');
    expect(first.json.batches[0]).toMatchObject({
      counts: { rows: 1, rejected: 1 },
      words: { questions: [{ field: 'verdict', written: '照片未上传', why: 'unknown', suggestion: null }] },
    });
    expect((await run('words', 'set', '核对状态', '照片未上传', '还没有')).code).toBe(2);
    const csv = join(folder, '词.csv');
    writeFileSync(csv, '字段,原文,含义\r\n核对状态,照片未上传,照片制作中\r\n核对状态,快了,再说\r\n');
    expect((await run('words', 'import', csv)).json).toMatchObject({
      changed: 1,
      rejected: [{ row: 3, fault: 'verdict', value: '再说' }],
    });
    const [again] = (await run('import', list, '--as', 'status')).json.batches;
    expect(again).toMatchObject({
      counts: { rows: 1, created: 1 },
      words: { questions: [], understood: [{ written: '照片未上传', meant: '照片制作中' }] },
    });
    expect((await run('students', '--unmasked')).json.items).toMatchObject([{ status: '照片制作中' }]);
    expect((await run('check')).code).toBe(0);
  });
});
