import type { Entity } from '../changes/change.ts';
import type { Fields } from '../sync/protocol/syncedMutation.ts';
import { sheetOfRow } from '../sync/rules/sheetOfRow.ts';
import { studentOfRow } from '../sync/rules/studentOfRow.ts';
import { campaignOf } from './GoneCampaigns.ts';
import { rulesOf } from './rulesOf.ts';

/** Rows that say whose this one is, or whether it can be: the case of a step, the sheet that came back. */
export function rowsBeside({ entity, id, fields }: { entity: Entity; id: string; fields: Fields }): {
  entity: Entity;
  id: string;
}[] {
  const ref = studentOfRow(entity, id, fields);
  const sheet = sheetOfRow(entity, id, fields);
  return [
    ...(ref && 'like' in ref ? [ref.like] : []),
    ...(sheet === null ? [] : [{ entity: 'sheet' as const, id: sheet }]),
    ...rulesOf(entity, fields),
    ...campaignOf(entity, fields),
  ];
}
