import type { WriteDb } from '../../db/database.ts';
import type { Change, Entity } from '../change.ts';
import { projectEvent } from './projectEvent.ts';
import { projectPhoto } from './projectPhoto.ts';
import { projectRecord } from './projectRecord.ts';
import { projectRow } from './projectRow.ts';

/** `text` is the effect as the log has it, for a projection that can keep it as it is. */
type Projection = (db: WriteDb, change: Change, text: string) => void;

const PROJECTIONS: Record<Entity, Projection> = {
  record: projectRecord,
  photo: projectPhoto,
  event: projectEvent,
  campaign: projectRow,
  batch: projectRow,
  view: projectRow,
  mapping: projectRow,
  setting: projectRow,
};

/** The one place where a change of the log becomes rows. A function of the change and the rows it finds. */
export function project(db: WriteDb, change: Change, text: string): void {
  PROJECTIONS[change.entity](db, change, text);
}
