import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkCharacter } from '../../shared/domain/idNumber.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, type MadeCell, writeWorkbook } from './madeFiles.ts';

interface Page {
  items: { name: string; studentNo: string; idNumber: string | null }[];
}

const HEADINGS = ['学号', '姓名', '身份证号'];
const whole = (seventeen: string) => seventeen + checkCharacter(seventeen);
const ZHANG = whole('11010519900307231');
const LI = whole('11010519900307235');
/** As a workbook keeps it that was saved with the column as a number. */
const rounded = (number: string): MadeCell => ({ number: Number(`${number.slice(0, 15)}000`) });

describe.skipIf(!canMakeFiles)('suggestions that the command line may take', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const sheet = (file: string, rows: MadeCell[][]) =>
    writeWorkbook(join(folder, file), [{ name: 'Sheet1', rows: [HEADINGS, ...rows] }]);
  const students = async () => {
    const page = await xuejiInside<Page>('students', '--unmasked', '--data', dataDir, '--json');
    return Object.fromEntries(page.json.items.map((item) => [item.studentNo, item]));
  };

  beforeAll(async () => {
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    const file = sheet('学信网.xlsx', [
      ['2022001', '张三', ZHANG],
      ['2022002', '李四', LI],
      ['2022003', '买买提•艾力', null],
    ]);
    expect((await importJson(dataDir, file, '--as', 'roster', '--source', 'chsi')).code).toBe(0);
  });

  it('offers the whole number, and takes it only when told to', async () => {
    const file = sheet('教务.xlsx', [
      ['2022001', '张三', rounded(ZHANG)],
      [null, '李四', rounded(LI)],
      ['2022009', '王五', rounded(ZHANG)],
    ]);
    const offered = await importJson(dataDir, file, '--as', 'roster', '--source', 'sis', '--dry-run');
    expect(offered.code).toBe(1);
    const [plain] = offered.json.batches;
    expect(plain?.counts).toMatchObject({ rows: 3, rejected: 1 });
    expect(
      plain?.findings.filter(({ code, row }) => code === 'ID_DIGITS_LOST' && row !== null),
    ).toMatchObject([{ suggestion: ZHANG }, { suggestion: LI }, { suggestion: null }]);

    const done = await importJson(dataDir, file, '--as', 'roster', '--source', 'sis', '--repair-lost-digits');
    const [taken] = done.json.batches;
    expect(taken?.counts).toMatchObject({ rows: 3, created: 1, updated: 2, rejected: 0 });
    expect(
      taken?.findings.filter(({ code, row }) => code === 'ID_DIGITS_LOST' && row !== null),
    ).toMatchObject([
      { severity: 'note', row: 2 },
      { severity: 'note', row: 3 },
      { severity: 'block', row: 4 },
    ]);
    expect(done.code).toBe(1);
    expect((await students())['2022009']?.idNumber ?? null).toBeNull();
    const check = await xuejiInside('check', '--data', dataDir, '--json');
    expect(check.code).toBe(0);
  });

  it('makes the right writing the office’s word, and undo takes it back', async () => {
    const file = sheet('学信网2.xlsx', [['2022003', '买买提•艾力', null]]);
    const done = await importJson(dataDir, file, '--as', 'roster', '--source', 'chsi', '--correct-names');
    const [batch] = done.json.batches;
    expect(batch?.counts).toMatchObject({ rows: 1, updated: 1 });
    expect((await students())['2022003']?.name).toBe('买买提·艾力');
    expect((await xuejiInside('undo', batch!.batch!, '--data', dataDir, '--json')).code).toBe(0);
    expect((await students())['2022003']?.name).toBe('买买提•艾力');
    expect((await xuejiInside('check', '--data', dataDir, '--json')).code).toBe(0);
  });
});
