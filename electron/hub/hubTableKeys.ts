import type { HubTables } from './hubTables.ts';

/**
 * Every table of a hub with the columns that tell its rows apart: what is not here is in no backup of a PostgreSQL hub. The
 * bytes of files are not copied with them: they go beside a backup, each once for all backups there (backupBlobs).
 */
export const HUB_TABLE_KEYS: {
  readonly [Table in Exclude<keyof HubTables, 'blob_piece'>]: readonly (keyof HubTables[Table] & string)[];
} = {
  partition: ['id'],
  device: ['id'],
  device_grant: ['device', 'grant_version'],
  enrol_code: ['hash'],
  enrol_guess: ['source'],
  hub_key: ['n'],
  log: ['seq'],
  mutation: ['device', 'mid'],
  staged: ['device', 'mid'],
  row: ['entity', 'row_id'],
  student_scope: ['student'],
  person_secret: ['person'],
  quarantine: ['device', 'mid'],
  hub_schema: ['version'],
  digest: ['scope', 'entity', 'bucket'],
  blob: ['sha256'],
  blob_ref: ['sha256', 'entity', 'row_id'],
  blob_sender: ['sha256', 'device'],
  hub_note: ['name'],
  erasure: ['id'],
  erased_student: ['erasure', 'student_key'],
  erasure_receipt: ['erasure', 'device'],
};
