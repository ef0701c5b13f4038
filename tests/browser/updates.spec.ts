import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LATEST } from '../../electron/update/release.ts';
import { signRelease } from '../../scripts/release/signRelease.ts';
import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { lookAt } from './lookAt.ts';
import { serveDesk } from './runProgram.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519').privateKey;
const KEY = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
/** As if the program had been built with this key among its own. */
const WITH_KEY = `import { registerHooks } from 'node:module';
registerHooks({ load: (url, context, next) => url.endsWith('/update-keys.json')
  ? { format: 'json', source: ${JSON.stringify(JSON.stringify([KEY]))}, shortCircuit: true } : next(url, context) });`;

// A folder without a whole path is refused by an answer of 500.
test.use({ expectedComplaints: /status of 500/ });
test.skip(process.platform !== 'linux', 'the installers of Linux are laid in the folder');
test('newer versions are found in a folder, refused with the reason, taken, and ready when the program ends', async ({
  page: desk,
  folder,
  preparedStores,
  complaints,
}) => {
  void complaints;
  const dataDir = join(folder, 'data');
  cpSync(await preparedStores('school'), dataDir, { recursive: true });
  const share = join(folder, '共享', '更新');
  mkdirSync(share, { recursive: true });
  const before = join(folder, 'withKey.mjs');
  writeFileSync(before, WITH_KEY);
  const lay = (version: string, key = privateKey) => {
    writeFileSync(join(share, `xueji-desk_${version}_amd64.deb`), `installer of ${version} `.repeat(200_000));
    signRelease({ folder: share, version, notes: ['修正打印', '更快的导入'], privateKey: key });
  };
  const served = await serveDesk(dataDir, before);
  try {
    await desk.goto(served.url);
    const form = desk.getByRole('form', { name: '程序更新' });
    const again = async () => {
      await desk.reload();
      await visit(desk, 'settings');
      await form.scrollIntoViewIfNeeded();
    };
    await visit(desk, 'settings');
    await form.getByRole('textbox').fill('更新');
    await form.getByRole('button', { name: '保存' }).click();
    await expect(form.getByText('完整', { exact: false })).toBeVisible();
    await form.getByRole('textbox').fill(share);
    await form.getByRole('button', { name: '保存' }).click();
    // Nothing lies there yet.
    await expect(form.getByText(LATEST, { exact: false })).toBeVisible();

    lay('0.0.1');
    await again();
    await expect(form.getByRole('status')).toContainText('0.1.0');
    await expect(form.getByRole('button', { name: '取来' })).toHaveCount(0);

    lay('0.9.0', stranger);
    await again();
    await expect(form.getByText('签名', { exact: false }).first()).toBeVisible();
    await expect(form.getByRole('button', { name: '取来' })).toHaveCount(0);
    await lookAt(desk, 'updates-refused');

    lay('0.9.0');
    await again();
    await expect(form.getByRole('status')).toContainText('0.9.0');
    await expect(form.getByText('修正打印；更快的导入')).toBeVisible();
    await lookAt(desk, 'updates-newer');
    await desk.emulateMedia({ colorScheme: 'dark' });
    await desk.setViewportSize({ width: 1920, height: 1080 });
    await lookAt(desk, 'updates-newer-dark-1920');
    await desk.setViewportSize({ width: 853, height: 480 });
    await form.scrollIntoViewIfNeeded();
    await lookAt(desk, 'updates-newer-150');
    await desk.setViewportSize({ width: 1280, height: 720 });
    await desk.emulateMedia({ colorScheme: 'light' });
    // Changed on the share between looking and taking.
    const installer = join(share, 'xueji-desk_0.9.0_amd64.deb');
    const whole = readFileSync(installer);
    writeFileSync(installer, Buffer.concat([whole.subarray(0, -1), Buffer.from('X')]));
    await form.getByRole('button', { name: '取来' }).click();
    await expect(form.getByText('xueji-desk_0.9.0_amd64.deb', { exact: false })).toBeVisible();
    expect(readdirSync(join(dataDir, 'updates')).filter((name) => name.endsWith('.deb'))).toEqual([]);
    writeFileSync(installer, whole);
    await form.getByRole('button', { name: '取来' }).click();
    await expect(form.getByRole('status')).toContainText(/关闭|退出|结束/);
    await expect(form.getByRole('button', { name: '取来' })).toHaveCount(0);
    await lookAt(desk, 'updates-ready');
    expect(readFileSync(join(dataDir, 'updates', 'xueji-desk_0.9.0_amd64.deb')).equals(whole)).toBe(true);
    rmSync(share, { recursive: true });
    await again();
    await expect(form.getByRole('status')).toContainText('0.9.0');
    await desk.context().close();
  } finally {
    await served.stop();
  }
});
