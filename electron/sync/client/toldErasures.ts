import type { ReadDb, WriteDb } from '../../db/database.ts';
import type { ErasureOnWire, ErasureStanding, ErasuresAsked } from '../protocol/erasures.ts';
import { erasuresToAsk } from './erasures.ts';

/** All that a hub says of erasures to a device that can’t be answered: what it knows, and what it has of the device. */
export interface ErasuresTold {
  /** Every one, with its seal. */
  known: ErasureOnWire[];
  /** Of which the device has said that nothing is left of it there. */
  receipts: string[];
  /** What the device brought and the hub does not take from it. */
  refused: string[];
  /** For desks of the whole school: which devices have done it. */
  standing: ErasureStanding[];
}

/** What a desk would ask one question behind the other, without hearing an answer: each erasure that the hub may not have. */
export function erasuresToBring(db: ReadDb): ErasuresAsked[] {
  const { brought: _, ...asked } = erasuresToAsk(db);
  const rows = db
    .read<{ id: string; at: number; students: string; seal: string | null }>(
      'SELECT id, at, students, seal FROM erasure WHERE refused = 0 AND (seal IS NULL OR wanted = 1) ORDER BY at, id',
    )
    .all();
  if (rows.length === 0) return asked.known.length === 0 ? [] : [{ ...asked, brought: [] }];
  return rows.map(({ students, ...row }) => ({
    ...asked,
    brought: [{ ...row, students: JSON.parse(students) as string[] }],
  }));
}

/** Those of what the hub says that this desk does not know of. */
export function unknownErasures(db: ReadDb, { known }: Pick<ErasuresTold, 'known'>): ErasureOnWire[] {
  const here = new Set(
    db
      .read<{ id: string }>('SELECT id FROM erasure WHERE refused = 0')
      .all()
      .map(({ id }) => id),
  );
  return known.filter(({ id }) => !here.has(id));
}

/**
 * Takes in one transaction what the hub said, once what this desk did not know of is carried out. `isNow`: it is not of
 * long ago, so that what the hub does not name it has lost, and is to be brought again.
 */
export function takeErasuresTold(db: WriteDb, told: ErasuresTold, at: number, isNow: boolean): void {
  db.transaction(() => {
    const sealed = db.write('UPDATE erasure SET seal = ?, wanted = 0, refused = 0 WHERE id = ?');
    for (const { id, seal } of told.known) sealed.run(seal, id);
    const receipt = db.write('UPDATE erasure SET told = 1 WHERE id = ? AND done = 1');
    for (const id of told.receipts) receipt.run(id);
    const refuse = db.write('UPDATE erasure SET refused = 1 WHERE id = ? AND seal IS NULL');
    for (const id of told.refused) refuse.run(id);
    if (isNow) {
      const here = new Set(told.known.map(({ id }) => id));
      const bring = db.write('UPDATE erasure SET wanted = 1, told = 0 WHERE id = ?');
      const own = db.read<{ id: string }>('SELECT id FROM erasure WHERE refused = 0 AND seal IS NOT NULL');
      for (const { id } of own.all()) if (!here.has(id)) bring.run(id);
    }
    const stands = db.write('UPDATE erasure SET standing = ?, standing_at = ? WHERE id = ?');
    for (const { id, devices } of told.standing) stands.run(JSON.stringify(devices), at, id);
  });
}
