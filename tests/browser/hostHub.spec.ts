import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { visit } from './deskActions.ts';
import { expect, test } from './deskTest.ts';
import { freePort } from './freePort.ts';
import { holdHub } from './holdHub.ts';
import { lookAt } from './lookAt.ts';
import { lookInEnglish } from './lookInEnglish.ts';
import { picture } from './picture.ts';
import { runProgram, serveDesk } from './runProgram.ts';
import { tellHub } from './tellHub.ts';

// A folder that is not there is refused.
test.use({ store: 'school', expectedComplaints: /500 \(Internal Server Error\)/ });

test('hosts the hub: set up, a second desk joins, its grant, a backup, the end', async ({
  browser,
  desk,
  folder,
}) => {
  test.setTimeout(300_000);
  const port = await freePort();
  const store = join(folder, 'second');
  await runProgram(['init', '--school-code', '10000', '--school-name', '示例大学'], store);
  const second = await serveDesk(store);
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 720 } });
  const other = await context.newPage();
  try {
    await visit(desk, 'sync');
    await desk.getByRole('button', { name: '设为主机' }).click();
    await desk.getByLabel('这台电脑的名字').fill('学籍科-主机');
    await desk.getByLabel('端口').fill(String(port));
    await lookAt(desk, 'hub-set-up');
    await picture(desk, 'hub-set-up');
    await desk.getByRole('button', { name: '启动主机' }).click();
    await expect(desk.getByText('正在运行，从')).toBeVisible({ timeout: 60_000 });
    await expect(desk.locator('.sync-state')).toHaveText('已同步', { timeout: 60_000 });
    const devices = desk.getByRole('table', { name: '电脑' });
    await expect(devices).toContainText('学籍科-主机（本机）');
    await expect(desk.getByText('没有备份', { exact: true })).toBeVisible();

    await desk.getByRole('button', { name: '生成加入码' }).click();
    const code = (await desk.locator('.hub-code-digits').textContent())!;
    await expect(desk.getByText(/还有 1[45]:\d\d 有效/)).toBeVisible();
    await lookAt(desk, 'hub-page');

    await other.goto(second.url);
    await visit(other, 'sync?join=1');
    await other.getByLabel('主机地址').fill(`127.0.0.1:${port}`);
    await other.keyboard.press('Enter');
    const digits = desk.locator('.hub-facts .sync-digits');
    await expect(other.locator('.sync-digits')).toHaveText((await digits.textContent())!);
    await other.getByLabel('已对照，完全一致').press('Space');
    await other.getByLabel('加入码').fill(code);
    await other.getByLabel('这台电脑的名字').fill('学籍科-2');
    await other.keyboard.press('Enter');
    await expect(other.getByText('已申请加入，等待主机批准')).toBeVisible();
    const own = (await other.locator('.sync-digits').textContent())!;
    await lookAt(other, 'hub-asking');

    await expect(devices).toContainText('等待批准', { timeout: 30_000 });
    await devices.getByRole('button', { name: '批准' }).click();
    const form = desk.getByRole('form', { name: '批准“学籍科-2”' });
    await form.getByLabel('那台电脑屏幕上的 12 位指纹').fill(own);
    await form.getByText('全校').click();
    await lookAt(desk, 'hub-let-in');
    await picture(desk, 'hub-let-in');
    await form.getByRole('button', { name: '批准' }).click();
    await expect(devices).not.toContainText('等待批准');
    await other.getByRole('button', { name: '立即同步' }).click();
    await expect(other.locator('.sync-state')).toHaveText('已同步', { timeout: 30_000 });
    await expect(other.getByText('主机没有备份')).toBeVisible();
    await lookAt(other, 'hub-no-backup');

    await desk.getByRole('button', { name: '立即备份' }).click();
    await expect(desk.getByText('已备份，并读回核对过')).toBeVisible({ timeout: 60_000 });
    await expect(desk.getByText('没有备份', { exact: true })).toHaveCount(0);
    // Nor does the desk of this computer go on saying so above it.
    await expect(desk.getByText('主机没有备份', { exact: true })).toHaveCount(0);
    await lookAt(desk, 'hub-backed-up');

    // What the backup opens by on another computer, when this one is no more.
    await expect(desk.getByText('还没有恢复密钥')).toBeVisible();
    const [sheet] = await Promise.all([
      desk.waitForEvent('download'),
      desk.getByRole('button', { name: '打印恢复密钥' }).click(),
    ]);
    expect(sheet.suggestedFilename()).toMatch(/主机恢复密钥.*\.pdf$/);
    await expect(desk.getByText('最近一次打印')).toBeVisible();
    await expect(desk.getByText('还没有恢复密钥')).toHaveCount(0);
    // Of the code and the computers: where the backup lies is told by its path here.
    await desk.getByText('加入一台电脑').evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
    await picture(desk, 'hub-page');

    // What the other computer carries here on a stick is looked at, taken, and answered.
    await visit(other, 'sync?tab=stick');
    const saving = other.waitForEvent('download');
    await other.getByRole('button', { name: '做同步包' }).click();
    const up = join(folder, 'up.xjs');
    await (await saving).saveAs(up);
    const stick = desk.getByRole('region', { name: 'U 盘和共享文件夹' });
    const note = join(folder, 'note.xjs');
    writeFileSync(note, '不是同步包');
    await stick.locator('input[type=file]').setInputFiles([up, note]);
    const bundles = stick.getByRole('table', { name: '同步包' });
    await expect(bundles).toContainText('“学籍科-2”，第 1 份');
    await expect(bundles).toContainText('不是同步包');
    await stick.evaluate((part) => part.scrollIntoView({ block: 'start' }));
    await lookAt(desk, 'hub-stick');
    await picture(desk, 'hub-stick');
    await bundles.getByRole('button', { name: '导入' }).click();
    await expect(stick.getByText(/没有待上传的内容；主机已记下/)).toBeVisible();
    await stick.getByLabel('给哪台电脑').press('ArrowDown');
    await desk.keyboard.press('Enter');
    const taking = desk.waitForEvent('download');
    await stick.getByRole('button', { name: '做同步包' }).click();
    const down = join(folder, (await taking).suggestedFilename());
    expect(down).toContain('学籍科-2');
    await (await taking).saveAs(down);
    await expect(stick.getByText(/第 1 份已做好/)).toBeVisible();
    await other.locator('.sync-stick input[type=file]').setInputFiles(down);
    await other.getByRole('table', { name: '同步包' }).getByRole('button', { name: '导入' }).click();
    await expect(other.getByText(/这里都已经有了|没有改动/)).toBeVisible();
    // The folder: off, one that is not there, one that is.
    await stick.getByLabel('文件夹', { exact: true }).fill(join(folder, '没有'));
    await stick.getByRole('button', { name: '开始交换' }).click();
    await expect(stick.getByRole('alert')).toBeVisible();
    const share = join(folder, 'share');
    mkdirSync(share);
    await stick.getByLabel('文件夹', { exact: true }).fill(share);
    await stick.getByRole('button', { name: '开始交换' }).click();
    await expect(stick.getByText(/最近一次交换|没有新的内容/)).toBeVisible({ timeout: 30_000 });
    await lookAt(desk, 'hub-shared');
    await stick.getByRole('button', { name: '不再交换' }).click();
    await expect(stick.getByText('没有设共享文件夹。')).toBeVisible();

    // For how many days a computer may be away, and what came of it taken back.
    const lease = desk.getByRole('form', { name: '离开主机太久的电脑' });
    await expect(lease.getByLabel('超过多少天就锁定（0 为不锁）')).toHaveValue('90');
    await lease.getByLabel('超过多少天就锁定（0 为不锁）').fill('30');
    await lease.getByRole('button', { name: '保存' }).click();
    await expect(desk.getByText('已改为 30 天')).toBeVisible();
    await expect(lease.getByRole('button', { name: '保存' })).toBeDisabled();
    await lease.evaluate((part) => part.scrollIntoView({ block: 'center' }));
    await lookAt(desk, 'hub-lease');
    await desk.locator('.undo-bar').getByRole('button', { name: '撤销' }).click();
    await expect(lease.getByLabel('超过多少天就锁定（0 为不锁）')).toHaveValue('90');

    // Another program holds the hub's data: said here too, calmly, until it is over.
    const letGo = await holdHub(join(folder, 'data', 'hub'));
    await visit(other, 'settings');
    const rules = other.getByRole('form', { name: '催办规则' });
    await rules.getByRole('spinbutton').first().fill('9');
    await rules.getByRole('button', { name: '保存规则' }).click();
    await visit(desk, 'sync?tab=hub');
    const full = desk.getByRole('alert').filter({ hasText: '被别的程序占着，收不下新的内容' });
    await expect(full).toBeVisible({ timeout: 60_000 });
    await expect(full).toContainText('没有丢失任何内容');
    await full.scrollIntoViewIfNeeded();
    await lookAt(desk, 'hub-store');
    await letGo();
    await visit(other, 'sync');
    await other.getByRole('button', { name: '立即同步' }).click();
    await expect(other.locator('.sync-state')).toHaveText('已同步', { timeout: 60_000 });
    await expect(full).toHaveCount(0, { timeout: 30_000 });
    await lookInEnglish(desk, 'hub-page');
    await devices.evaluate((part) => part.scrollIntoView({ block: 'start' }));
    await lookAt(desk, 'hub-devices');

    // What a computer of one college says of the whole school is refused, and lies here for whoever looks after the hub.
    // Its name is typed: this computer has no students, and none to choose from.
    const line = devices.getByRole('row', { name: /学籍科-2/ }).first();
    await line.getByRole('button', { name: '改范围' }).click();
    const grant = desk.getByRole('form', { name: '“学籍科-2”可以有的数据' });
    await grant.getByText('只有下面的院系').click();
    await expect(grant.getByText('这里没有列出的院系可以直接输入全称')).toBeVisible();
    await grant.getByLabel('院系', { exact: true }).fill(' 文学院 ');
    await desk.keyboard.press('Enter');
    await expect(grant.getByText('本机的名单里没有“文学院”')).toBeVisible();
    await desk.keyboard.press('Escape');
    await grant.evaluate((part) => part.scrollIntoView({ block: 'center' }));
    await lookAt(desk, 'hub-college');
    await grant.getByRole('button', { name: '保存' }).click();
    await expect(line).toContainText('文学院');
    // Until it was there it holds too much, and what is to be done is said.
    await expect(line).toContainText('还没有确认清除');
    await expect(devices).toContainText('请在那台电脑上打开程序并连上主机：会自动清除并回报');
    const hubFolder = join(folder, 'data', 'hub');
    const ofSecond = "WHERE name = '学籍科-2'";
    const since = Date.now() - 2 * 3_600_000;
    await tellHub(
      hubFolder,
      `UPDATE device SET report = json_set(report, '$.stuckSince', ${since}) ${ofSecond}`,
    );
    await expect(devices).toContainText('请在那台电脑的“同步”页点“立即同步”，不行就重启程序');
    await devices.evaluate((part) => part.scrollIntoView({ block: 'start' }));
    await lookAt(desk, 'hub-stuck');
    await tellHub(hubFolder, `UPDATE device SET seen_at = seen_at - 12 * 86400000 ${ofSecond}`);
    await expect(devices).toContainText('已有 12 天没有联系。请在那台电脑上打开程序，让它连上主机');
    await expect(devices).toContainText('超过 90 天它会自己锁定');
    await expect(devices).not.toContainText('不行就重启程序');
    await lookAt(desk, 'hub-away');
    await lookInEnglish(desk, 'hub-away');
    await visit(other, 'settings');
    await rules.getByRole('spinbutton').first().fill('12');
    await rules.getByRole('button', { name: '保存规则' }).click();
    await visit(other, 'sync');
    await other.getByRole('button', { name: '立即同步' }).click();
    await visit(other, 'sync?tab=refused');
    const back = other.getByRole('list', { name: '被退回' });
    await expect(back).toContainText('这是全校共用的内容');
    await expect(devices).not.toContainText('还没有确认清除');
    await expect(devices).not.toContainText('没有联系');
    const [trace] = (await back.textContent())!.match(/B:\d+/)!;
    await desk.getByRole('button', { name: '立即同步' }).click();
    const kept = desk.getByRole('table', { name: '保管的被退回内容' });
    await expect(kept).toContainText(trace!);
    await expect(kept).toContainText('学籍科-2');
    await expect(kept).toContainText('是全校共用的内容，只能在范围是全校的电脑上改');
    await kept.evaluate((part) => part.scrollIntoView({ block: 'center' }));
    await lookAt(desk, 'hub-kept');
    await lookAt(other, 'hub-kept-there');

    await devices.getByRole('button', { name: '停用' }).click();
    await lookAt(desk, 'hub-revoke');
    await desk.getByRole('button', { name: '停用这台电脑' }).click();
    await expect(devices).toContainText('已停用');
    await expect(devices).toContainText('它已停用，不会再来回报');
    await devices.evaluate((part) => part.scrollIntoView({ block: 'start' }));
    await lookAt(desk, 'hub-revoked');

    await desk.getByRole('button', { name: '停止主机' }).click();
    await expect(desk.getByRole('form', { name: '设为主机' })).toBeVisible({ timeout: 30_000 });
  } finally {
    await context.close();
    await second.stop();
  }
});
