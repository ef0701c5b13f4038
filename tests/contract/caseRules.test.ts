import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseType } from '../../shared/domain/cases/caseType.ts';
import type { CorrectionProfile } from '../../shared/domain/cases/correctionRules.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { canMakeFiles, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

interface Shown {
  current: { from: string } | null;
  versions: { number: number; isShipped: boolean; isCurrent: boolean; cases: number; note: string }[];
}

describe.skipIf(!canMakeFiles)('the rules of cases, by the command line', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const made = [madeStudent(1), madeStudent(2), madeStudent(3)];
  const numbers = made.map((student) => student.学号!);
  const cases = <T>(...args: string[]) => xuejiInside<T>('cases', ...args, '--data', dataDir, '--json');
  const rules = async (...args: string[]) => {
    const { code, json } = await cases<Shown>('rules', ...args);
    expect(code).toBe(0);
    return json;
  };
  const refused = async (...args: string[]) => {
    const { code, json } = await cases<{ error: { message: string; hint: string } }>('rules', ...args);
    return { ...json.error, code };
  };
  const written = <T>(name: string) => JSON.parse(readFileSync(path(name), 'utf8')) as T;
  const write = (name: string, rule: unknown) => writeFileSync(path(name), JSON.stringify(rule));
  const missingOf = async (number: string) => {
    const { opened } = (await cases<{ opened: string[] }>('open', 'photo-missing', number)).json;
    const { materials } = (await cases<{ materials: { id: string; standing: string }[] }>('show', opened[0]!))
      .json;
    return materials.filter(({ standing }) => standing === 'missing').map(({ id }) => id);
  };

  beforeAll(async () => {
    await writeWorkbook(path('roster.xlsx'), [{ name: '名单', rows: rowsOf(made) }]);
    const desk = (...args: string[]) => xuejiInside(...args, '--data', dataDir, '--json');
    await desk('init', '--school-code', '10000', '--school-name', '示例大学');
    expect((await desk('import', path('roster.xlsx'), '--as', 'roster')).code).toBeLessThan(2);
  }, 120_000);

  it('are written to a file, taken from it, gone back to; what is open keeps what it began with', async () => {
    const before = await missingOf(numbers[0]!);
    expect(await rules('photo-missing', '--out', path('type.json'))).toMatchObject({
      current: { from: 'program' },
      versions: [],
    });
    const type = written<CaseType>('type.json');
    type.materials.push({ ...type.materials[0]!, id: 'own-slip', isNeeded: true, when: null, fields: [] });
    write('own.json', type);
    await rules('photo-missing', '--take', path('own.json'), '--note', '本校要回执');
    expect(await missingOf(numbers[1]!)).toEqual([...before, 'own-slip']);
    await rules('photo-missing', '--restore', 'program', '--note', '不再要');
    expect(await missingOf(numbers[2]!)).toEqual(before);
    const { current, versions } = await rules('photo-missing', '--restore', '0');
    expect(current).toMatchObject({ from: 'office' });
    expect(versions).toMatchObject([
      { number: 0, isShipped: false, cases: 1, note: '本校要回执', isCurrent: false },
      { number: 1, isShipped: true, cases: 2, note: '不再要', isCurrent: false },
      { number: 2, isShipped: false, cases: 1, isCurrent: true },
    ]);
  });

  it('may be of a kind that the program does not bring, and go out of use again', async () => {
    await rules('appeal', '--out', path('appeal.json'));
    const own = { ...written<CaseType>('appeal.json'), id: 'own-loan', name: { zh: '借阅档案', en: 'Loan' } };
    write('loan.json', own);
    await rules('own-loan', '--take', path('loan.json'));
    expect((await cases<{ opened: string[] }>('open', 'own-loan', numbers[0]!)).json.opened).toHaveLength(1);
    expect(await rules('own-loan', '--restore', 'program')).toMatchObject({ current: null });
    expect((await refused('nothing-such')).message).toBe('没有“nothing-such”这份规则，或没有这一版。');
    expect((await cases('open', 'own-loan', numbers[1]!)).code).toBe(4);
    // The case that is open goes on.
    const { items } = (await cases<{ items: { type: { zh: string } }[] }>('list', '--type', 'own-loan')).json;
    expect(items).toMatchObject([{ type: { zh: '借阅档案' } }]);
  });

  it('are refused with the place where something is wrong, and stay as they were', async () => {
    await rules('data-change', '--out', path('change.json'));
    const wrongly = async (change: (type: CaseType) => void) => {
      const type = written<CaseType>('change.json');
      change(type);
      write('wrong.json', type);
      return refused('data-change', '--take', path('wrong.json'));
    };
    expect(await wrongly((type) => (type.moves[2]!.to = 'nowhere'))).toMatchObject({
      code: 4,
      message: '步骤“department-returns”用到的状态“nowhere”不存在。',
    });
    expect((await wrongly((type) => (type.states[1]!.acts = 'dean' as 'leader'))).message).toBe(
      '规则里“states[1].acts”这一处缺少，或写法不对。',
    );
    const two = await wrongly((type) => {
      type.states.push({ ...type.states[0]!, id: 'alone' });
    });
    expect(two).toMatchObject({ message: '状态“alone”没有步骤能走到。' });
    expect(two.hint).toContain('另外还有 1 处不对');
    expect((await wrongly((type) => (type.id = 'other-one'))).code).toBe(2);
    writeFileSync(path('broken.json'), '{ "id": ');
    expect((await refused('data-change', '--take', path('broken.json'))).code).toBe(2);
    expect(await rules('data-change')).toMatchObject({ current: { from: 'program' }, versions: [] });
  });

  it('of a province are the office’s to write, and those in use stay', async () => {
    await rules('sichuan', '--profile', '--out', path('sichuan.json'));
    const profile = written<CorrectionProfile>('sichuan.json');
    write('own-profile.json', { ...profile, id: 'own-province', name: { zh: '本省', en: 'Ours' } });
    await rules('own-province', '--profile', '--take', path('own-profile.json'));
    expect((await cases('profile', 'own-province')).code).toBe(0);
    const { code, message } = await refused('own-province', '--profile', '--restore', 'program');
    expect([code, message]).toEqual([4, '正在使用的省级规则不能停用。']);
    // A proof of the same id as one of a case type could not be told from it.
    write('twice.json', { ...profile, materials: [{ id: 'id-card', name: profile.name, fields: [] }] });
    expect((await refused('sichuan', '--profile', '--take', path('twice.json'))).message).toBe(
      '编号“id-card”用了两次。',
    );
  });
});
