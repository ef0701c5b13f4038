import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  nativeImage,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
  shell,
  Tray,
  utilityProcess,
} from 'electron';
import { hostMeans } from '../core/encryption/hostMeans.ts';
import { defaultDataDir } from '../core/ports/defaultDataDir.ts';
import { fileLog } from '../core/ports/fileLog.ts';
import { systemClock } from '../core/ports/systemClock.ts';
import { uuidIds } from '../core/ports/uuidIds.ts';
import { unlockTyped } from '../security/StoreKeys.ts';
import { STORE_FILE } from '../security/storeFile.ts';
import { commandArguments } from './commandArguments.ts';
import type { FaceName } from './coreMessages.ts';
import { type CounterWindows, counterWindows } from './counterWindows.ts';
import { guardContents } from './guardContents.ts';
import { guardSession } from './guardSession.ts';
import { handPorts } from './handPorts.ts';
import { hostTray } from './hostTray.ts';
import { installReady } from './installReady.ts';
import { menuTemplate } from './menuTemplate.ts';
import { builtFile, openMainWindow } from './openMainWindow.ts';
import { planRestart } from './planRestart.ts';
import { declareSchemes, servePages } from './servePages.ts';
import { shellText } from './shellText.ts';
import { type SupervisedCore, superviseCore } from './superviseCore.ts';
import { systemKeyStore } from './systemKeyStore.ts';
import { systemLanguage } from './systemLanguage.ts';

/** How long quitting waits for the core to close, in milliseconds: a commit under way is finished or rolled back. */
const CLOSE_LIMIT = 15_000;

const command = commandArguments(process.argv, app.isPackaged);
if (command) {
  // Loaded here only: the window has no use for it, and a command none for the window.
  const { runProcess } = await import('../cli/runProcess.ts');
  await app.whenReady();
  const system = systemKeyStore(safeStorage, process.platform);
  await runProcess(process, command, system === null ? {} : { system });
}

const dataDir = defaultDataDir();
const log = fileLog({ dataDir, name: 'shell', clock: systemClock });

app.setName('XuejiDesk');
// One data folder, one program: the single-instance lock lies where the data lie.
app.setPath('userData', join(dataDir, 'shell'));
app.enableSandbox();
declareSchemes(protocol);

if (app.requestSingleInstanceLock()) run();
else app.quit();

function run(): void {
  const forDevelopers = !app.isPackaged;
  let core: SupervisedCore | null = null;
  let window: BrowserWindow | null = null;
  let closed = false;
  let isQuitting = false;
  let pageEnds: readonly number[] = [];

  let counter: CounterWindows | null = null;

  guardContents(app, log, (token) => counter?.open(token));

  app.on('second-instance', () => {
    show();
  });
  const show = () => {
    if (!window || isQuitting) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    isQuitting = true;
    if (closed || !core) return;
    event.preventDefault();
    core.close(CLOSE_LIMIT).then(
      async () => {
        if (app.isPackaged) await installReady(dataDir, log, { platform: process.platform });
        closed = true;
        log.info('shell-closed');
        app.quit();
      },
      (error: unknown) => {
        closed = true;
        log.error('core-not-closed', error);
        app.quit();
      },
    );
  });

  app
    .whenReady()
    .then(async () => {
      const language = systemLanguage(app.getLocale());
      const text = shellText(language);
      guardSession(session.defaultSession, log);
      Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(text, forDevelopers)));

      const system = systemKeyStore(safeStorage, process.platform);
      if (system === null) log.info('system-keys-unusable');
      const tray = hostTray({
        ...{ text, show, quit: () => app.quit() },
        makeTray: () => new Tray(nativeImage.createFromPath(builtFile('icon.png')).resize({ height: 16 })),
        buildMenu: (template) => Menu.buildFromTemplate(template),
        stayAwake() {
          const id = powerSaveBlocker.start('prevent-app-suspension');
          return () => void powerSaveBlocker.stop(id);
        },
        notify: (said) => new Notification(said).show(),
      });
      let face: FaceName = 'desk';
      const supervised = superviseCore({
        fork: () => utilityProcess.fork(builtFile('coreProcess.js'), [], { serviceName: 'Xueji core' }),
        createChannel: () => new MessageChannelMain(),
        dataDir,
        unlock(passphrase, recoveryKey) {
          const means = hostMeans(passphrase ?? (process.env.XUEJI_PASSPHRASE || null), system);
          return unlockTyped(dataDir, means, recoveryKey);
        },
        actor: userInfo().username,
        keyStore: system === null ? 'unusable' : 'usable',
        clock: systemClock,
        log,
        newIncident: () => uuidIds.next(),
        onReady: (ready, isNew) => {
          // A new core knows nothing of the counter's window: whoever stood there is asked again.
          counter?.close();
          const isOther = ready !== face;
          face = ready;
          // What a page holds is of the face that was; after a restore of the store that was.
          if (isOther || !isNew) window?.reload();
          else ports.coreReady();
        },
        // Shown, never opened: whatever lies there by that name, nothing is run.
        onShowFolder: () => shell.showItemInFolder(join(dataDir, STORE_FILE)),
        onHosting: (isOn) => tray.hosts(isOn),
        onGivenUp: () => {
          const incident = uuidIds.next();
          log.info('core-given-up', { incident });
          const { message, detail } = text.givenUp(incident);
          dialog.showErrorBox(message, detail);
          app.quit();
        },
      });
      core = supervised;
      const ports = handPorts(
        ipcMain,
        (contents) => {
          const token = counter?.tokenOf(contents) ?? null;
          return token === null ? supervised.openWindowPort() : supervised.openCounterPort(token);
        },
        log,
      );
      const pages = {
        ...{ files: supervised, rendererDir: resolve(builtFile('../renderer')), log },
        face: () => face,
      };
      servePages(protocol, pages);
      counter = counterWindows({ ...pages, title: text.title, preload: builtFile('preload.cjs') });

      const opened = openMainWindow({
        text,
        preload: builtFile('preload.cjs'),
        stateFile: join(app.getPath('userData'), 'window.json'),
        forDevelopers,
        log,
      });
      window = opened;
      opened.on('close', (event) => {
        if (isQuitting || !tray.keepsOpen()) return;
        event.preventDefault();
        opened.hide();
      });
      opened.on('closed', () => {
        window = null;
        counter?.close();
      });
      opened.webContents.on('render-process-gone', (_event, { reason }) => {
        if (reason === 'clean-exit') return;
        const plan = planRestart(pageEnds, systemClock.now());
        pageEnds = plan.recent;
        const incident = uuidIds.next();
        log.info('page-gone', { reason, incident, reload: plan.restart });
        // Nothing is lost with the page: what it showed lives in the core.
        if (plan.restart) return opened.reload();
        const { message, detail } = text.pageGone(incident);
        dialog.showErrorBox(message, detail);
        app.quit();
      });
    })
    .catch((error: unknown) => {
      const incident = uuidIds.next();
      log.error('shell-failed', error, { incident });
      const { message, detail } = shellText(systemLanguage(app.getLocale())).givenUp(incident);
      dialog.showErrorBox(message, detail);
      app.exit(5);
    });
}
