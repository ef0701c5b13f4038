import type { HubWords } from './hubZh.ts';

export const hubEn: HubWords = {
  about:
    'The sync hub, which all PCs of a school sync with; its data lie in a folder (--data) or in PostgreSQL (--pg)',
  pg: 'address of a PostgreSQL database, such as postgresql://xueji@10.0.0.5:5432/xueji; the password in PGPASSWORD',
  status:
    'how the hub stands: its log, its backup, how far behind devices are, open conflicts and refused work',
  backup: 'writes all of the hub into one file and reads it back before it counts; the hub may be running',
  backupFile: 'the backup file',
  archived: 'the database archives its WAL: looks how far, and counts that as backed up (with --pg only)',
  restore: 'puts a backup back; what was there stays in the folder backups (in PostgreSQL it is replaced)',
  backupWhat: 'write a backup file, or --archived',
  states: { enrolling: 'waits for approval', active: 'active', revoked: 'revoked' },
  everyone: 'whole school',
  head: (seq, hub) => `hub ${hub}, log up to ${seq}`,
  noBackup:
    'There is no backup. If the hub breaks, only the PCs can fill it again: run xueji hub backup FILE now.',
  backedUpTo: (at, age, left) => `last backup: ${at} (${age} ago), ${left} entries since`,
  days: (days) => `${days} days`,
  hours: (hours) => `${hours} hours`,
  counts: (conflicts, quarantined, purges) =>
    `${conflicts} open conflicts, ${quarantined} refused, ${purges} devices that have not confirmed a purge`,
  oldest: (name, at) => `oldest waiting to be uploaded: ${name}, since ${at}`,
  horizon: (seq) => `compacted up to ${seq}; devices that are behind begin anew`,
  columns: ['device', 'state', 'scope', 'behind', 'last seen', 'to upload'],
  never: 'never',
  noDevices: 'no device has joined yet',
  madeBackup: (seq, file) => `backed the hub up to ${file} (log up to ${seq}) and read it back.`,
  archivedTo: (seq) => `the archive holds the log up to ${seq}; it counts as backed up.`,
  archiveWaits: (seq) =>
    `the log up to ${seq} is not archived yet; run this again when the database has archived it.`,
  restored: (at, seq) =>
    `put back the backup of ${at}, log up to ${seq}. Devices send what came later when they sync next.`,
};
