import type { WriteDb } from '../../db/database.ts';
import type { Image } from '../protocol/pulled.ts';
import { ROW_SCHEMAS, type RowSchemas } from '../rules/RowSchemas.ts';
import { ImageTaking } from './ImageTaking.ts';
import type { ImageSource } from './imageRows.ts';
import { notePastEpoch } from './pastEpochs.ts';
import { renumber } from './renumber.ts';
import { forgetDurable, settleOwn } from './settleOwn.ts';
import { setState, stateOf } from './syncState.ts';
import { withoutIndexes } from './withoutIndexes.ts';

/** From so many rows on an empty store is filled first and indexed then. */
const MANY = 20_000;

export interface ImageToTake {
  image: Image;
  /** The hub was put back, or is another: what it had of this desk may be lost. */
  isOther: boolean;
  /** Rows that are here in the hub’s version need not be looked at: nothing here is known to be wrong. */
  trusts: boolean;
  /** Epoch ms. */
  at: number;
}

/**
 * Begins anew with what the hub has, in one transaction: rows that are not in the image go, and what was done here and
 * the hub does not have (it was put back) waits to be sent again. `heed` is told now and then how many rows were taken;
 * when it throws nothing was.
 */
export function applyImage(
  db: WriteDb,
  { image, isOther, trusts, at }: ImageToTake,
  source: ImageSource,
  heed: (done: number) => void = () => undefined,
  schemas: RowSchemas = ROW_SCHEMAS,
): void {
  db.transaction(() => {
    const device = stateOf(db, 'device')!;
    // The hub was put back before it took anything under this name: what it had under an earlier one may be lost too.
    if (isOther && image.lastMid === 0) renumber(db, { device, at, lost: true, schemas });
    begin(db, image);
    const taking = new ImageTaking(db, {
      isFirst: stateOf(db, 'token') === null,
      ...{ isWhole: image.whole, trusts: trusts && image.follows, heed, schemas },
      entry: { name: 'sync.reset', args: '{}', device, actor: '', at, batch: null },
    });
    const fill = () => taking.take(source);
    if (source.rows >= MANY && isEmpty(db)) withoutIndexes(db, ['student', 'change', 'sync_row'], fill);
    else fill();
    notePastEpoch(db, image.token);
    setState(db, 'token', image.token);
    setState(db, 'cursor', String(image.seq));
    setState(db, 'grantVersion', String(image.grantVersion));
    setState(db, 'whole', image.whole ? '1' : '0');
    forgetDurable(db, image.durableSeq);
    setState(db, 'auditedAt', '');
  });
}

/** What became of the desk’s own work, and what the hub is to be told. */
function begin(db: WriteDb, image: Image): void {
  const { last } = db.read<{ last: number }>('SELECT coalesce(max(mid), 0) AS last FROM outbox').get()!;
  if (image.lastMid > last) setState(db, 'twin', '1');
  if (Number(stateOf(db, 'grantVersion')) !== image.grantVersion)
    setState(db, 'purgeOwed', String(image.grantVersion));
  // Only what a backup of the hub has is settled whatever hub this is: a hub that was put back may have taken something
  // otherwise, not at all, or be waiting for the rest of its commit again.
  db.write(
    "UPDATE outbox SET state = 'pending', outcome = NULL, ack_seq = NULL WHERE mid > 0 AND ack_seq > ?",
  ).run(Number(stateOf(db, 'durableSeq') ?? 0));
  for (const ack of image.acks) settleOwn(db, ack.mid, ack);
}

function isEmpty(db: WriteDb): boolean {
  const any = (table: string) => db.read(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined;
  return !any('student') && !any('sync_row');
}
