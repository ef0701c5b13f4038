import type { WriteDb } from '../../db/database.ts';
import type { Change, Entity } from '../change.ts';
import { projectAlias } from './projectAlias.ts';
import { projectEvent } from './projectEvent.ts';
import { projectPhoto } from './projectPhoto.ts';
import { projectRecord } from './projectRecord.ts';
import { projectRow } from './projectRow.ts';

/** Returns the n of the student whom the change is about, or null. */
type Projection = (db: WriteDb, change: Change) => number | null;

const PROJECTIONS: Record<Entity, Projection> = {
  record: projectRecord,
  photo: projectPhoto,
  event: projectEvent,
  campaign: projectRow,
  batch: projectRow,
  named: projectRow,
  view: projectRow,
  mapping: projectRow,
  setting: projectRow,
  decision: projectRow,
  alias: projectAlias,
};

/** The one place where a change of the log becomes rows. A function of the change and the rows it finds. */
export function project(db: WriteDb, change: Change): number | null {
  return PROJECTIONS[change.entity](db, change);
}
