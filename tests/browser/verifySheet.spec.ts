import { appendFileSync } from 'node:fs';
import { newKeyPair } from '../../electron/core/ports/newKeyPair.ts';
import { toBase32 } from '../../electron/core/signing/base32.ts';
import { keyIdOf } from '../../electron/core/signing/schoolKeys.ts';
import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { expectAccessible } from './expectAccessible.ts';
import { picture } from './picture.ts';

test.use({ store: 'demo' });

test('a sheet is verified by its file and by what a scanner types', async ({ desk }, testInfo) => {
  await visit(desk, 'reports');
  const saved = desk.waitForEvent('download');
  await desk.getByRole('button', { name: '生成并预览' }).click();
  await desk.getByRole('button', { name: '下载' }).click();
  const pdf = testInfo.outputPath('表.pdf');
  await (await saved).saveAs(pdf);

  await desk.getByRole('button', { name: '核验单据' }).click();
  const dialog = desk.getByRole('dialog', { name: '核验单据' });
  await expect(dialog.getByLabel('校验码或表号')).toBeFocused();
  const file = dialog.locator('input[type=file]');
  await file.setInputFiles(pdf);
  const answer = dialog.locator('.verified');
  await expect(answer.getByText('真的，内容没有改动').first()).toBeVisible();
  await picture(desk, 'verify-sheet');
  const folder = process.env.XUEJI_LOOK;
  if (folder) await desk.screenshot({ path: `${folder}/verify-genuine.png` });

  appendFileSync(pdf, '\n');
  await file.setInputFiles(pdf);
  await expect(answer.getByText('内容被改过').first()).toBeVisible();
  const number = (await answer.locator('.numbers').first().textContent())!.split('、')[0]!;

  // A keyboard wedge types and presses Enter; the field is ready for the next sheet.
  await desk.keyboard.type(`${number}\n`);
  await expect(answer.getByText('只核到编号')).toBeVisible();
  await desk.keyboard.type('XJ2:没有读全\n');
  await expect(answer.getByText('校验码是假的，或没有读全')).toBeVisible();
  if (folder) {
    await desk.emulateMedia({ colorScheme: 'dark' });
    await desk.screenshot({ path: `${folder}/verify-false-dark.png` });
    await desk.emulateMedia({ colorScheme: 'light' });
  }
  await desk.keyboard.type('别的文字\n');
  await expect(dialog.getByText('没有找到本程序的校验码或表号')).toBeVisible();
  await desk.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test.describe('keys', () => {
  // A key that is not whole is refused.
  test.use({ expectedComplaints: /status of 500/ });

  test('the key of another computer of the school is added by pasting, told, undone and refused when it is not whole', async ({
    desk,
  }) => {
    await visit(desk, 'reports');
    await desk.getByRole('button', { name: '核验单据' }).click();
    const dialog = desk.getByRole('dialog', { name: '核验单据' });
    const summary = dialog.getByText(/^签名公钥（\d+ 把）$/);
    await summary.click();
    const own = await desk.evaluate(
      async () => document.querySelector('.verify-keys code')?.textContent ?? null,
    );
    expect(own).toMatch(/^[A-Z2-7]{8}$/);
    const { publicKey } = newKeyPair();
    const id = keyIdOf(publicKey);
    const line = `XJKEY1:10000:${id}:${toBase32(publicKey.export({ format: 'der', type: 'spki' }))}`;
    const paste = dialog.getByLabel('另一台电脑的公钥');
    await paste.fill(line.slice(0, -4));
    await dialog.getByRole('button', { name: '加入' }).click();
    await expect(dialog.getByText(/不完整或被改过/)).toBeVisible();
    await paste.fill(`公钥：${line}`);
    await dialog.getByRole('button', { name: '加入' }).click();
    const listed = dialog.locator('.verify-keys code', { hasText: id });
    await expect(listed).toBeVisible();
    await expectAccessible(desk);
    const folder = process.env.XUEJI_LOOK;
    if (folder) await desk.screenshot({ path: `${folder}/verify-keys.png` });
    await dialog.getByRole('button', { name: `移除公钥 ${id}` }).click();
    await expect(listed).toHaveCount(0);
  });
});
