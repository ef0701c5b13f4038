import type { WriteDb } from '../../db/database.ts';
import type { Change, Entity } from '../change.ts';
import { projectAlias } from './projectAlias.ts';
import { projectCase, projectCaseEntry } from './projectCase.ts';
import { projectChaseContact } from './projectChaseContact.ts';
import { projectErased } from './projectErased.ts';
import { projectEvent } from './projectEvent.ts';
import { projectPhoto } from './projectPhoto.ts';
import { projectRecord } from './projectRecord.ts';
import { projectReview } from './projectReview.ts';
import { projectRow } from './projectRow.ts';
import { projectWord } from './projectWord.ts';
import type { Words } from './Words.ts';

/** Returns the n of the student whom the change is about, or null. */
type Projection = (db: WriteDb, change: Change, words: Words) => number | null;

const PROJECTIONS: Record<Entity, Projection> = {
  record: projectRecord,
  photo: projectPhoto,
  event: projectEvent,
  campaign: projectRow,
  batch: projectRow,
  named: projectRow,
  sheet: projectRow,
  sheetRows: projectRow,
  sheetReturn: projectRow,
  signedSheet: projectRow,
  sheetHandling: projectRow,
  sheetQuestion: projectRow,
  classContact: projectRow,
  deadline: projectRow,
  milestone: projectRow,
  final: projectRow,
  view: projectRow,
  mapping: projectRow,
  setting: projectRow,
  decision: projectRow,
  alias: projectAlias,
  word: projectWord,
  review: projectReview,
  chaseContact: projectChaseContact,
  mailReturn: projectRow,
  case: projectCase,
  caseEntry: projectCaseEntry,
  caseRules: projectRow,
  counterVisit: projectRow,
  person: projectRow,
  erased: projectErased,
  conflict: projectRow,
};

/**
 * The one place where a change of the log becomes rows. A function of the change and the rows it finds. What words
 * mean is shown in the rows of all students before the next change of another kind, and by `words.settle()` at the end.
 */
export function project(db: WriteDb, words: Words, change: Change): number | null {
  if (change.entity !== 'word') words.settle();
  return PROJECTIONS[change.entity](db, change, words);
}
