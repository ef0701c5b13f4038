import {
  type EraseProof,
  type Erasure,
  type ErasureAtHub,
  eraseProof,
} from '../../../shared/contract/privacy.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { type AuditActor, appendAudit } from '../../audit/appendAudit.ts';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import { HUB_ACTOR } from '../../sync/client/erasures.ts';

/** What was found afterwards is told by an entry of its own: it is known only once the erasure is done and told. */
export function keepProof(db: WriteDb, by: AuditActor, at: number, proof: EraseProof): void {
  const { students, found, files, audit } = proof;
  appendAudit(db, by, at, {
    action: 'erase-proof',
    detail: { erasure: audit.seq, students, found, files, proof: JSON.stringify(proof) },
  });
}

/** All erasures of this store as its audit tells of them, the newest first. */
export function erasures(db: ReadDb): Erasure[] {
  const entries = (action: string) =>
    db
      .read<{ seq: number; at: number; name: string; detail: string }>(
        'SELECT seq, at, name, detail FROM audit WHERE action = ? ORDER BY seq DESC',
      )
      .all(action);
  const proofs = new Map<number, EraseProof>();
  for (const { detail } of entries('erase-proof')) {
    const { erasure, proof } = JSON.parse(detail) as { erasure: number; proof: string };
    proofs.set(erasure, eraseProof.parse(JSON.parse(proof)));
  }
  return entries('erase').map(({ seq, at, name, detail }) => {
    const { reason, students } = JSON.parse(detail) as Pick<Erasure, 'reason' | 'students'>;
    return { seq, at, actor: name, reason, students, proof: proofs.get(seq) ?? null, hub: atHub(db, seq) };
  });
}

/** How the desks of the hub stand with an erasure that the audit tells of as `seq`. */
function atHub(db: ReadDb, seq: number): ErasureAtHub | null {
  const row = db
    .read<{ own: number; seal: string | null; refused: number; standing: string | null; at: number | null }>(
      `SELECT audit.person IS NOT NULL OR audit.name <> ? AS own, seal, refused, standing, standing_at AS at
       FROM erasure JOIN audit ON audit.seq = erasure.audit WHERE erasure.audit = ?`,
    )
    .get(HUB_ACTOR.name, seq);
  if (!row) return null;
  return {
    isHere: row.own === 1,
    state: row.refused === 1 ? 'refused' : row.seal === null ? 'waiting' : 'told',
    at: row.at,
    devices: row.standing === null ? [] : (JSON.parse(row.standing) as ErasureAtHub['devices']),
  };
}

/** Errors: NOT_FOUND. */
export function proofOf(db: ReadDb, seq: number): { proof: EraseProof; hub: ErasureAtHub | null } {
  const erasure = erasures(db).find((one) => one.seq === seq);
  if (!erasure?.proof) throw new AppError('NOT_FOUND', { what: 'erasure' });
  return { proof: erasure.proof, hub: erasure.hub };
}
