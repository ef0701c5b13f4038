import type { DataKey } from '../../electron/security/dataKey.ts';

/** The key of stores that tests make without a key ring. */
export const STORE_KEY: DataKey = new Uint8Array(32).map((_, at) => at * 7 + 1);
