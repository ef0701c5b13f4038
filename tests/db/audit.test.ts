import { describe, expect, it } from 'vitest';
import { appendAudit, auditHead } from '../../electron/audit/appendAudit.ts';
import { headText, parseHead } from '../../electron/audit/auditChain.ts';
import { type AuditVerdict, verifyAudit } from '../../electron/audit/verifyAudit.ts';
import type { ReadDb, WriteDb } from '../../electron/db/database.ts';
import { memoryStore } from '../harness/storeInvariants.ts';

const WHO = { person: 'p1', name: '管理员', role: 'admin', session: 's1' };

function write(db: WriteDb, entries: number): void {
  db.transaction(() => {
    for (let at = 1; at <= entries; at += 1) {
      const students = at % 7 === 0 ? range(at, 100) : at % 3 === 0 ? [at, at + 2] : [];
      appendAudit(db, WHO, 1000 + at, { action: 'look', students, detail: { call: 'students.reveal', at } });
    }
  });
}

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

function verify(db: ReadDb, anchors: string[] = []): AuditVerdict {
  const steps = verifyAudit(
    db,
    anchors.map((text) => parseHead(text)!),
  );
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** What somebody does who has the store's key and an SQLite shell. */
function tamper(db: WriteDb, work: (db: WriteDb) => void): void {
  db.raw.exec('DROP TRIGGER audit_not_changed; DROP TRIGGER audit_not_removed; DROP TRIGGER audit_in_order');
  work(db);
}

/** Mulberry32: the same numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('the chain of the audit', () => {
  it('is whole as it is written, and empty before', () => {
    const db = memoryStore();
    expect(verify(db)).toEqual({ checked: 0, head: { seq: 0, hash: '0'.repeat(64) }, fault: null });
    write(db, 4321);
    const { checked, head, fault } = verify(db);
    expect({ checked, fault, seq: head.seq }).toEqual({ checked: 4321, fault: null, seq: 4321 });
    expect(head).toEqual(auditHead(db));
    db.raw.close();
  });

  it('refuses to be changed, shortened, overwritten or written out of order', () => {
    const db = memoryStore();
    write(db, 5);
    const statements = [
      "UPDATE audit SET name = 'x' WHERE seq = 3",
      'DELETE FROM audit WHERE seq = 5',
      'DELETE FROM audit',
      "INSERT OR REPLACE INTO audit SELECT 3, at, person, 'x', role, session, action, outcome, students, detail, hash FROM audit WHERE seq = 3",
      'INSERT INTO audit SELECT 7, at, person, name, role, session, action, outcome, students, detail, hash FROM audit WHERE seq = 3',
    ];
    for (const sql of statements) expect(() => db.raw.exec(sql), sql).toThrow(/audit entries/);
    expect(verify(db)).toMatchObject({ checked: 5, fault: null });
    db.raw.close();
  });

  it('is not written when what it tells is not', () => {
    const db = memoryStore();
    write(db, 2);
    expect(() =>
      db.transaction(() => {
        appendAudit(db, WHO, 5000, { action: 'verdict' });
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(auditHead(db).seq).toBe(2);
    db.raw.close();
  });

  // Each seed another entry, another field, another way to do it.
  const COLUMNS = [
    'at',
    'person',
    'name',
    'role',
    'session',
    'action',
    'outcome',
    'students',
    'detail',
    'hash',
  ] as const;
  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'tells the first entry that was meddled with (seed %i)',
    (seed) => {
      const next = random(seed);
      const entries = 40 + Math.floor(next() * 60);
      const db = memoryStore();
      write(db, entries);
      const victim = 1 + Math.floor(next() * entries);
      const way = seed % 4;
      let expected = victim;
      let kind = 'changed';
      tamper(db, () => {
        if (way === 0) {
          const column = COLUMNS[Math.floor(next() * COLUMNS.length)]!;
          const value =
            column === 'at'
              ? 'at + 1'
              : column === 'hash'
                ? "x'00' || substr(hash, 2)"
                : `coalesce(${column}, '') || '1'`;
          const sql = `UPDATE audit SET ${column} = ${column === 'hash' ? `CAST(${value} AS BLOB)` : value} WHERE seq = ${victim}`;
          const before = db.raw
            .prepare(`SELECT hash FROM audit WHERE seq = ${victim}`)
            .pluck()
            .get() as Buffer;
          db.raw.exec(sql);
          // One hash in 256 begins with a zero already; then nothing was changed.
          const after = db.raw
            .prepare(`SELECT hash FROM audit WHERE seq = ${victim}`)
            .pluck()
            .get() as Buffer;
          if (column === 'hash' && before.equals(after))
            db.raw.exec(`UPDATE audit SET hash = zeroblob(32) WHERE seq = ${victim}`);
        } else if (way === 1) {
          db.raw.exec(`DELETE FROM audit WHERE seq = ${victim}`);
          kind = victim === entries ? 'cut' : 'missing';
        } else if (way === 2) {
          // Two neighbours change places.
          const first = Math.min(victim, entries - 1);
          expected = first;
          db.raw.exec(
            `UPDATE audit SET seq = -1 WHERE seq = ${first};
           UPDATE audit SET seq = ${first} WHERE seq = ${first + 1};
           UPDATE audit SET seq = ${first + 1} WHERE seq = -1`,
          );
        } else {
          // Removed, and all that follow moved up to close the gap.
          db.raw.exec(
            `DELETE FROM audit WHERE seq = ${victim};
           UPDATE audit SET seq = -seq WHERE seq > ${victim};
           UPDATE audit SET seq = -seq - 1 WHERE seq < 0`,
          );
          kind = victim === entries ? 'cut' : 'changed';
        }
      });
      // Written down elsewhere before, as a backup does.
      const anchor = anchorBefore(entries);
      expect(verify(db, [anchor]).fault).toEqual({ kind, seq: expected });
      db.raw.close();
    },
  );

  /** The head of a store that was left alone. */
  function anchorBefore(entries: number): string {
    const db = memoryStore();
    write(db, entries);
    const head = headText(auditHead(db));
    db.raw.close();
    return head;
  }

  it('notices by a head that was written down that its end was cut off, or that all of it was written anew', () => {
    const db = memoryStore();
    write(db, 20);
    const anchor = headText(auditHead(db));
    expect(verify(db, [anchor]).fault).toBeNull();
    expect(verify(db, [anchor.slice(0, anchor.indexOf(':') + 17)]).fault).toBeNull();
    tamper(db, () =>
      db.raw.exec(
        'DELETE FROM audit WHERE seq > 15; DELETE FROM audit_student WHERE seq > 15; DELETE FROM audit_many WHERE seq > 15',
      ),
    );
    expect(verify(db).fault).toBeNull();
    expect(verify(db, [anchor]).fault).toEqual({ kind: 'cut', seq: 16 });
    for (let at = 16; at <= 20; at += 1) appendAudit(db, WHO, 9000 + at, { action: 'look' });
    expect(verify(db).fault).toBeNull();
    expect(verify(db, [anchor]).fault).toEqual({ kind: 'anchor', seq: 20 });
    db.raw.close();
  });

  it('notices that an entry is no longer found by its students', () => {
    const db = memoryStore();
    write(db, 30);
    db.raw.exec('DELETE FROM audit_student WHERE seq = 9 AND n = 11');
    expect(verify(db).fault).toEqual({ kind: 'index', seq: 9 });
    db.raw.close();
  });

  it.each(['', '12', '12:xyz', '12:0123', 'a:0123456789abcdef', '12:0123456789abcdef0'.repeat(5)])(
    'takes no other text for a head (%s)',
    (text) => {
      expect(parseHead(text)).toBeNull();
    },
  );
});
