import { addFile, forward, visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { writeBadFiles } from './files/writeBadFiles.ts';
import { writeMessyRoster } from './files/writeSampleFiles.ts';
import { picture } from './picture.ts';

// The program refuses these files; the browser notes the refused requests.
test.use({ store: 'school', expectedComplaints: /^Failed to load resource/ });

test('a file that cannot be read is explained in its place, and the others go on', async ({
  desk,
  folder,
}) => {
  await visit(desk, 'import');
  const roster = await writeMessyRoster(folder);
  const badFiles = writeBadFiles(folder, roster);
  for (const { path } of badFiles) await addFile(desk, path);
  await addFile(desk, roster);
  await expect(desk.locator('.import-queue tbody tr')).toHaveCount(badFiles.length + 1);
  await forward(desk, '开始');
  for (const [index, { said }] of badFiles.entries()) {
    const notice = desk.getByRole('alert');
    await expect(notice).toContainText(said);
    if (index === 1) await picture(desk, 'import-refused');
    await desk.getByRole('button', { name: '换一个文件' }).click();
    // The list still knows every file; the next one waits.
    await expect(desk.locator('.import-queue tbody tr')).toHaveCount(badFiles.length + 1);
    await expect(desk.getByText('已跳过')).toHaveCount(index + 1);
    await forward(desk, '开始');
  }
  await expect(desk.getByText('表头在第 3–4 行')).toBeVisible();
  await expect(desk.getByText('0 名学生')).toBeVisible();
});
