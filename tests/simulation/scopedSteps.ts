import { expect } from 'vitest';
import type { CoreSession } from '../../electron/core/core.ts';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import type { AssignedRole } from '../../shared/domain/roles.ts';
import { resultOf } from '../harness/openCore.ts';
import { codeOfRefusal } from '../harness/runImport.ts';
import type { Office } from './Office.ts';

const ROLES: readonly AssignedRole[] = ['department', 'department', 'clerk', 'reader'];
const ALL = { query: {}, offset: 0, limit: 500 };

/**
 * Somebody of one college signs in and works: sees their own students and nothing of others, whatever they ask; what
 * they do is about their own, told in the audit as theirs, and taken back by them; others are not there for them.
 */
export async function workInCollege(office: Office, random: SeededRandom): Promise<void> {
  const { db, core } = office;
  const all = db
    .read<{ id: string; college: string | null }>(
      'SELECT id, college_name AS college FROM student ORDER BY id',
    )
    .all();
  const colleges = [...new Set(all.flatMap(({ college }) => college || []))].sort();
  if (colleges.length === 0) return;
  const college = random.pick(colleges);
  const role = random.pick(ROLES);
  const own = all.filter((one) => one.college === college).map(({ id }) => id);
  const others = all.filter((one) => one.college !== college).map(({ id }) => id);
  const scope = { kind: 'colleges' as const, colleges: [college] };
  const session = core.openSession({ as: { user: `sim-${role}`, name: role, role, scope } });
  office.note(`${role} of ${college}, ${own.length} of ${all.length}`);
  await expectOwn(office, session, own, others);
  if (others.length > 0) await expectNotThere(office, session, random.pick(others));
  if (role !== 'reader' && own.length > 0) await contactOwn(office, session, own, random);
}

/** Lists hold their own students, all of them, and no answer names another. */
async function expectOwn(
  { model }: Office,
  { client }: CoreSession,
  own: readonly string[],
  others: readonly string[],
): Promise<void> {
  const { items, total } = await client.students.page(ALL);
  expect(items.map(({ id }) => id).sort()).toEqual([...own].sort());
  expect(total).toBe(own.length);
  const [campaign] = [...model.campaigns.keys()];
  const answers: unknown[] = [
    await client.students.facets({ query: {}, fields: ['className'] }),
    await client.imports.batches(),
    await client.cases.list({ query: {} }),
    await client.sheets.list({ offset: 0, limit: 500 }),
    await client.photos.alikeGroups({ query: {} }),
    await resultOf(await client.reconcile.compare({ sources: ['chsi', 'sis'] })),
    await client.reconcile.work({ sources: ['chsi', 'sis'], offset: 0, limit: 500 }),
    await client.reconcile.missing({ sources: ['chsi', 'sis'], from: 'sis', offset: 0, limit: 500 }),
    await client.reconcile.pairs({ sources: ['chsi', 'sis'], offset: 0, limit: 500 }),
    campaign === undefined ? null : await client.chase.list({ offset: 0, limit: 500 }),
    campaign === undefined ? null : await client.campaigns.overview({}),
  ];
  const told = JSON.stringify(answers);
  expect(others.filter((id) => told.includes(id))).toEqual([]);
}

/** Whatever is tried with a student of another college: there is no such student, and nothing changes. */
async function expectNotThere(office: Office, { client }: CoreSession, student: string): Promise<void> {
  const contact = { whom: 'student', way: 'phone', outcome: 'told' } as const;
  const tries = [
    () => client.students.get({ id: student }),
    () => client.students.setFields({ id: student, values: { remark: '改' }, reason: '试' }),
    () => client.chase.log({ selection: { ids: [student] }, contact }),
    () => client.cases.open({ type: 'photo-missing', students: [student], note: '' }),
    () => client.counter.show({ student }),
  ];
  await office.expectNothingChanged(async () => {
    // Whoever may not do it at all is told so before anybody looks whom it is about.
    for (const attempt of tries)
      expect(['NOT_FOUND', 'NOT_ALLOWED']).toContain(await codeOfRefusal(attempt()));
  });
}

/** Everybody of theirs who is to be chased is contacted: their own, until they take it back, which the audit tells. */
async function contactOwn(
  office: Office,
  session: CoreSession,
  own: readonly string[],
  random: SeededRandom,
): Promise<void> {
  const { db, model } = office;
  const open = [...model.campaigns.values()].filter(({ closedAt }) => closedAt === null);
  if (open.length === 0) return;
  const campaign = random.pick(open).id;
  const { user } = session.context.session.principal()!;
  const told = () =>
    db.read<{ count: number }>('SELECT count(*) AS count FROM audit WHERE person = ?').get(user ?? '')!.count;
  const contact = { whom: 'student', way: 'phone', outcome: 'told' } as const;
  const { total } = await session.client.chase.list({
    query: { students: { campaign } },
    offset: 0,
    limit: 1,
  });
  if (total === 0) return;
  const { batch, count } = await session.client.chase.log({
    campaign,
    selection: { query: { students: { campaign } } },
    contact,
  });
  office.note(`contacts ${count}`);
  const about = db
    .read<{ id: string }>(
      'SELECT s.id FROM chase_contact c JOIN student s ON s.n = c.student_n WHERE c.batch = ?',
    )
    .all(batch)
    .map(({ id }) => id);
  expect(about).toHaveLength(count);
  expect(about.filter((id) => !own.includes(id))).toEqual([]);
  await office.applyBatch(batch, new Map());
  model.contacts.set(batch, { campaign, students: count });
  const logged = told();
  expect(await resultOf(await session.client.imports.undo({ batch }))).toMatchObject({ reverted: count });
  expect(told()).toBeGreaterThan(logged);
  model.batches.find((one) => one.batch === batch)!.undone = true;
  model.contacts.delete(batch);
}
