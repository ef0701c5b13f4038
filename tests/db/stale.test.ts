import { expect, test } from 'vitest';
import { studentsWithKey } from '../../electron/db/tables/studentKeys.ts';
import { photosOf, statusOf } from '../../electron/students/statusOf.ts';
import { expectConsistent, expectReplayEqual } from '../harness/storeInvariants.ts';
import { StoreScene } from '../harness/storeScene.ts';

const ZHANG = { examNo: '22110101110001', studentNo: '2022001', name: '张三', phone: '13800000001' };
const HOUR = 3_600_000;

interface Verified {
  made: StoreScene;
  id: string;
  campaign: string;
  /** `same`, or what changed since. */
  covered(campaign?: string): string;
  status(campaign?: string): string;
}

/** 张三, with a photo, verified as correct in a campaign that covers name, major and the 学历 photo. */
function verified(work: (scene: Verified) => void | Promise<void>): () => Promise<void> {
  return async () => {
    const made = new StoreScene();
    try {
      made.importRoster('chsi', [ZHANG]);
      const id = made.db.read<{ id: string }>('SELECT id FROM student').get()!.id;
      const campaign = made.campaign({ coveredFields: ['name', 'majorName'], coversPhoto: true });
      made.photos('graduation', [{ student: id, hash: 'h1' }]);
      made.verdict(campaign, [id], 'correct');
      const scene: Verified = {
        made,
        id,
        campaign,
        covered(of = campaign) {
          const held = made.verification(of, id);
          if (!held) return 'none';
          const changed = [held.fields_unchanged ? '' : 'fields', held.photo_unchanged ? '' : 'photo'];
          return changed.filter((part) => part !== '').join('+') || 'same';
        },
        status(of = campaign) {
          const student = made.student(id);
          return statusOf(made.db, student, photosOf(made.db, student.n), made.campaignOf(of), made.now)
            .status;
        },
      };
      expect([scene.covered(), scene.status()]).toEqual(['same', 'verified-open']);
      await work(scene);
      expectConsistent(made.db);
      expectReplayEqual(made.db);
    } finally {
      made.db.raw.close();
    }
  };
}

test(
  'an import of a covered field makes it stale, taking the import back makes it good again',
  verified(async ({ made, covered, status }) => {
    const { batch } = made.importRoster('chsi', [{ studentNo: '2022001', majorName: '法学' }]);
    expect([covered(), status()]).toEqual(['fields', 'stale']);
    await made.undo(batch);
    expect([covered(), status()]).toEqual(['same', 'verified-open']);
  }),
);

test(
  'an import of a field that is not covered does not',
  verified(({ made, covered }) => {
    made.importRoster('chsi', [{ studentNo: '2022001', phone: '13900000009', className: '软件1班' }]);
    expect(covered()).toBe('same');
  }),
);

test(
  'another source that says more of a covered field does; one whose word does not count does not',
  verified(async ({ made, covered }) => {
    const { batch } = made.importRoster('sis', [{ studentNo: '2022001', name: '张三', majorName: '法学' }]);
    expect(covered()).toBe('fields');
    await made.undo(batch);
    expect(covered()).toBe('same');
    made.importRoster('sis', [{ studentNo: '2022001', examNo: ZHANG.examNo, name: '张叁' }]);
    expect(made.student(made.db.read<{ id: string }>('SELECT id FROM student').get()!.id)).toMatchObject({
      differing: true,
      values: { name: '张三' },
    });
    expect(covered()).toBe('same');
  }),
);

test(
  'an edit by staff makes it stale, its undo and its withdrawal make it good again',
  verified(async ({ made, id, covered }) => {
    const edit = made.edit(id, { name: '张山' });
    expect(covered()).toBe('fields');
    await made.undo(edit);
    expect(covered()).toBe('same');
    made.edit(id, { name: '张山' });
    made.edit(id, { name: null });
    expect(covered()).toBe('same');
    made.edit(id, { phone: '1' });
    expect(covered()).toBe('same');
  }),
);

