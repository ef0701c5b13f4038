import type { ImportSession, PlanSummary, RowOutcome } from '../../shared/contract/imports.ts';
import type { FileSource } from '../../shared/domain/studentFields.ts';
import type { MadeSheet } from './madeRoster.ts';
import type { Role } from './officeModel.ts';

/** A file on the desk, and what it was made to say. */
export type OfficeFile = { path: string } & (
  | { kind: 'roster'; source: FileSource; sheet: MadeSheet }
  | { kind: 'status'; campaign: string; sheet: MadeSheet }
  | { kind: 'photos'; role: Role; entries: ReadonlyMap<string, Uint8Array> }
);

export interface PlannedFile {
  file: OfficeFile;
  view: ImportSession;
  summary: PlanSummary;
  outcomes: RowOutcome[];
}
