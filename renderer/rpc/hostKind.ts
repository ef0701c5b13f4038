import { APP_ORIGIN } from '../../shared/contract/portHandover.ts';

/** Which body the core has here: the desktop program (message port, app://) or the web host (fetch). */
export const hostKind: 'desktop' | 'web' = location.origin === APP_ORIGIN ? 'desktop' : 'web';
