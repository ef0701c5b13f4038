import { expect, test } from 'vitest';
import { handBatchRow } from '../../electron/changes/batchRow.ts';
import type { PatchValue } from '../../electron/changes/change.ts';
import { readRow } from '../../electron/changes/readRow.ts';
import { writeEffects } from '../../electron/changes/writeEffects.ts';
import { type StoreScene, scene } from '../harness/storeScene.ts';

const ZHANG = { examNo: '22110101110001', studentNo: '2022001', name: '张三', phone: '13800000001' };

/** A conflict as the hub makes it and a pull writes it. */
function dispute(
  made: StoreScene,
  id: string,
  about: { base: object; theirs: object; mine: object; group?: string },
) {
  const student = made.db.read<{ id: string }>('SELECT id FROM student').get()!.id;
  const { base, theirs, mine, group = 'name' } = about;
  const values: Record<string, PatchValue> = {
    ...{ entity: 'record', row: `${student}/staff`, group, state: 'open' },
    ...{ base: JSON.stringify(base), theirs: JSON.stringify(theirs), mine: JSON.stringify(mine) },
    ...{ device: 'here', actor: '甲', at: 1, theirDevice: 'there', theirActor: '乙', theirAt: 2 },
  };
  const entry = { name: 'student.setFields', args: '{}', device: 'there', actor: '乙', at: 2, batch: null };
  const change = { entity: 'conflict' as const, entityId: id, kind: 'made' as const, values };
  made.db.transaction(() => {
    for (const _ of writeEffects(made.db, entry, [change], false));
  });
  return `${student}/staff`;
}

const DISPUTED = {
  base: { name: '张三' },
  theirs: { name: '张叁' },
  mine: { name: '章三', namePinyin: 'ZHANG SAN' },
};

function disputed(made: StoreScene): string {
  made.importRoster('chsi', [ZHANG]);
  const student = made.db.read<{ id: string }>('SELECT id FROM student').get()!.id;
  made.edit(student, { name: '张叁', phone: '13900000009' });
  return dispute(made, 'c1', DISPUTED);
}

const settled = { at: 9, actor: '丙', values: null };

test(
  'conflict.resolve: theirs keeps what is there, mine writes the whole group, typed what was typed',
  scene((made) => {
    const row = disputed(made);
    made.write('conflict.resolve', { conflict: 'c1', take: 'theirs', ...settled });
    expect(readRow(made.db, 'record', row)).toEqual({ name: '张叁', phone: '13900000009' });
    expect(readRow(made.db, 'conflict', 'c1')).toMatchObject({
      ...{ state: 'resolved', resolvedBy: '丙', resolvedAt: 9 },
    });
    dispute(made, 'c2', DISPUTED);
    made.write('conflict.resolve', { conflict: 'c2', take: 'mine', ...settled });
    expect(readRow(made.db, 'record', row)).toEqual({
      ...{ name: '章三', namePinyin: 'ZHANG SAN', phone: '13900000009' },
    });
    dispute(made, 'c3', DISPUTED);
    made.write('conflict.resolve', {
      ...{ conflict: 'c3', take: 'typed' as const, at: 9, actor: '丙' },
      values: { name: '章叁', namePinyin: '' },
    });
    expect(readRow(made.db, 'record', row)).toEqual({ name: '章叁', phone: '13900000009' });
  }),
);

test(
  'conflict.resolve: what is settled is not settled again, and only what is disputed is written',
  scene((made) => {
    disputed(made);
    const typed = { conflict: 'c1', take: 'typed' as const, at: 9, actor: '丙' };
    expect(() => made.write('conflict.resolve', { ...typed, values: { phone: '1' } })).toThrow(
      'CONFLICT_REFUSED',
    );
    expect(readRow(made.db, 'conflict', 'c1')).toMatchObject({ state: 'open' });
    made.write('conflict.resolve', { conflict: 'c1', take: 'theirs', ...settled });
    expect(made.write('conflict.resolve', { conflict: 'c1', take: 'mine', ...settled })).toEqual([]);
    expect(() => made.write('conflict.resolve', { conflict: 'none', take: 'mine', ...settled })).toThrow(
      'NOT_FOUND',
    );
  }),
);

test(
  'conflict.resolve: a record that is gone takes nothing but theirs',
  scene((made) => {
    made.importRoster('chsi', [ZHANG]);
    dispute(made, 'c1', DISPUTED);
    expect(() => made.write('conflict.resolve', { conflict: 'c1', take: 'mine', ...settled })).toThrow(
      'CONFLICT_REFUSED',
    );
    expect(made.write('conflict.resolve', { conflict: 'c1', take: 'theirs', ...settled })).toHaveLength(1);
  }),
);

test(
  'conflict.resolve: many as one batch are taken back in one go',
  scene(async (made) => {
    const row = disputed(made);
    const phone = {
      group: 'phone',
      base: {},
      theirs: { phone: '13900000009' },
      mine: { phone: '13700000000' },
    };
    dispute(made, 'c2', phone);
    const about = { id: 'b1', kind: 'conflicts' as const, campaign: null, students: 2 };
    made.db.transaction(() => {
      for (const conflict of ['c1', 'c2'])
        made.write('conflict.resolve', { conflict, take: 'mine', ...settled }, 'b1');
      made.write('row.save', handBatchRow({ ...about, at: 9, actor: '丙' }), 'b1');
    });
    expect(readRow(made.db, 'record', row)).toMatchObject({ name: '章三', phone: '13700000000' });
    await made.undo('b1');
    expect(readRow(made.db, 'record', row)).toEqual({ name: '张叁', phone: '13900000009' });
    for (const id of ['c1', 'c2']) {
      expect(readRow(made.db, 'conflict', id)).toMatchObject({ state: 'open' });
      expect(readRow(made.db, 'conflict', id)).not.toHaveProperty('resolvedBy');
    }
  }),
);

test(
  'conflict.resolve: what is typed over a row that is gone stands over what was to be, and over nothing makes none',
  scene((made) => {
    made.importRoster('chsi', [ZHANG]);
    const whole = { group: 'row', base: { name: '张三', phone: '1' }, theirs: { name: '张叁', phone: '1' } };
    const row = dispute(made, 'c1', { ...whole, mine: { name: '章三', phone: '1' } });
    const typed = { take: 'typed' as const, values: { name: '章叁' }, at: 9, actor: '丙' };
    made.write('conflict.resolve', { conflict: 'c1', ...typed });
    expect(readRow(made.db, 'record', row)).toEqual({ name: '章叁', phone: '1' });
    made.edit(row.split('/')[0]!, { name: null, phone: null });
    dispute(made, 'c2', { ...whole, mine: {} });
    expect(() => made.write('conflict.resolve', { conflict: 'c2', ...typed })).toThrow('CONFLICT_REFUSED');
  }),
);
