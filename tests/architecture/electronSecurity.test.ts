import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hardenedPreferences } from '../../electron/app/hardenedPreferences.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (pattern: string) =>
  globSync(pattern, { cwd: ROOT })
    .sort()
    .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(ROOT, file), 'utf8') }));
const shell = read('electron/{app,preload}/**/*.ts');
const page = read('renderer/**/*.{ts,tsx,html}');
const all = [...read('electron/**/*.ts'), ...page, ...read('shared/**/*.ts')];
const filesWith = (files: typeof all, what: RegExp) =>
  files.filter(({ text }) => what.test(text)).map(({ file }) => file);

/** See docs/spec/electron-security.md: what of Electron's security list can be seen in the sources. */
describe('Electron’s security list', () => {
  it('every window has the hardened preferences, and these are hard', () => {
    const windows = filesWith(shell, /new (BrowserWindow|BrowserView|WebContentsView)\(/);
    expect(windows).toEqual(['electron/app/counterWindows.ts', 'electron/app/openMainWindow.ts']);
    for (const { file, text } of shell) {
      const made = text.match(/new BrowserWindow\(/g)?.length ?? 0;
      expect(text.match(/hardenedPreferences\(/g)?.length ?? 0, file).toBeGreaterThanOrEqual(made);
      // Nothing loosens afterwards what was hard.
      if (file !== 'electron/app/hardenedPreferences.ts') {
        expect(text, file).not.toMatch(
          /\b(nodeIntegration\w*|webSecurity|contextIsolation|sandbox|webviewTag)\s*:/,
        );
      }
    }
    expect(hardenedPreferences('/preload.cjs', false)).toEqual({
      preload: '/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
    expect(filesWith(shell, /app\.enableSandbox\(\)/)).toEqual(['electron/app/main.ts']);
  });

  it('one door leads to the system’s browser', () => {
    expect(filesWith(all, /shell\.(openExternal|openPath)|\bopenExternal\(/)).toEqual([
      'electron/app/safeOpenExternal.ts',
    ]);
  });

  it('no code is made from text, anywhere', () => {
    const asCode = /\beval\(|new Function\(|executeJavaScript|insertCSS|\bvm\.run|setTimeout\(\s*['"`]/;
    expect(filesWith(all, asCode)).toEqual([]);
    expect(
      filesWith(page, /dangerouslySetInnerHTML|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write/),
    ).toEqual([]);
  });

  it('nothing switches a guard of Chromium off', () => {
    const loosened =
      /bypassCSP:\s*true|ignore-certificate|no-sandbox|disable-web-security|setCertificateVerifyProc|certificate-error|enableBlinkFeatures|allowpopups|<webview|registerFileProtocol|@electron\/remote|NODE_TLS_REJECT/;
    expect(filesWith(all, loosened)).toEqual([]);
  });

  it('one place looks at a certificate that nobody vouches for yet, and sends nothing there', () => {
    const unverified = /rejectUnauthorized:(?! true)/;
    expect(filesWith(all, unverified)).toEqual(['electron/sync/net/lookAtHub.ts']);
    expect(filesWith(read('electron/sync/net/lookAtHub.ts'), /\.(write|end|pipe)\(|pipeline\(/)).toEqual([]);
  });

  it('the page gets no part of Electron', () => {
    const preloads = shell.filter(({ file }) => file.startsWith('electron/preload/'));
    for (const { file, text } of preloads) {
      expect(text, file).not.toMatch(/contextBridge|exposeInMainWorld/);
      expect(text, file).not.toMatch(/ipcRenderer\.(sendSync|invoke)\b/);
    }
    expect(filesWith(page, /from 'electron'|require\(/)).toEqual([]);
  });

  it('every session is guarded before a page is loaded', () => {
    const guarded = filesWith(shell, /guardSession\(/);
    expect(guarded).toContain('electron/app/main.ts');
    expect(guarded).toContain('electron/app/counterWindows.ts');
    expect(filesWith(shell, /guardContents\(/)).toContain('electron/app/main.ts');
  });
});
