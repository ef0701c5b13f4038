import type { Session } from 'electron';
import type { Log } from '../core/core.ts';
import { isAppUrl } from './appUrl.ts';

/** The page needs no permission and no device, and saves only what the program made. Electron by itself grants all. */
export function guardSession(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event, item) => {
    const url = item.getURL();
    if (isAppUrl(url) && new URL(url).pathname.startsWith('/download/')) return;
    event.preventDefault();
    log.info('download-refused');
  });
}
