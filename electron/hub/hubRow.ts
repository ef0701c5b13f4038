import type { Fields } from '../sync/protocol/syncedMutation.ts';

/** A row as the hub holds it. `fields` null: it is not there (any more); its versions go on counting. */
export interface HubRow {
  entity: string;
  id: string;
  student: string | null;
  scope: string;
  fields: Fields | null;
  ver: number;
  seq: number;
}
