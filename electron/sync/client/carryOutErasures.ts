import { eraseStudents } from '../../changes/erase/eraseStudents.ts';
import type { WriteDb } from '../../db/database.ts';
import type { ErasureOnWire } from '../protocol/erasures.ts';
import { erasedHere, HUB_ACTOR, noteTold } from './erasures.ts';

interface Ports {
  /** Epoch ms. */
  now(): number;
  /** Takes them out beside this thread; absent: at once, in it. */
  erase?(numbers: number[], erasure: ErasureOnWire): Promise<void>;
}

/** Takes those out of the store who were erased elsewhere, and notes that it is known here. */
export async function carryOutErasures(
  db: WriteDb,
  ports: Ports,
  erasures: readonly ErasureOnWire[],
): Promise<void> {
  for (const erasure of erasures) {
    const numbers = erasedHere(db, erasure);
    if (numbers.length > 0) await (ports.erase?.(numbers, erasure) ?? eraseNow(db, ports, numbers, erasure));
    noteTold(db, erasure);
  }
}

function eraseNow(db: WriteDb, ports: Ports, numbers: number[], erasure: ErasureOnWire): void {
  db.transaction(() => {
    const context = { at: ports.now(), by: HUB_ACTOR, reason: '', told: erasure };
    for (const _ of eraseStudents(db, numbers, context));
  });
}
