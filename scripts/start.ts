import { findElectron } from './findElectron.ts';
import { hasDisplay } from './hasDisplay.ts';
import { runElectron } from './runElectron.ts';
import { runWeb } from './runWeb.ts';

/** `npm start`: the desktop window where there can be one, otherwise the same program in a browser. */
process.exitCode = (await tryElectron()) ? 0 : await runWeb();

async function tryElectron(): Promise<boolean> {
  if (!hasDisplay(process.platform, process.env)) {
    tell(
      '这里没有图形界面，请在浏览器中打开下面的地址',
      'No display here: open the address below in a browser',
    );
    return false;
  }
  const binary = await findElectron(() =>
    tell('正在下载 Electron（只需一次）', 'Downloading Electron, once'),
  );
  if (!binary) {
    tell(
      '没有 Electron，请在浏览器中打开下面的地址',
      'No Electron here: open the address below in a browser',
    );
    return false;
  }
  if (await runElectron(binary)) return true;
  tell(
    'Electron 无法启动，请在浏览器中打开下面的地址',
    'Electron cannot start: open the address below in a browser',
  );
  return false;
}

function tell(zh: string, en: string): void {
  process.stdout.write(`${zh} · ${en}\n`);
}
