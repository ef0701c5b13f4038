import { expect } from 'vitest';
import type { ReadDb, ReadStatement } from '../../electron/db/database.ts';
import { iterateStudents, sourceRecords } from '../../electron/db/tables/studentTable.ts';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import { StudentIndex } from '../../electron/students/StudentIndex.ts';
import { type StudentQuery, studentQuery } from '../../shared/contract/students.ts';
import { GROUP_BY, GROUP_FIELDS } from '../../shared/domain/groupFields.ts';
import { FACET_FIELDS } from '../../shared/domain/studentFields.ts';
import type { Verdict } from '../../shared/domain/verificationStatus.ts';
import { expectConsistent, expectReplayEqual } from '../harness/storeInvariants.ts';
import type { Office } from './Office.ts';
import { type ModelPhoto, type Role, textOfStudent } from './officeModel.ts';
import { randomQuery, studentsOf } from './queries.ts';

/** What must be true after every step, whatever it was. */
export async function expectOffice(office: Office, random: SeededRandom): Promise<void> {
  expectConsistent(office.db);
  expectReplayEqual(office.db);
  expectNothingLost(office);
  await expectLists(office);
  await expectStatuses(office);
  const fresh = new StudentIndex(withoutKeptImage(office.db), () => office.clock.now());
  for (let asked = 0; asked < 3; asked++)
    await expectAnswers(office, fresh, random, randomQuery(office, random));
}

/** Everything that was acknowledged of the students is held, and nothing else. */
function expectNothingLost({ db, model }: Office): void {
  const held = new Map<string, string>();
  const events = db.read<{
    campaign: string;
    source: 'staff' | 'status-list' | 'counter';
    verdict: Verdict;
    at: number;
  }>(
    `SELECT campaign_id AS campaign, source, verdict, coalesce(said_at, recorded_at) AS at FROM event
     WHERE student_n = ? AND voided_by IS NULL ORDER BY n`,
  );
  const photos = db.read<{ role: Role } & ModelPhoto>(
    'SELECT role, hash, file_name AS fileName FROM photo WHERE student_n = ?',
  );
  for (const { n, id } of iterateStudents(db)) {
    const text = textOfStudent({
      id,
      records: Object.fromEntries(
        sourceRecords(db, n).map(({ source, values }) => [source, values as object]),
      ),
      photos: Object.fromEntries(photos.all(n).map(({ role, ...photo }) => [role, photo])),
      events: events.all(n).map((event) => ({ ...event, fields: '', photo: null })),
    });
    held.set(id, text);
  }
  const known = new Map([...model.students.values()].map((student) => [student.id, textOfStudent(student)]));
  const sorted = (texts: Map<string, string>) =>
    [...texts.entries()].sort(([one], [other]) => (one < other ? -1 : 1));
  expect(sorted(held)).toEqual(sorted(known));
}

async function expectLists({ client, model }: Office): Promise<void> {
  const batches = await client.imports.batches();
  expect(
    batches.map(({ batch, kind, counts, undone }) => ({ batch, kind, counts, undone: undone !== null })),
  ).toEqual(
    [...model.batches].reverse().map(({ batch, kind, counts, undone }) => ({ batch, kind, counts, undone })),
  );
  expect(await client.campaigns.list()).toEqual([...model.campaigns.values()].reverse());
  expect(await client.students.views()).toEqual([...model.views.values()]);
  const status = await client.admin.status();
  expect(status).toMatchObject({
    students: model.students.size,
    batches: model.batches.length,
    campaigns: model.campaigns.size,
  });
}

/** Every student's status in every campaign, as the plain rule gives it; and the counts that follow. */
async function expectStatuses(office: Office): Promise<void> {
  const { client, model, clock } = office;
  for (const campaign of [null, ...model.campaigns.values()]) {
    const query = studentQuery.parse({ campaign: campaign?.id ?? null });
    const { items, total } = await client.students.page({ query, offset: 0, limit: 500 });
    expect(items).toHaveLength(total);
    const expected = studentsOf(office, query).map((student) => [
      student.id,
      model.statusOf(student, campaign ?? model.currentCampaign(), clock.now()),
    ]);
    const byId = (rows: (string | undefined)[][]) =>
      rows.sort((one, other) => (one[0]! < other[0]! ? -1 : 1));
    expect(byId(items.map(({ id, status }) => [id, status]))).toEqual(byId(expected));
    const overview = await client.campaigns.overview({ campaign: campaign?.id ?? null });
    expectSum(overview.total.statuses, overview.total.total);
    for (const { count, query: behind } of overview.attention) {
      const { total: listed } = await client.students.page({ query: behind, offset: 0, limit: 1 });
      // Of a closed campaign, students count who are gone since.
      if (overview.campaign?.closedAt === null || overview.campaign === null) expect(listed).toBe(count);
      else expect(listed).toBeLessThanOrEqual(count);
    }
  }
}

/** The core's answer is that of an index made this moment, and where nothing is searched for, the plain one. */
async function expectAnswers(
  office: Office,
  fresh: StudentIndex,
  random: SeededRandom,
  query: StudentQuery,
): Promise<void> {
  const { client, db } = office;
  const { items, total } = await client.students.page({ query, offset: 0, limit: 500 });
  const ids = items.map(({ id }) => id);
  const idOf = db.read<{ id: string }>('SELECT id FROM student WHERE n = ?');
  const asked = JSON.stringify(query);
  expect(ids, asked).toEqual([...(await fresh.find(query)).ns].map((n) => idOf.get(n)!.id));
  if (query.search === '') {
    expect([...ids].sort(), asked).toEqual(
      studentsOf(office, query)
        .map(({ id }) => id)
        .sort(),
    );
  }
  const facets = await client.students.facets({ query, fields: [...FACET_FIELDS] });
  expect(facets, asked).toEqual(await fresh.facets(query, FACET_FIELDS));
  expect(facets.total, asked).toBe(total);
  if (query.filter.statuses.length === 0) expectSum(facets.statuses, total);
  for (const field of FACET_FIELDS) {
    if (query.filter.fields[field]) continue;
    const counts = facets.fields[field]!.map(({ count }) => count);
    expect(
      counts.reduce((sum, count) => sum + count, 0),
      `${field} of ${asked}`,
    ).toBe(total);
  }
  const by = random.pick(GROUP_BY);
  const progress = await client.campaigns.progress({ campaign: query.campaign, by });
  // Counts by group are those of a campaign's students, where there is one.
  const whole = studentQuery.parse({
    campaign: query.campaign ?? office.model.currentCampaign()?.id ?? null,
  });
  expect(progress.rows).toEqual(await fresh.progress(whole, GROUP_FIELDS[by]));
  for (const row of [...progress.rows, progress.total]) expectSum(row.statuses, row.total);
  expect(progress.rows.reduce((sum, row) => sum + row.total, 0)).toBe(progress.total.total);
}

function expectSum(counts: Partial<Record<string, number>>, total: number): void {
  expect(Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(total);
}

/** The store as an index sees it that has to read everything. */
function withoutKeptImage(db: ReadDb): ReadDb {
  return {
    readTogether: (work) => db.readTogether(work),
    read<Row>(sql: string): ReadStatement<Row> {
      return db.read<Row>(sql.includes('FROM image_part') ? `SELECT * FROM (${sql}) WHERE false` : sql);
    },
  };
}
