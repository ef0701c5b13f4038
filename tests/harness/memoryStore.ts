import type { WriteDb } from '../../electron/db/database.ts';
import { migrate } from '../../electron/db/migrate.ts';
import { connect } from '../../electron/db/openDatabase.ts';

/** A store in memory with this program's schema. */
export function memoryStore(): WriteDb {
  const db = connect(':memory:', null);
  migrate(db, { isNew: true, backupDir: '' });
  return db;
}
