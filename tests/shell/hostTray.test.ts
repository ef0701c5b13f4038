import { expect, test } from 'vitest';
import { shellFixture, soon } from './shellFixture.ts';

const { openDesk } = shellFixture('host-tray');

test('a computer that hosts the hub stays awake and beside the clock when its window is closed', async () => {
  const { window, windows, processes, trays, notified, blockers, app } = await openDesk();
  const [core] = processes;
  const hosting = (isOn: boolean) => core!.emit('message', { kind: 'hosting', isOn });
  expect([trays.length, blockers.size]).toEqual([0, 0]);
  hosting(true);
  hosting(true);
  expect([trays.length, blockers.size]).toEqual([1, 1]);
  expect(trays[0]!.toolTip).toBe('学籍核对台：同步主机在运行');

  await window.close();
  expect([windows.length, window.visible, app.exitCode]).toEqual([1, false, null]);
  expect(notified.map(({ body }) => body)).toEqual([expect.stringContaining('同步主机仍在运行')]);
  trays[0]!.emit('click');
  expect(window.visible).toBe(true);
  // Said once: whoever closes it again knows.
  await window.close();
  expect(notified).toHaveLength(1);
  const [open] = trays[0]!.menu;
  (open!.click as () => void)();
  expect(window.visible).toBe(true);

  // What ends while the window is hidden is not left out of sight.
  await window.close();
  hosting(false);
  expect([trays.length, blockers.size, window.visible]).toEqual([0, 0, true]);

  hosting(true);
  await window.close();
  const quit = trays[0]!.menu.at(-1)!;
  expect(quit.label).toBe('退出并停止同步主机');
  (quit.click as () => void)();
  await soon(() => expect(app.exitCode).toBe(0));
  expect(window.visible).toBe(false);
});

test('a computer that hosts nothing ends with its window', async () => {
  const { window, app } = await openDesk();
  await window.close();
  await soon(() => expect(app.exitCode).toBe(0));
});
