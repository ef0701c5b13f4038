import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseType } from '../../shared/domain/cases/caseType.ts';
import { goTo } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

// A refused rule is told by the core.
test.use({ store: 'demo', expectedComplaints: /status of 500/ });

test('rules of cases: the office names who decides, picks its province and writes a type anew', async ({
  desk,
  folder,
}) => {
  await goTo(desk, '个案');
  await desk.getByRole('button', { name: '规则与审核人' }).click();

  // Who decides.
  const people = desk.getByRole('form', { name: '审核人' });
  await people.getByRole('button', { name: '加一位审核人' }).click();
  await expect(people.getByLabel('第 1 位审核人的姓名')).toBeFocused();
  await desk.keyboard.type('王秘书');
  await people.getByRole('checkbox', { name: '学籍科' }).check();
  // What is done while the saved list is still on its way is not lost when it arrives.
  const arrived = Promise.withResolvers<void>();
  await desk.route('**/rpc/cases/types', async (route) => {
    await arrived.promise;
    await route.continue();
  });
  await people.getByRole('button', { name: '保存' }).click();
  await expect(desk.getByText('审核人名单已保存')).toBeVisible();
  await expect(people.getByLabel('第 1 位审核人的姓名')).toHaveValue('王秘书');
  const listed = desk.waitForResponse('**/rpc/cases/types');
  await people.getByRole('button', { name: '移除王秘书' }).click();
  arrived.resolve();
  await listed;
  await desk.unroute('**/rpc/cases/types');
  await expect(people.getByLabel('第 1 位审核人的姓名')).toHaveCount(0);
  await people.getByRole('button', { name: '保存' }).click();
  // Saved, and not only taken out of the form: until then what can be undone is the saving of before.
  await expect(people.getByRole('button', { name: '放弃修改' })).toHaveCount(0);
  await expect(people.getByLabel('第 1 位审核人的姓名')).toHaveCount(0);
  await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
  await expect(people.getByLabel('第 1 位审核人的姓名')).toHaveValue('王秘书');
  await picture(desk, 'case-reviewers');

  // The province.
  await desk.getByText('省级规则', { exact: true }).click();
  await desk.getByRole('navigation', { name: '省级规则' }).getByRole('button', { name: /^广东/ }).click();
  await desk.getByRole('button', { name: '选用' }).click();
  await expect(desk.getByText(/^已选用“广东/)).toBeVisible();
  await desk.getByLabel('毕业学期').click();
  await desk.getByTitle('受理', { exact: true }).last().click();
  await desk.getByLabel('为什么改（记在版本里）').fill('省厅新通知');
  await desk.getByRole('button', { name: '保存', exact: true }).click();
  const versions = desk.getByRole('region', { name: '版本' });
  await expect(versions.getByRole('row', { name: /省厅新通知/ })).toContainText('现在的');
  await picture(desk, 'case-province');
  await lookAt(desk, 'case-rules-province');

  // A type of case.
  await desk.getByText('个案类别', { exact: true }).click();
  await desk
    .getByRole('navigation', { name: '个案类别' })
    .getByRole('button', { name: /^学籍信息变更/ })
    .click();
  await desk.getByLabel('“院系审核”的期限', { exact: true }).fill('2');
  await desk.getByRole('button', { name: '加一份材料' }).click();
  await desk.getByLabel('第 8 份材料').fill('辅导员说明');
  await desk.getByLabel('为什么改（记在版本里）').fill('本校规定');
  await picture(desk, 'case-types');
  await desk.getByRole('button', { name: '保存', exact: true }).click();
  await expect(versions.getByRole('row', { name: /本校规定/ })).toContainText('现在的');
  await expect(desk.getByLabel('第 8 份材料')).toHaveValue('辅导员说明');
  await lookAt(desk, 'case-rules-type');

  // By a file: what is wrong in it is said, and nothing changes.
  const written = desk.waitForEvent('download');
  await desk.getByRole('button', { name: '写成文件' }).click();
  const download = await written;
  expect(download.suggestedFilename()).toBe('学籍信息变更.json');
  const file = join(folder, 'type.json');
  await download.saveAs(file);
  const type = JSON.parse(readFileSync(file, 'utf8')) as CaseType;
  writeFileSync(file, JSON.stringify({ ...type, moves: type.moves.filter(({ id }) => id !== 'hand-in') }));
  const readIn = async (path: string) => {
    const chooser = desk.waitForEvent('filechooser');
    await desk.getByRole('button', { name: '读入文件' }).click();
    await (await chooser).setFiles(path);
  };
  await readIn(file);
  await expect(desk.getByText('状态“department”没有步骤能走到。')).toBeVisible();
  await expect(versions.getByRole('row')).toHaveCount(2);
  writeFileSync(join(folder, 'notes.json'), '材料：');
  await readIn(join(folder, 'notes.json'));
  await expect(desk.getByText(/^“notes.json”不是规则文件/)).toBeVisible();

  // A type of the office's own, and out of use again.
  await desk.getByRole('button', { name: '以此新增一类' }).click();
  await expect(desk.getByRole('heading', { name: '学籍信息变更（本校）' })).toBeVisible();
  await versions.getByRole('button', { name: '停用' }).click();
  await expect(desk.getByRole('button', { name: /^学籍信息变更（本校）/ })).toHaveCount(0);
  await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
  await expect(desk.getByRole('button', { name: /^学籍信息变更（本校）/ })).toBeVisible();

  // A letter in the office's own words, and the program's again.
  await desk.getByText('文书', { exact: true }).click();
  await desk
    .getByRole('navigation', { name: '文书' })
    .getByRole('button', { name: /^不予受理通知/ })
    .click();
  const letter = desk.getByRole('form', { name: '不予受理通知书' });
  const text = letter.getByLabel('正文');
  const before = await text.inputValue();
  await text.fill('{姓名}同学：你的申请不予受理，理由：{不存在}');
  await expect(letter.getByRole('alert')).toHaveText('没有这样的内容：{不存在}。请改正后再保存。');
  await expect(letter.getByRole('button', { name: '保存' })).toBeDisabled();
  await text.fill('{姓名}同学：你的申请不予受理，理由：');
  await letter.getByRole('button', { name: '{说明}' }).click();
  await expect(text).toHaveValue('{姓名}同学：你的申请不予受理，理由：{说明}');
  await letter.getByRole('button', { name: '保存' }).click();
  await expect(desk.getByText('已改“不予受理通知书”的文字')).toBeVisible();
  await picture(desk, 'case-letters');
  await lookAt(desk, 'case-rules-letters');
  await letter.getByRole('button', { name: '用回本程序的文字' }).click();
  await expect(text).toHaveValue(before);
  await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
  await expect(text).toHaveValue('{姓名}同学：你的申请不予受理，理由：{说明}');
});
