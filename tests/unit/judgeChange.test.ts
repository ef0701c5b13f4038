import { describe, expect, it } from 'vitest';
import type { Entity } from '../../electron/changes/change.ts';
import type { Fields } from '../../electron/sync/protocol/syncedMutation.ts';
import { ENTITY_RULES } from '../../electron/sync/rules/entityRules.ts';
import { judgeChange } from '../../electron/sync/rules/judgeChange.ts';

const judge = (entity: Entity, now: Fields | null, set: Fields, base: Fields | null) =>
  judgeChange(ENTITY_RULES[entity].merge, now, { entity, id: 'x', set, base });
const passed = (next: Fields | null, changed = true) => ({ next, changed, conflicts: [], refused: null });
const refused = (next: Fields | null, why: string) => ({ next, changed: false, conflicts: [], refused: why });

describe('a record, whose fields go together by groups', () => {
  const now = { name: '张三', phone: '138', email: 'a@x.cn', className: '一班' };

  it('takes each group over what its author saw there, whatever became of the others', () => {
    expect(judge('record', now, { phone: '139' }, { phone: '138', email: 'a@x.cn' })).toEqual(
      passed({ ...now, phone: '139' }),
    );
    expect(judge('record', now, { gender: '男' }, {})).toEqual(passed({ ...now, gender: '男' }));
    expect(judge('record', now, { phone: null }, { phone: '138', email: 'a@x.cn' })).toEqual(
      passed({ name: '张三', email: 'a@x.cn', className: '一班' }),
    );
  });

  it('keeps a pair whole: who changed one of it has not seen what the other is now', () => {
    const { next, changed, conflicts } = judge(
      'record',
      now,
      { phone: '139', name: '张叁' },
      {
        ...{ phone: '138', email: 'b@x.cn', name: '张三' },
      },
    );
    // The name passes; of the pair both are told, in whole.
    expect([next, changed]).toEqual([{ ...now, name: '张叁' }, true]);
    expect(conflicts).toEqual([
      {
        group: 'phone',
        base: { phone: '138', email: 'b@x.cn' },
        theirs: { phone: '138', email: 'a@x.cn' },
        mine: { phone: '139', email: 'b@x.cn' },
      },
    ]);
  });

  it('has nothing to dispute where both say the same', () => {
    expect(judge('record', now, { phone: '138' }, { phone: '000', email: 'a@x.cn' })).toEqual(
      passed(now, false),
    );
  });

  it('is made once; who makes it too without having seen it disputes what differs', () => {
    expect(judge('record', null, { name: '李四' }, null)).toEqual(passed({ name: '李四' }));
    expect(judge('record', { name: '李四' }, { name: '李四' }, null)).toEqual(
      passed({ name: '李四' }, false),
    );
    expect(judge('record', { name: '李四' }, { name: '李五' }, null).conflicts).toEqual([
      { group: 'name', base: null, theirs: { name: '李四' }, mine: { name: '李五' } },
    ]);
  });

  it('is not made anew by who changes one that is gone, and is gone with its last field', () => {
    expect(judge('record', null, { phone: '139' }, { phone: '138' })).toEqual(refused(null, 'gone'));
    expect(judge('record', { name: '李四' }, { name: null }, { name: '李四' })).toEqual(passed(null));
  });
});

describe('a row that is one thing', () => {
  const now = { spelling: '数学', meant: '数学学院' };

  it('is disputed as a whole, however different the fields', () => {
    expect(judge('word', now, { meant: '理学院' }, now)).toEqual(passed({ ...now, meant: '理学院' }));
    expect(
      judge('word', { ...now, how: 'typed' }, { meant: '理学院' }, now).conflicts.map(({ group }) => group),
    ).toEqual(['row']);
  });
});

describe('what is said once', () => {
  const now = { verdict: 'correct', at: 1 };

  it('is one if two say it in the same words, and never said otherwise', () => {
    expect(judge('event', null, now, null)).toEqual(passed(now));
    expect(judge('event', now, now, null)).toEqual(passed(now, false));
    expect(judge('event', now, { verdict: 'wrong', at: 1 }, null)).toEqual(refused(now, 'taken'));
    // Said with less it is the same: the rest was added later.
    expect(judge('event', { ...now, undone: 2 }, now, null)).toEqual(passed({ ...now, undone: 2 }, false));
  });

  it('may be taken back, by a field of its own', () => {
    expect(judge('event', now, { undone: 2 }, {})).toEqual(passed({ ...now, undone: 2 }));
    expect(judge('event', { ...now, undone: 3 }, { undone: 2 }, {}).conflicts).toHaveLength(1);
  });
});

describe('a case, in which a step is taken from a state', () => {
  const now = { version: 2, step: 'review', title: 'x' };

  it('moves from the state that was seen, whoever else has said what', () => {
    expect(judge('case', now, { step: 'done', version: 3 }, { version: 2 })).toEqual(
      passed({ version: 3, step: 'done', title: 'x' }),
    );
    expect(judge('case', now, { step: 'done', version: 2 }, { version: 1 })).toEqual(refused(now, 'moved'));
    expect(judge('case', null, { step: 'done', version: 2 }, { version: 1 })).toEqual(refused(null, 'gone'));
  });

  it('counts by its number and by where it was taken from: two desks may each have taken one of that number', () => {
    const refusedThere = { version: 2, state: 'refused', title: 'x' };
    const third = { state: 'retake', version: 3 };
    expect(judge('case', refusedThere, third, { version: 2, state: 'office' })).toEqual(
      refused(refusedThere, 'moved'),
    );
    expect(judge('case', refusedThere, third, { version: 2, state: 'refused' })).toEqual(
      passed({ ...refusedThere, ...third }),
    );
    // What it changes is to be as its author saw it, too; of what it leaves alone nobody asks.
    const due = { due: '2026-10-20', version: 3 };
    const seen = { version: 2, state: 'refused' };
    expect(judge('case', { ...refusedThere, due: '2026-10-09' }, due, seen)).toMatchObject({
      refused: 'moved',
    });
    expect(judge('case', { ...refusedThere, form: '{}' }, due, seen)).toMatchObject({ changed: true });
  });

  it('is opened once, or by two in the very same words', () => {
    expect(judge('case', null, now, null)).toEqual(passed(now));
    expect(judge('case', now, now, null)).toEqual(passed(now, false));
    expect(judge('case', now, { ...now, title: 'y' }, null)).toEqual(refused(now, 'taken'));
  });
});
