import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { StartContract } from '../../shared/contract/start.ts';
import { connectCore } from './connectCore.ts';

/** The start page's way to its host, while no store is open: a contract of its own, and nothing of the desk's. */
export const startCore = connectCore<StartContract>('start').client;

export const startOrpc = createTanstackQueryUtils(startCore);
