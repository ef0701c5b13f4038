import type { MailServer } from '../../shared/contract/mail.ts';
import type { MutationArgs } from '../changes/mutations/mutations.ts';
import type { ReadDb } from '../db/database.ts';
import { storedSetting } from '../db/tables/settingTable.ts';

const KEY = 'mailServer';

/** The server that the office has set; its password is not here. */
export function mailServer(db: ReadDb): MailServer | null {
  const row = storedSetting(db, KEY);
  return row ? (JSON.parse(row.value) as MailServer) : null;
}

/** The mutation that sets it. */
export function mailServerRow(db: ReadDb, server: MailServer): MutationArgs<'row.save'> {
  const before = storedSetting(db, KEY);
  return { entity: 'setting', id: KEY, before, after: { value: JSON.stringify(server) } };
}
