import type { Core, CoreSession } from '../core.ts';

/** The part of a core that moves bytes rather than answers questions: a host serves it under its own addresses. */
export type HostFiles = Pick<CoreSession, 'receiveFile' | 'readPhoto' | 'readDownload'> &
  Pick<Core, 'readShownPhoto'>;
