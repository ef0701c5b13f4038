import { describe, expect, it } from 'vitest';
import { readRow } from '../../electron/changes/readRow.ts';
import { studentNumberOf } from '../../electron/db/tables/studentTable.ts';
import type { HubCalls } from '../../electron/sync/client/SyncClient.ts';
import { expectReplayEqual } from '../harness/storeInvariants.ts';
import { asBatch } from './rig/officeWork.ts';
import { TwoDesks } from './rig/TwoDesks.ts';

/** Two who turn out to be one, of whom a desk of one college may hold the one and not the other (decision 0041). */

const LAW = '法学院';
const ARTS = '文学院';

/** Words that stand nowhere else: of 甲, the one who stays, and of 乙, who is 甲 from then on. */
const MARKS = {
  kept: ['印记甲名', '印记甲话', '印记甲片', '印记甲因', '印记甲联'],
  joined: ['印记乙名', '印记乙话', '印记乙片', '印记乙因', '印记乙联'],
};

/** What the hub has in `chsi` counts before `sis`: where the one is who they are together is said by `chsi`. */
async function make(story: string, { kept, joined }: { kept: Side; joined: Side }) {
  const desks = await TwoDesks.make(story);
  const { office, clerk, hub } = desks;
  const campaign = office.scene.campaign();
  const bring = (who: 'kept' | 'joined', { source, college }: Side, no: string): string => {
    const [name, phone, photo, reason, contact] = MARKS[who] as [string, string, string, string, string];
    office.scene.importRoster(source, [{ studentNo: no, name, collegeName: college }]);
    const student = desks.student(name);
    office.scene.edit(student, { phone });
    office.scene.photos('graduation', [{ student, hash: photo }]);
    const event = {
      id: office.scene.nextId(),
      student,
      verdict: 'wrong' as const,
      saidAt: null,
      note: reason,
    };
    const said = { campaign, source: 'staff' as const, batch: office.scene.nextId(), recordedAt: office.now };
    office.scene.write('verification.record', { ...said, events: [event] });
    const how = { whom: 'student' as const, way: 'phone' as const, outcome: 'told' as const };
    const reached = { ...how, at: office.now, promise: null, note: contact };
    const students = [{ id: office.scene.nextId(), student }];
    const about = { campaign, batch: office.scene.nextId(), actor: '王' };
    office.scene.write('chase.log', { ...about, contact: reached, students });
    return student;
  };
  const students = { kept: bring('kept', kept, '1'), joined: bring('joined', joined, '2') };
  await desks.sync(office, clerk);
  let told = '';
  // Its client is made anew, with one that listens.
  clerk.crash();
  const listening: HubCalls = {
    ...hub.calls(),
    pull: async (request) => {
      const answer = await hub.calls().pull(request);
      told += JSON.stringify(answer);
      return answer;
    },
    image: async (request) => {
      const answer = await hub.calls().image(request);
      told += JSON.stringify(answer);
      return answer;
    },
  };
  return {
    ...{ desks, office, clerk, hub, students },
    join(): string {
      let made = '';
      asBatch(office, 'reconcile', (batch) => {
        made = batch;
        const two = { ...students, batch, at: office.now, actor: 'office' };
        office.scene.write('student.join', two, batch);
      });
      return made;
    },
    /** What the hub tells the clerk's desk until it has everything. */
    async tell(): Promise<string> {
      told = '';
      for (const what of ['pull', 'push', 'pull'] as const) {
        for (;;) {
          const { kind } = await clerk.client(listening)[what]();
          if (kind === 'stopped') throw new Error('stopped');
          if (kind === 'done') break;
        }
      }
      return told;
    },
    has: (mark: string) => clerk.db.raw.serialize().includes(mark),
  };
}

interface Side {
  source: 'sis' | 'chsi';
  college: string;
}

const found = (marks: readonly string[], has: (mark: string) => boolean) => marks.filter(has);

