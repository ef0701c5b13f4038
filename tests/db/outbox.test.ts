import { expect, test } from 'vitest';
import { writeEffects } from '../../electron/changes/writeEffects.ts';
import { nextPush } from '../../electron/sync/client/nextPush.ts';
import { renumber } from '../../electron/sync/client/renumber.ts';
import { forgetDurable, settleOwn } from '../../electron/sync/client/settleOwn.ts';
import { setState, stateOf } from '../../electron/sync/client/syncState.ts';
import { type StoreScene, scene } from '../harness/storeScene.ts';

const ZHANG = { examNo: '22110101110001', studentNo: '2022001', name: '张三', phone: '13800000001' };
const LIMITS = { mutations: 100, changes: 1000 };

/** A student of before the store was joined. */
function joined(made: StoreScene): string {
  made.importRoster('sis', [ZHANG]);
  made.db.transaction(() => setState(made.db, 'device', 'here'));
  return made.db.read<{ id: string }>('SELECT id FROM student').get()!.id;
}

/** One mutation that says these phones one after another. */
function say(made: StoreScene, student: string, phones: readonly string[], batch: string | null = null) {
  const id = `${student}/sis`;
  const entry = { name: 'student.setFields', args: '{}', device: '', actor: '甲', at: 1, batch };
  const changes = phones.map((phone, at) => ({
    ...{ entity: 'record' as const, entityId: id, kind: 'changed' as const },
    patch: { phone: [phones[at - 1] ?? '13800000001', phone] as [string, string] },
  }));
  made.db.transaction(() => {
    for (const _ of writeEffects(made.db, entry, changes, true));
  });
}

const waiting = (made: StoreScene) =>
  made.db
    .read<{ mid: number; part: string | null; sha256: string | null; was: string | null }>(
      "SELECT mid, part, sha256, was FROM outbox WHERE state = 'pending' ORDER BY mid",
    )
    .all();

test(
  'what is said twice of a row in one deed travels as what was said last, over what was seen first',
  scene((made) => {
    const student = joined(made);
    say(made, student, ['139', '137']);
    const [one] = nextPush(made.db, 0, LIMITS);
    expect(one!.changes).toEqual([
      { entity: 'record', id: `${student}/sis`, set: { phone: '137' }, base: { phone: '13800000001' } },
    ]);
  }),
);

test(
  'only what follows on each other is one commit: what was done between two parts of a batch is done between them',
  scene((made) => {
    const student = joined(made);
    say(made, student, ['1'], 'b');
    say(made, student, ['2'], 'b');
    say(made, student, ['3']);
    say(made, student, ['4'], 'b');
    // Settled before the rest was marked: what is left of the batch does not follow on each other any more.
    say(made, student, ['5'], 'b');
    say(made, student, ['6'], 'b');
    made.db.transaction(() => made.db.write("UPDATE outbox SET state = 'applied' WHERE mid = 5").run());
    const parts = nextPush(made.db, 0, LIMITS).map(({ mid, part }) => [mid, part]);
    expect(parts).toEqual([
      [1, { of: 'b/1', at: 1, last: false }],
      [2, { of: 'b/1', at: 2, last: true }],
      [3, null],
      [4, null],
      [6, null],
    ]);
  }),
);

test(
  'under another name what waits has a new number, no hash of the old one, and is no part of a commit that is settled',
  scene((made) => {
    const student = joined(made);
    for (const phone of ['1', '2', '3']) say(made, student, [phone], 'b');
    const [first] = nextPush(made.db, 0, LIMITS);
    expect(waiting(made).map(({ part, sha256 }) => [part !== 'null', sha256 !== null])).toEqual(
      Array(3).fill([true, true]),
    );
    const sha256 = waiting(made)[0]!.sha256!;
    const outcome = { kind: 'applied' as const, why: null, conflicts: [] };
    made.db.transaction(() => settleOwn(made.db, first!.mid, { outcome, seq: 4, sha256 }));
    renumber(made.db, { device: 'other', at: 9, lost: false });
    expect(waiting(made)).toEqual([
      { mid: 1, part: null, sha256: null, was: null },
      { mid: 2, part: null, sha256: null, was: null },
    ]);
    expect(nextPush(made.db, 0, LIMITS).map(({ part }) => part)).toEqual([
      { of: 'b/1', at: 1, last: false },
      { of: 'b/1', at: 2, last: true },
    ]);
    expect(nextPush(made.db, 0, LIMITS).map(({ was }) => was)).toEqual([undefined, undefined]);
  }),
);

test(
  'what a hub has said to be in a backup stays so when it says less: a backup does not know of itself',
  scene((made) => {
    joined(made);
    const said = (seq: number) => made.db.transaction(() => forgetDurable(made.db, seq));
    said(10);
    said(5);
    expect(stateOf(made.db, 'durableSeq')).toBe('10');
    said(12);
    expect(stateOf(made.db, 'durableSeq')).toBe('12');
  }),
);

test(
  'an answer to what another store did under this number settles nothing here: it lives twice',
  scene((made) => {
    const student = joined(made);
    say(made, student, ['1']);
    const outcome = { kind: 'applied' as const, why: null, conflicts: [] };
    const answered = (sha256: string) =>
      made.db.transaction(() => settleOwn(made.db, 1, { outcome, seq: 4, sha256 }));
    answered('0'.repeat(64));
    expect(waiting(made)).toHaveLength(1);
    expect(stateOf(made.db, 'twin')).toBe('1');
    nextPush(made.db, 0, LIMITS);
    answered(waiting(made)[0]!.sha256!);
    expect(waiting(made)).toEqual([]);
  }),
);

test(
  'where the hub has forgotten the old name, what it answered since its last backup waits again, and what is in that never',
  scene((made) => {
    const student = joined(made);
    for (const phone of ['1', '2', '3']) say(made, student, [phone]);
    nextPush(made.db, 0, LIMITS);
    const outcome = { kind: 'applied' as const, why: null, conflicts: [] };
    const hashes = waiting(made).map(({ sha256 }) => sha256!);
    made.db.transaction(() => {
      forgetDurable(made.db, 4);
      for (const [at, seq] of [4, 6].entries())
        settleOwn(made.db, at + 1, { outcome, seq, sha256: hashes[at]! });
    });
    renumber(made.db, { device: 'other', at: 9, lost: true });
    expect(nextPush(made.db, 0, LIMITS).map(({ mid, changes }) => [mid, changes[0]!.set])).toEqual([
      [1, { phone: '2' }],
      [2, { phone: '3' }],
    ]);
  }),
);
