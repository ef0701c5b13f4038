import { findDevice } from '../findDevice.ts';
import { readNote } from '../hubNotes.ts';
import { grantOf, type HubDb, type HubTx, scopesOf } from '../hubPorts.ts';
import { readAtOnce } from '../readAtOnce.ts';

/** Entries of the log that a device pulls behind an image rather than that another is made. */
const MOST_BEHIND = 20_000;

/** Where in which log an image stands, and of whom it is (as `device.scope` has it). */
interface Pinned {
  seq: number;
  chain: string;
  grant: string;
}

/**
 * Whether a device of the grant may begin with an image: not before `least`, of this log, before which nothing was
 * compacted, not too far behind it, and without a row that has left the grant since.
 */
export function isImageGood(db: HubDb, image: Pinned, least: number): Promise<boolean> {
  return readAtOnce(db, async (tx) => {
    const { head_seq: head } = await tx.selectFrom('partition').select('head_seq').executeTakeFirstOrThrow();
    const { seq } = image;
    if (seq < least || Number(head) - seq > MOST_BEHIND) return false;
    return seq >= ((await readNote(tx, 'horizon')) ?? 0) && (await holdsNothingElse(tx, image));
  });
}

/** Whether a device may have it now: it is active, has this grant, and no row of the image has left the grant (I10). Null: any device. */
export function mayBeServed(db: HubDb, image: Pinned, device: string | null): Promise<boolean> {
  return readAtOnce(db, async (tx) => {
    if (device !== null) {
      const found = await findDevice(tx, device);
      if (found.refused || found.device.scope !== image.grant) return false;
    }
    return holdsNothingElse(tx, image);
  });
}

/** Of this log still, and nothing of it was to go since: students who were erased, or who are another college’s now. */
async function holdsNothingElse(tx: HubTx, { seq, chain, grant: stored }: Pinned): Promise<boolean> {
  if (seq > 0) {
    const entry = await tx.selectFrom('log').select('chain').where('seq', '=', seq).executeTakeFirst();
    if (entry?.chain !== chain) return false;
  }
  const scopes = scopesOf(grantOf(stored));
  let left = tx.selectFrom('log').select('seq').where('seq', '>', seq).where('kind', '=', 'leave');
  // What was erased leaves by nobody’s mutation. Whoever has all loses nothing else.
  left = scopes === null ? left.where('mid', '=', 0) : left.where('scope', 'in', scopes);
  return (await left.limit(1).executeTakeFirst()) === undefined;
}
