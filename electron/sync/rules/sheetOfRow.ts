import { type Entity, splitId } from '../../changes/change.ts';
import type { Fields } from '../protocol/syncedMutation.ts';

/** The number of the sheet that a row is about, which is not the sheet itself; null: it is about none. */
export function sheetOfRow(entity: Entity, id: string, fields: Fields): string | null {
  switch (entity) {
    case 'sheetRows':
      return id;
    case 'sheetReturn':
    case 'sheetHandling':
      return splitId(id)[0];
    case 'sheetQuestion':
      return typeof fields.number === 'string' ? fields.number : null;
    default:
      return null;
  }
}
