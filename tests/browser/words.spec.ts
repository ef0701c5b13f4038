import { writeFileSync } from 'node:fs';
import { addFile, drawer, forward, importThrough, openStudent, setUpSchool, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';

const CUT = '长江新闻与传播学';
const WHOLE = '长江新闻与传播学院';

function roster(path: string, rows: readonly string[]): string {
  writeFileSync(path, ['学号,姓名,分院,专业名称,班级,层次', ...rows].join('\r\n'));
  return path;
}

test('a cut name is taken for what it means at the import, listed in the settings, removed and brought back', async ({
  desk,
}, testInfo) => {
  const look = async (name: string) => {
    const folder = process.env.XUEJI_LOOK;
    if (folder) await desk.screenshot({ path: `${folder}/words-${name}.png`, animations: 'disabled' });
  };
  await setUpSchool(desk);
  await importThrough(
    desk,
    roster(testInfo.outputPath('名单一.csv'), [`2022000001,王一一,${WHOLE},新闻学,新闻2201,本科`]),
  );
  await desk.getByRole('button', { name: '导入别的文件' }).click();
  const rows = ['2022000002,李二二', '2022000003,赵三三'].map(
    (one) => `${one},${CUT},新闻学,新闻2201,统招本科`,
  );
  await addFile(desk, roster(testInfo.outputPath('名单二.csv'), rows));
  await forward(desk, '开始');
  await forward(desk, '下一步：对应列');
  await forward(desk, '检查整份文件');
  await desk.getByRole('button', { name: /截断或另一种写法的名称/ }).click();
  const take = desk.getByRole('button', { name: `采用“${CUT}”的含义` });
  await expect(take).toBeEnabled();
  await look('import');
  await take.click();
  await expect(desk.getByRole('button', { name: `撤回“${CUT}”的含义` })).toBeVisible();
  await forward(desk, '下一步：看改动');
  await forward(desk, /^导入 \d/);
  await expect(desk.getByText(/^已导入 /)).toBeVisible();

  await visit(desk, 'settings');
  const entry = desk.getByRole('row', { name: new RegExp(CUT) });
  await expect(entry.getByRole('textbox')).toHaveValue(WHOLE);
  await expect(entry.getByRole('cell', { name: '2', exact: true })).toBeVisible();
  await desk.getByRole('heading', { name: '词典' }).scrollIntoViewIfNeeded();
  await look('settings');
  await desk.getByRole('button', { name: `去掉“${CUT}”` }).click();
  await expect(entry).toHaveCount(0);
  await desk.getByRole('button', { name: '撤销' }).click();
  await expect(entry).toBeVisible();

  await visit(desk, 'students');
  await openStudent(desk, '李二二');
  await drawer(desk).getByRole('button', { name: '修改层次' }).click();
  await drawer(desk).getByRole('textbox', { name: '层次' }).fill('本科');
  await drawer(desk)
    .getByRole('checkbox', { name: /所有写作“统招本科”的学生/ })
    .check();
  await look('correct');
  await drawer(desk).getByRole('button', { name: '保存' }).click();
  await visit(desk, 'settings');
  await expect(desk.getByRole('row', { name: /统招本科/ }).getByText('更正')).toBeVisible();
});
