import type { WriteDb } from './database.ts';

export interface Migration {
  /** 1, 2, 3 … without a gap; a shipped migration is never edited. */
  version: number;
  name: string;
  up: (db: WriteDb) => void;
}