describe('a desk that holds one of two who are joined', () => {
  it('loses the one who is somebody of another college, and learns nothing of whom', async () => {
    const scene = await make('joined away', {
      kept: { source: 'chsi', college: ARTS },
      joined: { source: 'sis', college: LAW },
    });
    expect(found(MARKS.joined, scene.has)).not.toEqual([]);
    scene.join();
    await scene.desks.sync(scene.office);
    const told = await scene.tell();
    expect(found(MARKS.kept, (mark) => told.includes(mark))).toEqual([]);
    expect(found([...MARKS.kept, ...MARKS.joined], scene.has)).toEqual([]);
    await scene.desks.end();
  });

  it('loses the one who stays when both are of another college by it, and learns nothing of the other', async () => {
    const scene = await make('kept away', {
      kept: { source: 'sis', college: LAW },
      joined: { source: 'chsi', college: ARTS },
    });
    expect(found(MARKS.kept, scene.has)).not.toEqual([]);
    scene.join();
    await scene.desks.sync(scene.office);
    const told = await scene.tell();
    expect(found(MARKS.joined, (mark) => told.includes(mark))).toEqual([]);
    expect(found([...MARKS.kept, ...MARKS.joined], scene.has)).toEqual([]);
    await scene.desks.end();
  });

  it('has all of the one who they are together, and nothing of them once they are two again', async () => {
    const scene = await make('kept', {
      kept: { source: 'chsi', college: LAW },
      joined: { source: 'sis', college: ARTS },
    });
    const batch = scene.join();
    await scene.desks.sync(scene.office);
    await scene.tell();
    expect(studentNumberOf(scene.clerk.db, scene.students.joined)).toBeNull();
    expect(readRow(scene.clerk.db, 'record', `${scene.students.kept}/sis`)).toMatchObject({
      name: '印记乙名',
    });
    await scene.office.scene.undo(batch);
    await scene.desks.sync(scene.office);
    const told = await scene.tell();
    expect(found(MARKS.joined, (mark) => told.includes(mark))).toEqual([]);
    expect(found(MARKS.joined, scene.has)).toEqual([]);
    expect(found(MARKS.kept, scene.has)).not.toEqual([]);
    await scene.desks.end();
  });

  it('loses the one who came to it as another when they are two again', async () => {
    const scene = await make('came', {
      kept: { source: 'sis', college: ARTS },
      joined: { source: 'chsi', college: LAW },
    });
    const batch = scene.join();
    await scene.desks.sync(scene.office);
    await scene.tell();
    expect(readRow(scene.clerk.db, 'record', `${scene.students.kept}/sis`)).toMatchObject({
      name: '印记甲名',
    });
    await scene.office.scene.undo(batch);
    await scene.desks.sync(scene.office);
    await scene.tell();
    expect(found(MARKS.kept, scene.has)).toEqual([]);
    expect(found(MARKS.joined, scene.has)).not.toEqual([]);
    await scene.desks.end();
  });

  it('has them under the number that they had, also where it knew them by the other first', async () => {
    const scene = await make('known by the other', {
      kept: { source: 'sis', college: LAW },
      joined: { source: 'chsi', college: ARTS },
    });
    const { office, clerk, hub, desks, students } = scene;
    office.scene.edit(students.kept, { collegeName: LAW });
    await hub.grant('clerk', [ARTS]);
    await scene.tell();
    const batch = scene.join();
    await desks.sync(office);
    // Those whom it has from an image, in the order of their records: what the other one brought comes first.
    await hub.grant('clerk', [LAW]);
    office.scene.importRoster('sis', [{ studentNo: '3', name: '丙', collegeName: LAW }]);
    await desks.sync(office);
    await scene.tell();
    const number = () => studentNumberOf(clerk.db, students.kept);
    const before = number();
    const first = 'SELECT entity_id AS id FROM change WHERE student_n = ? ORDER BY seq LIMIT 1';
    expect(clerk.db.read<{ id: string }>(first).get(before)!.id).toBe(`${students.kept}/chsi`);
    await office.scene.undo(batch);
    await desks.sync(office);
    await scene.tell();
    expect(number()).toBe(before);
    expect(found(MARKS.joined, scene.has)).toEqual([]);
    expect(found(MARKS.kept, scene.has)).not.toEqual([]);
    expectReplayEqual(clerk.db);
    office.scene.edit(students.kept, { collegeName: ARTS });
    await desks.sync(office);
    await scene.tell();
    expect(found(MARKS.kept, scene.has)).toEqual([]);
    await desks.end();
  });

  it('goes on having both, and all that was said of them, where it may hold both', async () => {
    const scene = await make('both', {
      kept: { source: 'chsi', college: LAW },
      joined: { source: 'sis', college: ARTS },
    });
    await scene.hub.grant('clerk', [LAW, ARTS]);
    await scene.tell();
    const before = scene.clerk.db.read<{ n: number }>('SELECT max(seq) AS n FROM change').get()!.n;
    const batch = scene.join();
    await scene.desks.sync(scene.office);
    await scene.tell();
    await scene.office.scene.undo(batch);
    await scene.desks.sync(scene.office);
    await scene.tell();
    expect(found([...MARKS.kept, ...MARKS.joined], scene.has)).toHaveLength(10);
    const blanked = "SELECT 1 FROM change WHERE entity = 'erased' AND seq > ?";
    expect(scene.clerk.db.read(blanked).all(before)).toEqual([]);
    await scene.desks.end();
  });

  it('has nothing left of the other one where an image tells that they are two again', async () => {
    const scene = await make('parted by image', {
      kept: { source: 'chsi', college: LAW },
      joined: { source: 'sis', college: ARTS },
    });
    const { office, hub, desks, students } = scene;
    office.scene.edit(students.joined, { email: '印记乙话二' });
    const batch = scene.join();
    await desks.sync(office);
    await scene.tell();
    expect(scene.has('印记乙话二')).toBe(true);
    await office.scene.undo(batch);
    await desks.sync(office);
    await hub.grant('clerk', [LAW, '理学院']);
    const told = await scene.tell();
    expect(found(MARKS.joined, (mark) => told.includes(mark))).toEqual([]);
    expect(found([...MARKS.joined, '印记乙话二'], scene.has)).toEqual([]);
    expect(found(MARKS.kept, scene.has)).not.toEqual([]);
    await desks.end();
  });
});
