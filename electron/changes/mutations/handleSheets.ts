import type { SheetHandling } from '../../../shared/domain/sheetStanding.ts';
import { type Change, ID_SEPARATOR } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface HandleSheetsArgs {
  batch: string;
  actor: string;
  /** The same of each sheet, e.g. all of a college handed to one secretary. */
  handling: SheetHandling;
  numbers: string[];
}

/** `sheets.handle`: printed sheets were handed out, lost, made void or replaced. */
export const handleSheets: Mutation<HandleSheetsArgs> = {
  run: (_db, { batch, actor, handling, numbers }) =>
    numbers.map(
      (number): Change => ({
        entity: 'sheetHandling',
        entityId: number + ID_SEPARATOR + batch,
        kind: 'made',
        values: { ...handling, note: handling.note || null, actor },
      }),
    ),
  logged: ({ numbers, ...rest }) => ({ ...rest, numbers: numbers.length }),
};
