import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAppUrl } from '../../electron/app/appUrl.ts';
import { commandArguments } from '../../electron/app/commandArguments.ts';
import { isSafeExternalUrl } from '../../electron/app/isSafeExternalUrl.ts';
import { mayNavigate } from '../../electron/app/mayNavigate.ts';
import { placeWindow } from '../../electron/app/placeWindow.ts';
import { MAX_RESTARTS, planRestart, RESTART_WINDOW } from '../../electron/app/planRestart.ts';
import { systemLanguage } from '../../electron/app/systemLanguage.ts';
import { trustedSender } from '../../electron/app/trustedSender.ts';
import { anyText } from '../harness/anyText.ts';

const OWN = [
  'app://xueji',
  'app://xueji/',
  'app://xueji/students?x=1#top',
  'APP://xueji/',
  'app://xueji/index.html',
];
const FOREIGN = [
  '',
  'xueji',
  'app:',
  'app:xueji',
  'app:/xueji',
  'app:///xueji',
  'app://',
  'app://XUEJI/',
  'app://xueji./',
  'app://xueji.evil.example/',
  'app://evilxueji/',
  'app://evil/xueji',
  'app://evil/?app://xueji/',
  'app://evil/#app://xueji/',
  'app://xueji@evil/',
  'app://xueji:pass@evil/',
  'app://user@xueji/',
  'app://user:pass@xueji/',
  'app://xueji:80/',
  'app://xueji%2eevil/',
  'app://xueji\\@evil/',
  'photo://xueji/',
  'http://xueji/',
  'https://xueji/',
  'https://evil.example/?next=app://xueji',
  'file:///app://xueji/',
  'data:text/html,app://xueji/',
  'blob:app://xueji/00000000-0000-0000-0000-000000000000',
  'filesystem:app://xueji/temporary/',
  'view-source:app://xueji/',
  'javascript:app://xueji/',
  'about:blank',
  'about:srcdoc',
  'chrome-error://chromewebdata/',
  'devtools://devtools/',
  'app-xueji://xueji/',
];

test.each(OWN)('%s is the program', (url) => {
  expect(isAppUrl(url)).toBe(true);
  expect(trustedSender({ url, parent: null })).toBe(true);
  expect(trustedSender({ url, parent: { url } })).toBe(false);
  expect(trustedSender({ url, parent: undefined })).toBe(false);
});

test.each(FOREIGN)('%s is not the program', (url) => {
  expect(isAppUrl(url)).toBe(false);
  expect(trustedSender({ url, parent: null })).toBe(false);
  expect(mayNavigate(url, true)).toBe(false);
});

test('nothing but a URL is the program, and a frame that is gone is nobody', () => {
  for (const value of [null, undefined, 1, {}, [], ['app://xueji/'], new URL('app://xueji/')]) {
    expect(isAppUrl(value)).toBe(false);
    expect(isSafeExternalUrl(value)).toBe(false);
  }
  expect(trustedSender(null)).toBe(false);
  expect(trustedSender(undefined)).toBe(false);
});