test(
  'another photo of the role that is covered makes it stale; the same bytes and another role do not',
  verified(async ({ made, id, covered, status }) => {
    made.photos('graduation', [{ student: id, hash: 'h1' }]);
    made.photos('admission', [{ student: id, hash: 'h2' }]);
    expect(covered()).toBe('same');
    const batch = made.photos('graduation', [{ student: id, hash: 'h2' }]);
    expect([covered(), status()]).toEqual(['photo', 'stale']);
    const edit = made.edit(id, { majorName: '法学' });
    expect(covered()).toBe('fields+photo');
    await made.undo(batch);
    expect(covered()).toBe('fields');
    await made.undo(edit);
    expect(covered()).toBe('same');
  }),
);

test(
  'the photo that was there is taken back: stale as well',
  verified(async ({ made, covered }) => {
    const batch = made.db.read<{ id: string }>("SELECT id FROM batch WHERE kind = 'photos'").get()!.id;
    await made.undo(batch);
    expect(covered()).toBe('photo');
  }),
);

test(
  'a campaign that does not cover photos does not mind them',
  verified(({ made, id, covered }) => {
    const other = made.campaign({ type: 'enrolled-record', coveredFields: ['phone'], coversPhoto: false });
    made.verdict(other, [id], 'correct');
    made.photos('admission', [{ student: id, hash: 'h7' }]);
    made.photos('graduation', [{ student: id, hash: 'h7' }]);
    expect([covered(), covered(other)]).toEqual(['photo', 'same']);
  }),
);

test(
  'two campaigns at once, each by what it covers',
  verified(async ({ made, id, covered, status }) => {
    const other = made.campaign({ type: 'enrolled-record', coveredFields: ['phone'], coversPhoto: true });
    made.verdict(other, [id], 'wrong');
    expect([covered(other), status(other)]).toEqual(['same', 'disputed']);
    const phone = made.edit(id, { phone: '1' });
    expect([covered(), covered(other), status(other)]).toEqual(['same', 'fields', 'stale']);
    made.edit(id, { name: '张山' });
    expect([covered(), covered(other)]).toEqual(['fields', 'fields']);
    await made.undo(phone);
    expect([covered(), covered(other)]).toEqual(['fields', 'same']);
    made.photos('admission', [{ student: id, hash: 'h5' }]);
    expect(covered(other)).toBe('photo');
  }),
);

test(
  'confirming what is held now ends being stale, in this campaign only',
  verified(({ made, id, covered }) => {
    const other = made.campaign({ coveredFields: ['name'], coversPhoto: false });
    made.verdict(other, [id], 'correct');
    made.edit(id, { name: '张山' });
    made.now += 1;
    made.verdict(other, [id], 'correct');
    expect([covered(), covered(other)]).toEqual(['fields', 'same']);
  }),
);

test(
  'the newest verdict is the one said last, whichever was registered last; of the same time, the later one',
  verified(({ made, id, campaign }) => {
    made.verdict(campaign, [id], 'wrong', { saidAt: made.now - HOUR });
    expect(made.verification(campaign, id)?.verdict).toBe('correct');
    made.verdict(campaign, [id], 'not-found', { saidAt: made.now });
    expect(made.verification(campaign, id)?.verdict).toBe('not-found');
    made.now += HOUR;
    made.verdict(campaign, [id], 'wrong', { saidAt: null });
    expect(made.verification(campaign, id)?.verdict).toBe('wrong');
    made.verdict(campaign, [id], 'correct', { saidAt: made.now - 1 });
    expect(made.verification(campaign, id)?.verdict).toBe('wrong');
  }),
);

test(
  'a verdict that is taken back gives way to the one before it, with what that one covered',
  verified(async ({ made, id, campaign, covered }) => {
    made.edit(id, { name: '张山' });
    made.now += HOUR;
    const second = made.verdict(campaign, [id], 'wrong');
    made.now += HOUR;
    const third = made.verdict(campaign, [id], 'unverified');
    expect(covered()).toBe('same');
    await made.undo(second);
    expect(made.verification(campaign, id)?.verdict).toBe('unverified');
    await made.undo(third);
    expect(made.verification(campaign, id)).toMatchObject({ verdict: 'correct', fields_unchanged: 0 });
    const first = made.db
      .read<{ id: string }>("SELECT id FROM batch WHERE kind = 'verdict' ORDER BY n LIMIT 1")
      .get()!;
    await made.undo(first.id);
    expect(covered()).toBe('none');
    expect(studentsWithKey(made.db, 'studentNo', '2022001')).toHaveLength(1);
  }),
);
