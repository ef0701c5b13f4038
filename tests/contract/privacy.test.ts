import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { saveDownload } from '../../electron/cli/saveDownload.ts';
import { eraseProof } from '../../shared/contract/privacy.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { entriesOfZip } from '../harness/zipEntries.ts';

interface Item {
  id: string;
  studentNo: string;
  expectedGraduationDate: string | null;
  photos: { admission: string | null; graduation: string | null };
}
interface Erase {
  plan: { students: number; keptCount: number; kept: { student: string; why: string }[] };
  proof: unknown;
}

describe('what is held about students', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const desk = <T>(...args: string[]) => xuejiInside<T>(...args, '--data', dataDir, '--json');
  const all = async () =>
    (await desk<{ items: Item[] }>('students', '--limit', '1000', '--unmasked')).json.items;
  let before: Item[];
  /** Everybody who is to graduate before this day is of the cohort. */
  let day: string;
  let one: Item;

  beforeAll(async () => {
    expect((await desk('demo', '--students', '200', '--seed', '3')).code).toBe(0);
    await sharp({ create: { width: 700, height: 500, channels: 3, background: '#ddd' } })
      .withMetadata({ density: 300 })
      .jpeg()
      .toFile(path('proof.jpg'));
    before = await all();
    const days = before
      .map((item) => item.expectedGraduationDate ?? '')
      .filter(Boolean)
      .sort();
    // The first year's, who are of the demo's campaign.
    day = `${Number(days[0]!.slice(0, 4)) + 1}-01-01`;
    one = before.find(
      ({ photos, expectedGraduationDate: end }) => end !== null && end < day && photos.graduation,
    )!;
    const opened = await desk<{ numbers: string[] }>(
      ...['cases', 'open', 'account-trouble', one.studentNo, '--set', 'trouble=forgotten'],
    );
    const [number] = opened.json.numbers;
    expect((await desk('cases', 'attach', number!, path('proof.jpg'))).code).toBeLessThan(2);
  }, 180_000);

  it('is given to a student whole, with every file, and nothing of others', async () => {
    expect((await desk('held', one.studentNo, '--out', path('held.zip'))).code).toBe(0);
    const entries = await entriesOfZip(path('held.zip'));
    const data = JSON.parse(entries.get('数据.json')!.toString('utf8')) as Record<string, unknown[]>;
    expect(data.case_entry).toHaveLength(2);
    expect(data.change!.length).toBeGreaterThan(3);
    expect(entries.get('概要.txt')!.toString('utf8')).toContain(one.studentNo);
    const files = [...entries.keys()].filter((name) => name.startsWith('文件/'));
    const held = [...entries].filter(([name]) => files.includes(name)).map(([, bytes]) => bytes);
    expect(held.some((bytes) => bytes.equals(readFileSync(path('proof.jpg'))))).toBe(true);
    expect(files.length).toBeGreaterThanOrEqual(2);
    const text = JSON.stringify(data);
    for (const other of before.filter(({ id }) => id !== one.id)) expect(text).not.toContain(other.id);
  }, 60_000);

  it('goes for good: not of whom it is needed, and nothing of the others changes', async () => {
    const cohort = () => desk<Erase>('erase', '--graduated-before', day);
    // The campaign is open, and so is the case.
    const open = (await cohort()).json.plan;
    expect(open.students).toBe(0);
    expect(new Set(open.kept.map(({ why }) => why))).toEqual(new Set(['open-campaign', 'open-case']));
    const { json: campaigns } = await desk<{ campaigns: { id: string }[] }>('campaign', 'list');
    expect((await desk('campaign', 'close', campaigns.campaigns[0]!.id)).code).toBe(0);
    const progress = async () => ({ ...(await desk<object>('progress', '--by', 'college')).json, at: null });
    const counted = await progress();

    const planned = (await cohort()).json.plan;
    expect(planned.kept).toEqual([{ student: one.id, why: 'open-case' }]);
    expect((await desk('erase', '--graduated-before', day, '--for-good')).code).toBe(2);
    const { items: cases } = (await desk<{ items: { number: string }[] }>('cases', 'list')).json;
    const moved = await desk(
      'cases',
      'move',
      cases[0]!.number,
      'withdraw',
      '--note',
      '不办了',
      '--person',
      '乙',
    );
    expect(moved.code).toBe(0);
    const kept = (await all()).filter(({ expectedGraduationDate: end }) => end === null || end >= day);
    const reason = ['--for-good', '--reason', '保管期满，办公会同意'];
    const done = await desk<Erase>(
      ...['erase', '--graduated-before', day, ...reason, '--out', path('proof.json')],
    );
    expect(done.code).toBe(0);
    const proof = eraseProof.parse(done.json.proof);
    expect(proof).toMatchObject({ students: before.length - kept.length, cases: 1, found: 0 });
    expect(JSON.parse(readFileSync(path('proof.json'), 'utf8'))).toEqual(done.json.proof);

    expect(await all()).toEqual(kept);
    // What is left of the log makes what is left of the tables.
    expect((await desk('check')).code).toBe(0);
    // A closed campaign keeps its numbers.
    expect(await progress()).toEqual(counted);
    const blobs = readdirSync(join(dataDir, 'blobs'), { recursive: true, encoding: 'utf8' });
    expect(blobs.some((name) => name.endsWith(one.photos.graduation!))).toBe(false);
    for (const item of kept)
      for (const hash of Object.values(item.photos).filter((each) => each !== null))
        expect(existsSync(join(dataDir, 'blobs', hash.slice(0, 2), hash))).toBe(true);
    expect((await desk('held', one.studentNo, '--out', path('again.zip'))).code).toBe(4);
  }, 180_000);

  it('leaves a store that goes on: batches are taken back, students come in anew', async () => {
    const { json } = await desk<{ batches: { batch: string; kind: string }[] }>('batches');
    const photos = json.batches.find(({ kind }) => kind === 'photos')!;
    expect((await desk('undo', photos.batch)).code).toBeLessThan(2);
    expect((await desk('check')).code).toBe(0);
  }, 120_000);

  it('is erased as it was shown, or not at all', async () => {
    const core = await openCore(dataDir);
    try {
      const { privacy } = core.client;
      const [first] = (await core.client.students.page({ query: {}, offset: 0, limit: 1 })).items;
      const plan = await resultOf(await privacy.plan({ students: [first!.id] }));
      expect(plan.students).toBe(1);
      const erase = async (digest: string) =>
        resultOf(await privacy.erase({ students: [first!.id], digest, reason: '本人申请' }));
      await expect(erase('another')).rejects.toMatchObject({ code: 'STALE_PLAN' });
      expect((await core.client.students.get({ id: first!.id })).id).toBe(first!.id);
      const { audit } = await erase(plan.digest);
      await expect(core.client.students.get({ id: first!.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const { total } = await core.client.students.page({ query: {}, offset: 0, limit: 1 });
      const entries = await core.client.audit.page({
        filter: { actions: ['erase'] },
        before: null,
        limit: 1,
      });
      expect(entries.items[0]).toMatchObject({ seq: audit.seq, detail: { reason: '本人申请' } });
      expect(total).toBeGreaterThan(0);
      const [told] = await privacy.erasures();
      expect(told).toMatchObject({ seq: audit.seq, reason: '本人申请', students: 1, proof: { found: 0 } });
      for (const [format, begins] of [
        ['pdf', '%PDF-'],
        ['xlsx', 'PK'],
      ] as const) {
        const { download } = await privacy.proof({ seq: audit.seq, format, lang: 'zh' });
        await saveDownload(core, download, path(`proof.${format}`));
        expect(readFileSync(path(`proof.${format}`)).toString('latin1', 0, 5)).toContain(begins);
      }
      await expect(privacy.proof({ seq: 1, format: 'pdf', lang: 'zh' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    } finally {
      await core.close();
    }
  }, 60_000);

  it('is chosen by what all have, or by a list; saying nothing means nobody', async () => {
    const core = await openCore(dataDir);
    try {
      const { privacy, students } = core.client;
      const plan = async (selection: Parameters<typeof privacy.plan>[0]) =>
        resultOf(await privacy.plan(selection));
      expect((await plan({})).students).toBe(0);
      expect((await plan({ query: {} })).students).toBe(0);
      const { fields } = await students.facets({ query: {}, fields: ['grade', 'collegeName'] });
      const grade = fields.grade!.find(({ value }) => value !== '')!;
      const inGrade = await plan({ query: { filter: { fields: { grade: [grade.value] } } } });
      expect(inGrade.students).toBe(grade.count);
      expect(inGrade.groups.reduce((sum, one) => sum + one.students, 0)).toBe(grade.count);
      expect(inGrade.holds.entries).toBeGreaterThan(grade.count);
      const [first, second] = (await students.page({ query: {}, offset: 0, limit: 2 })).items;
      const numbers = [first!.values.studentNo!, second!.values.examNo!, '20990000'];
      expect(await plan({ numbers })).toMatchObject({ students: 2, unknown: ['20990000'], unknownCount: 1 });
    } finally {
      await core.close();
    }
  }, 60_000);

  it('is told of once it is due by the years that the office says, and is still not erased', async () => {
    type Due = { years: number | null; students: number; cohorts: { year: string; students: number }[] };
    expect((await desk<Due>('retention')).json).toMatchObject({ years: null, students: 0 });
    expect((await desk('erase', '--due')).code).toBe(2);
    const core = await openCore(dataDir);
    const [old] = (await core.client.students.page({ query: {}, offset: 0, limit: 1 })).items;
    const values = { expectedGraduationDate: '2019-07-01' };
    await core.client.students.setFields({ id: old!.id, values, reason: '补录' });
    await core.close();
    const items = await all();
    const today = new Date().toISOString().slice(0, 10);
    const isDue = ({ expectedGraduationDate: end }: Item) =>
      end !== null && end < `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
    const due = items.filter(isDue).length;
    const { json, code } = await desk<Due>('retention', '--years', '1');
    expect(json).toMatchObject({ years: 1, students: due });
    expect(json.cohorts[0]).toMatchObject({ year: '2019', students: 1 });
    expect(code).toBe(1);
    expect((await desk<Erase>('erase', '--due')).json.plan.students).toBe(due);
    expect(await all()).toEqual(items);
    expect((await desk<Due>('retention', '--off')).json).toMatchObject({ years: null });
  }, 60_000);

  it('is whole as before when it is cancelled', async () => {
    const core = await openCore(dataDir);
    try {
      const { privacy, students } = core.client;
      const query = { filter: { sources: ['sis' as const] } };
      const plan = await resultOf(await privacy.plan({ query }));
      expect(plan.students).toBeGreaterThan(0);
      const before = await students.page({ query: {}, offset: 0, limit: 500 });
      const stopping = new AbortController();
      const erasing = await privacy.erase(
        { query, digest: plan.digest, reason: '误点' },
        { signal: stopping.signal },
      );
      const events = async () => {
        for await (const _ of erasing) stopping.abort();
      };
      await events().catch(() => undefined);
      const after = await students.page({ query: {}, offset: 0, limit: 500 });
      expect(after.items).toEqual(before.items);
    } finally {
      await core.close();
    }
    expect((await desk('check')).code).toBe(0);
  }, 60_000);
});
