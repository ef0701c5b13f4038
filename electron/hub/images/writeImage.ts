import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { type SentRow, sealFrame } from '../../sync/protocol/imageFrames.ts';
import { ROW_SCHEMAS, type RowSchemas } from '../../sync/rules/RowSchemas.ts';
import { fence } from '../fence.ts';
import { grantOf, type HubDb } from '../hubPorts.ts';
import { readAtOnce } from '../readAtOnce.ts';
import { pagesOf } from './pagesOf.ts';

export interface ImageOrder {
  /** As `device.scope` has it. */
  grant: string;
  /** The version of rows in which they are told. */
  schema: number;
  /** Hex, 256 bits. */
  key: string;
  file: string;
}

export interface WrittenImage {
  /** The end of the log that the image has all of. */
  seq: number;
  chain: string;
  rows: number;
  bytes: number;
  sha256: string;
}

/** Writes the image of a grant as the hub is now, in one reading. Errors: those of the file system and the database. */
export function writeImage(
  db: HubDb,
  { grant, schema, key: hex, file }: ImageOrder,
  schemas: RowSchemas = ROW_SCHEMAS,
): Promise<WrittenImage> {
  return readAtOnce(db, async (tx) => {
    const { head_seq, head_chain: chain } = await tx
      .selectFrom('partition')
      .select(['head_seq', 'head_chain'])
      .executeTakeFirstOrThrow();
    await fence(tx, { grant });
    const key = Buffer.from(hex, 'hex');
    const hash = createHash('sha256');
    const handle = await open(file, 'wx', 0o600);
    let [rows, bytes, n] = [0, 0, 0];
    const put = async (page: readonly SentRow[], isLast: boolean) => {
      const frame = await sealFrame(page, { key, n, isLast });
      hash.update(frame);
      await handle.writeFile(frame);
      rows += page.length;
      bytes += frame.length;
      n += 1;
    };
    try {
      let held: SentRow[] = [];
      for await (const page of pagesOf(tx, grantOf(grant), schemas.viewOf(schema))) {
        if (held.length > 0) await put(held, false);
        held = page;
      }
      await put(held, true);
    } finally {
      await handle.close();
    }
    return { seq: Number(head_seq), chain, rows, bytes, sha256: hash.digest('hex') };
  });
}
