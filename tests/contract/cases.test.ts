import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { canMakeFiles, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

interface Item {
  id: string;
  number: string;
  queue: string;
  age: string | null;
  state: { id: string };
  student: { studentNo: string };
  assignee: string | null;
}
interface Listed {
  total: number;
  queues: Record<string, number>;
  items: Item[];
}
interface Shown {
  item: Item;
  materials: { id: string; standing: string }[];
  steps: { move: string; refusal: { case: string } | null }[];
  form: Record<string, string>;
  history: { did: string }[];
}
interface Refused {
  error: { code: string; message: string; hint: string; params: Record<string, string> };
}

describe.skipIf(!canMakeFiles)('cases', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const made = [madeStudent(1, { 姓名: '李雷' }), madeStudent(2), madeStudent(3)];
  const numbers = made.map((student) => student.学号!);
  const desk = <T>(...args: string[]) => xuejiInside<T>(...args, '--data', dataDir, '--json');
  const cases = async <T>(...args: string[]) => (await desk<T>('cases', ...args)).json;
  const refusedWith = async (...args: string[]) => {
    const { code, json } = await desk<Refused>('cases', ...args);
    expect(code).toBe(4);
    return json.error.message;
  };

  beforeAll(async () => {
    await writeWorkbook(path('roster.xlsx'), [{ name: '名单', rows: rowsOf(made) }]);
    await desk('init', '--school-code', '10000', '--school-name', '示例大学');
    expect((await desk('import', path('roster.xlsx'), '--as', 'roster')).code).toBeLessThan(2);
    const picture = sharp({ create: { width: 800, height: 500, channels: 3, background: '#fff' } });
    await picture.clone().withMetadata({ density: 300 }).jpeg().toFile(path('good.jpg'));
    await picture.clone().withMetadata({ density: 72 }).jpeg().toFile(path('coarse.jpg'));
    writeFileSync(path('cut.jpg'), readFileSync(path('good.jpg')).subarray(0, 500));
    writeFileSync(path('list.pdf'), 'not a PDF at all');
  }, 120_000);

  it('a correction goes from the student to the platform, and every wrong step is refused with its reason', async () => {
    const opened = await cases<{ numbers: string[] }>(
      ...['open', 'data-change', numbers[0]!, '--correct', 'name=李磊', '--set', 'police-date=2026-01-05'],
    );
    const number = opened.numbers[0]!;
    expect(await refusedWith('move', number, 'hand-in')).toContain('原因说明');
    await cases('fill', number, '--set', 'reason=派出所已变更');
    expect(await refusedWith('move', number, 'hand-in')).toContain('户口簿');
    expect(await refusedWith('move', number, 'leader-agrees', '--person', '丙')).toContain('收集材料');
    const attach = (file: string, material: string) =>
      desk<Refused>('cases', 'attach', number, path(file), '--material', material);
    expect((await attach('cut.jpg', 'household')).json.error.code).toBe('FILE_DAMAGED');
    expect((await attach('list.pdf', 'household')).json.error.code).toBe('FILE_UNKNOWN');
    expect((await attach('coarse.jpg', 'household')).code).toBe(1);
    expect((await attach('good.jpg', 'id-card')).code).toBe(0);
    for (const material of ['application', 'admission-copy']) {
      await cases('waive', number, material, '--reason', '原件在档案馆');
    }
    const shown = await cases<Shown>('show', number);
    expect(shown.materials.map(({ standing }) => standing)).toEqual(['waived', 'waived', 'there', 'there']);
    expect(JSON.parse(shown.form.corrections!)).toEqual([{ field: 'name', from: '李雷', to: '李磊' }]);
    await cases('move', number, 'hand-in');
    await cases('move', number, 'department-agrees', '--person', '甲');
    expect(await refusedWith('move', number, 'office-agrees', '--person', '甲')).toContain('甲');
    await cases('move', number, 'office-agrees', '--person', '乙');
    await cases('move', number, 'leader-agrees', '--person', '丙');
    expect(await refusedWith('move', number, 'report', '--person', '乙', '--reference', 'a')).not.toBe('');
    const { batch } = await cases<{ batch: string }>(
      ...['move', number, 'change-at-school', '--person', '乙', '--reference', '流水号 1'],
    );
    const student = async () =>
      (await desk<{ items: { name: string }[] }>('students', '--where', `studentNo=${numbers[0]}`)).json
        .items[0]!.name;
    expect(await student()).toBe('李磊');
    expect((await cases<Shown>('show', number)).item).toMatchObject({ queue: 'closed', age: null });
    expect(await refusedWith('fill', number, '--set', 'reason=再改')).toContain('已经结束');
    await desk('undo', batch);
    expect(await student()).toBe('李雷');
    expect((await cases<Shown>('show', number)).item.state.id).toBe('approved');
    expect((await desk('check')).code).toBe(0);
  }, 120_000);

  it('problems without a case are opened at once, once each, and taken back together', async () => {
    await desk(
      'campaign',
      'create',
      '--name',
      '核对',
      '--type',
      'graduation-photo',
      '--deadline',
      '2099-06-30',
    );
    const found = await cases<{ problems: { origin: string; count: number }[] }>('problems');
    expect(found.problems).toEqual([{ origin: 'photo-missing', type: 'photo-missing', count: 3 }]);
    const opened = await cases<{ opened: { batch: string; opened: number }[] }>(
      ...['problems', '--open', 'photo-missing', '--assign', '乙'],
    );
    expect(opened.opened).toMatchObject([{ opened: 3 }]);
    expect((await cases<{ problems: unknown[] }>('problems')).problems).toEqual([]);
    const list = await cases<Listed>('list', '--type', 'photo-missing');
    expect(list).toMatchObject({ total: 3, queues: { office: 3 } });
    expect(list.items.map(({ assignee }) => assignee)).toEqual(['乙', '乙', '乙']);
    expect((await desk('cases', 'open', 'photo-missing', numbers[1]!)).code).toBe(1);
    await cases('comment', list.items[0]!.number, '已打电话');
    await desk('undo', opened.opened[0]!.batch);
    expect((await cases<Listed>('list', '--type', 'photo-missing')).total).toBe(1);
    expect((await desk('check')).code).toBe(0);
  }, 120_000);

  it('the province’s rules and the list of reviewers are the office’s, and a case keeps its own', async () => {
    await cases('profile', 'name-only');
    const opened = await cases<{ numbers: string[] }>(
      ...['open', 'data-correction', numbers[1]!, '--correct', 'gender=女', '--set', 'origin=school'],
      ...['--set', 'reason=录错'],
    );
    const number = opened.numbers[0]!;
    for (const { id } of (await cases<Shown>('show', number)).materials) {
      await cases('waive', number, id, '--reason', '已核原件');
    }
    expect(await refusedWith('move', number, 'hand-in')).toContain('性别');
    await cases('profile', 'general');
    expect(await refusedWith('move', number, 'hand-in')).toContain('性别');
    writeFileSync(
      path('people.json'),
      JSON.stringify([{ id: '1', name: '甲', levels: ['office'], colleges: [] }]),
    );
    await cases('reviewers', path('people.json'));
    expect(await refusedWith('move', number, 'refuse', '--note', '不受理', '--person', '路人')).toContain(
      '路人',
    );
    await cases('move', number, 'refuse', '--note', '不受理', '--person', '甲');
    await cases('move', number, 'reopen', '--note', '补交证明', '--person', '甲');
    expect((await cases<Shown>('show', number)).item.queue).toBe('office');
    writeFileSync(path('people.json'), '[{}]');
    expect((await desk('cases', 'reviewers', path('people.json'))).code).toBe(2);
  }, 120_000);
});