test('whatever is taken for the program begins with its origin', () => {
  // A URL parser skips spaces and control characters at both ends, and tabs and line ends within.
  const begins = /^[\0-\x20]*app:\/\/xueji[\0-\x20]*(?:[/?#]|$)/i;
  fc.assert(
    fc.property(anyText, (tail) =>
      [tail, `app:${tail}`, `app://${tail}`, `app://xueji${tail}`].every(
        (url) => !isAppUrl(url) || begins.test(url.replaceAll(/[\t\n\r]/g, '')),
      ),
    ),
  );
});

test('a page may only be loaded again, and only as the whole window', () => {
  for (const url of ['app://xueji/', 'app://xueji/students', 'app://xueji/import/history']) {
    expect(mayNavigate(url, true)).toBe(true);
    expect(mayNavigate(url, false)).toBe(false);
  }
  for (const url of [
    'app://xueji/download/1',
    'app://xueji/upload',
    'app://xueji/rpc/admin/status',
    'app://xueji/assets/index.js',
    'app://xueji/?token=1',
  ]) {
    expect(mayNavigate(url, true), url).toBe(false);
  }
});

test('the system browser is given known https sites only', () => {
  for (const url of [
    'https://chsi.com.cn/',
    'https://my.chsi.com.cn/archive/',
    'https://www.moe.gov.cn/a?b=c#d',
  ]) {
    expect(isSafeExternalUrl(url), url).toBe(true);
  }
  for (const url of [
    'http://my.chsi.com.cn/',
    'file:///C:/Windows/System32/calc.exe',
    'javascript:alert(1)',
    'ms-msdt:/id',
    'smb://my.chsi.com.cn/share',
    '\\\\my.chsi.com.cn\\share',
    'https:my.chsi.com.cn.evil.example',
    'https://evil.example/my.chsi.com.cn',
    'https://chsi.com.cn.evil.example/',
    'https://evilchsi.com.cn/',
    'https://my.chsi.com.cn@evil.example/',
    'https://user@my.chsi.com.cn/',
    'https://my.chsi.com.cn:8443/',
    '',
  ]) {
    expect(isSafeExternalUrl(url), url).toBe(false);
  }
});

test('the core is started again three times in five minutes, not four', () => {
  let recent: readonly number[] = [];
  for (let end = 1; end <= MAX_RESTARTS; end++) {
    const plan = planRestart(recent, end * 1000);
    expect(plan.restart).toBe(true);
    recent = plan.recent;
  }
  expect(planRestart(recent, 10_000).restart).toBe(false);
  expect(planRestart(recent, 1000 + RESTART_WINDOW).restart).toBe(true);
});

test('the window comes back where it was, unless that screen is gone', () => {
  const screens = [
    { x: 0, y: 0, width: 1920, height: 1040 },
    { x: 1920, y: -200, width: 1280, height: 1024 },
  ];
  const saved = { x: 2000, y: 0, width: 1000, height: 700, maximised: true };
  expect(placeWindow(saved, screens)).toEqual(saved);
  expect(placeWindow(saved, screens.slice(0, 1))).toEqual({ width: 1000, height: 700, maximised: true });
  expect(placeWindow({ ...saved, width: 10, height: 10 }, screens)).toMatchObject({
    width: 960,
    height: 640,
  });
  expect(placeWindow({ ...saved, y: -5000 }, screens)).not.toHaveProperty('y');
  expect(placeWindow(null, screens)).toEqual({ width: 1360, height: 860, maximised: false });
});

test('the shell speaks Chinese unless the system speaks another language', () => {
  for (const locale of ['zh-CN', 'zh-TW', 'zh', 'ZH', '']) expect(systemLanguage(locale)).toBe('zh');
  for (const locale of ['en-GB', 'de', 'zu']) expect(systemLanguage(locale)).toBe('en');
});

test('a bare word asks for a command; a file, a switch or nothing for the window', () => {
  const asked = (...args: string[]) => commandArguments(['/opt/XuejiDesk', ...args], true);
  expect(asked('import', '名单.xlsx')).toEqual(['import', '名单.xlsx']);
  expect(asked('--data', 'store', '--json', 'check')).toEqual(['--data', 'store', '--json', 'check']);
  expect(asked('verify-report')).toEqual(['verify-report']);
  expect(asked('improt', 'x.csv')).toEqual(['improt', 'x.csv']);
  expect(asked('--help')).toEqual(['--help']);
  expect(commandArguments(['/opt/electron', '.', 'check'], false)).toEqual(['check']);
  for (const args of [
    [],
    ['名单.xlsx'],
    ['C:\\学籍\\roster.csv'],
    ['/home/clerk/roster.csv'],
    ['--no-sandbox'],
    ['--data', 'store'],
    ['--lang=en', 'roster.csv'],
  ]) {
    expect(asked(...args), args.join(' ')).toBeNull();
  }
  expect(commandArguments(['/opt/electron', '.'], false)).toBeNull();
});
