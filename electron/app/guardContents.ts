import type { App, WebContents } from 'electron';
import type { Log } from '../core/core.ts';
import { counterToken } from './counterToken.ts';
import { mayNavigate } from './mayNavigate.ts';
import { safeOpenExternal } from './safeOpenExternal.ts';

/**
 * Every page of the program, whoever opens it, stays where it is: no navigation, redirect or webview, and no window but
 * the counter's.
 */
export function guardContents(app: App, log: Log, openCounter: (token: string) => void): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, log, openCounter));
}

function guard(contents: WebContents, log: Log, openCounter: (token: string) => void): void {
  contents.on('will-navigate', (event) => {
    if (mayNavigate(event.url, true)) return;
    event.preventDefault();
    log.info('navigation-refused');
  });
  contents.on('will-frame-navigate', (event) => {
    if (mayNavigate(event.url, event.isMainFrame)) return;
    event.preventDefault();
    log.info('frame-navigation-refused');
  });
  contents.on('will-redirect', (event) => {
    // Nothing that the program serves redirects.
    event.preventDefault();
    log.info('redirect-refused');
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log.info('webview-refused');
  });
  contents.setWindowOpenHandler(({ url }) => {
    const token = counterToken(url);
    if (token !== null) {
      // Never as the page would have it: main makes the window, and in a session of its own.
      openCounter(token);
      return { action: 'deny' };
    }
    safeOpenExternal(url).then(
      (opened) => log.info(opened ? 'link-opened' : 'window-refused'),
      (error: unknown) => log.error('link-failed', error),
    );
    return { action: 'deny' };
  });
}
