import type { Migration } from '../migration.ts';
import { firstTables } from './0001-first-tables.ts';
import { photoMeasures } from './0002-photo-measures.ts';

/** In order; a new step goes to the end. */
export const migrations: readonly Migration[] = [firstTables, photoMeasures];
