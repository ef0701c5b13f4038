import type { SpreadsheetKind } from '../../../shared/domain/importKinds.ts';
import { contactsKind } from './contactsKind.ts';
import { flagsKind } from './flagsKind.ts';
import { rosterKind } from './rosterKind.ts';
import { sheetsKind } from './sheetsKind.ts';
import type { SpreadsheetKindOf } from './spreadsheetKind.ts';
import { statusKind } from './statusKind.ts';

/** How each kind of spreadsheet is planned and written; what it takes and needs is in IMPORT_KIND. */
export const SPREADSHEET_KIND: Record<SpreadsheetKind, SpreadsheetKindOf> = {
  roster: rosterKind,
  status: statusKind,
  sheets: sheetsKind,
  flags: flagsKind,
  contacts: contactsKind,
};
