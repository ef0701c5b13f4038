import type { Core } from '../core.ts';

/** The part of a core that moves bytes rather than answers questions: a host serves it under its own addresses. */
export type HostFiles = Pick<Core, 'receiveFile' | 'readPhoto' | 'readShownPhoto' | 'readDownload'>;
