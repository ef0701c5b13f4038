import type { MailServer } from '../../shared/contract/mail.ts';
import type { MutationArgs } from '../changes/mutations/mutations.ts';
import type { ReadDb } from '../db/database.ts';

const KEY = 'mailServer';

/** The server that the office has set; its password is not here. */
export function mailServer(db: ReadDb): MailServer | null {
  const row = db.read<{ value: string }>('SELECT value FROM setting WHERE key = ?').get(KEY);
  return row ? (JSON.parse(row.value) as MailServer) : null;
}

/** The mutation that sets it. */
export function mailServerRow(db: ReadDb, server: MailServer): MutationArgs<'row.save'> {
  const before = db.read<{ value: string }>('SELECT value FROM setting WHERE key = ?').get(KEY) ?? null;
  return { entity: 'setting', id: KEY, before, after: { value: JSON.stringify(server) } };
}
