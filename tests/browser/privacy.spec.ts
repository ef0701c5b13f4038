import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectCount, importThrough, search, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { picture } from './picture.ts';

test.use({ store: 'demo' });

/** Two graduates of long ago come in by a file. */
async function importGraduates(desk: Page, folder: string): Promise<void> {
  const file = join(folder, '往届.csv');
  writeFileSync(
    file,
    '学号,姓名,班级,学院,当前所在级,预计毕业日期\n20150001,测甲,旧班,文学院,2015,2019-07-01\n20150002,测乙,旧班,文学院,2015,2019-07-01\n',
  );
  await visit(desk, 'import');
  await importThrough(desk, file);
}

async function saved(desk: Page, act: () => Promise<void>): Promise<Buffer> {
  const download = desk.waitForEvent('download');
  await act();
  return readFileSync(await (await download).path());
}

async function lookInAllSizes(desk: Page, name: string): Promise<void> {
  if (!process.env.XUEJI_LOOK) return;
  for (const [size, width, height] of [
    ['large', 1920, 1080],
    ['scaled', 853, 480],
    ['small', 1280, 720],
  ] as const) {
    await desk.setViewportSize({ width, height });
    await lookAt(desk, `${name}-${size}`);
  }
  await desk.emulateMedia({ colorScheme: 'dark' });
  await lookAt(desk, `${name}-dark`);
  await desk.emulateMedia({ colorScheme: 'light' });
}

test('everything held about a student is fetched for them, with the reason', async ({ desk }) => {
  await visit(desk, 'students');
  await expect(desk.locator('.grid-row .student-name').first()).toBeVisible();
  await desk.getByRole('grid').press('Enter');
  await expect(desk.locator('.drawer-name')).not.toBeEmpty();
  await desk.getByRole('button', { name: '导出所存的全部信息（给本人）' }).click();
  const dialog = desk.getByRole('dialog', { name: '本人信息导出' });
  await expect(dialog.getByRole('button', { name: '导出', exact: true })).toBeDisabled();
  await dialog.getByLabel('原因（记入操作记录）').fill('本人到学籍科申请查看');
  await picture(desk, 'held');
  await lookInAllSizes(desk, 'held');
  const zip = await saved(desk, () => dialog.getByLabel('原因（记入操作记录）').press('Enter'));
  expect(zip.toString('latin1', 0, 2)).toBe('PK');
  await expect(dialog.getByText(/^已导出，含 \d+ 个文件。/)).toBeVisible();
  await desk.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await visit(desk, 'audit');
  await expect(desk.getByText('原因：本人到学籍科申请查看')).toBeVisible();
});

test('a cohort that is due is told of, seen, erased once it is typed out, and proven', async ({
  desk,
  folder,
}) => {
  await importGraduates(desk, folder);
  await visit(desk, 'settings?at=privacy');
  await desk.getByRole('spinbutton', { name: '毕业多少年后到期' }).fill('5');
  await desk.getByRole('form', { name: '毕业多少年后到期' }).getByRole('button', { name: '保存' }).click();
  await expect(desk.getByText('2019 届 · 2 人')).toBeVisible();
  await visit(desk, 'overview');
  await expect(desk.getByText('毕业满 5 年、资料到期的学生')).toBeVisible();
  await lookAt(desk, 'due-overview');
  await desk.getByRole('region', { name: '资料到期的毕业生' }).getByRole('link').click();
  const section = desk
    .locator('.settings-group')
    .filter({ has: desk.getByRole('heading', { name: '隐私与清除' }) });
  await section.evaluate((element) => element.scrollIntoView());
  await picture(desk, 'settings-privacy');
  await lookInAllSizes(desk, 'settings-privacy');
  await desk.getByRole('link', { name: '查看并清除…' }).click();

  await desk.getByRole('button', { name: '看看会清除谁' }).click();
  const plan = desk.getByRole('region', { name: '会清除的内容' });
  await expect(plan.getByRole('row', { name: '文学院 2015 2' })).toBeVisible();
  await expect(plan.getByText(/^有 \d+ 份备份，里面可能还有他们。/)).toBeVisible();
  const confirm = desk.getByRole('form', { name: '确认清除' });
  const erase = confirm.getByRole('button', { name: '永久清除' });
  await confirm.getByLabel('原因（记入操作记录，印在证明上）').fill('保管期满，办公会同意');
  await confirm.getByLabel('请输入“清除2人”').fill('清除3人');
  await expect(erase).toBeDisabled();
  await confirm.getByLabel('请输入“清除2人”').fill('清除 2 人');
  await picture(desk, 'erase');
  await lookInAllSizes(desk, 'erase');
  await confirm.getByLabel('请输入“清除2人”').press('Enter');
  await expect(desk.getByText('已清除 2 名学生')).toBeVisible();
  await expect(desk.getByText('清除后查遍全库，没有找到他们的号码和编号。')).toBeVisible();
  await lookInAllSizes(desk, 'erased');
  const pdf = await saved(desk, () => desk.getByRole('button', { name: '打印证明' }).click());
  expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-');
  if (process.env.XUEJI_LOOK) writeFileSync(join(process.env.XUEJI_LOOK, 'proof.pdf'), pdf);

  await visit(desk, 'students');
  await search(desk, '测甲');
  await expectCount(desk, 0);
  await visit(desk, 'settings?at=privacy');
  const proofs = desk.getByRole('table', { name: '清除证明' });
  await expect(proofs.getByRole('row')).toHaveCount(2);
  const xlsx = await saved(desk, () => proofs.getByRole('button', { name: 'Excel' }).click());
  expect(xlsx.toString('latin1', 0, 2)).toBe('PK');
  if (process.env.XUEJI_LOOK) writeFileSync(join(process.env.XUEJI_LOOK, 'proof.xlsx'), xlsx);
  await expect(desk.getByText('没有到期的毕业生。')).toBeVisible();
});

test('whoever is needed stays, numbers that mean nobody are told, and choosing nothing erases nobody', async ({
  desk,
}) => {
  await visit(desk, 'settings?page=erase');
  const look = desk.getByRole('button', { name: '看看会清除谁' });
  await expect(look).toBeDisabled();
  await desk.getByLabel('名单', { exact: true }).fill('20990001\n20990002');
  await look.click();
  await expect(desk.getByText('没有可以清除的学生。')).toBeVisible();
  await expect(desk.getByText('名单里 2 个号码找不到人，或不止一人：20990001、20990002')).toBeVisible();
  await desk.getByLabel('名单', { exact: true }).fill('');
  await desk.getByRole('combobox', { name: '核对批次' }).click();
  await desk.keyboard.press('Enter');
  await look.click();
  await expect(desk.getByText(/人在进行中的批次“.+”里：结束批次后才能清除。/)).toBeVisible();
  await expect(desk.getByRole('form', { name: '确认清除' })).toHaveCount(0);
  await lookInAllSizes(desk, 'erase-kept');
});
