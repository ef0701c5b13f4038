import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { IMPORT_KIND } from '../../shared/domain/importKinds.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { xueji } from '../harness/xueji.ts';
import { importJson } from './importResult.ts';

interface Item {
  id: string;
  name: string;
  studentNo: string | null;
  idNumber: string | null;
  collegeName: string;
  status: string;
  statusCode: string;
  statusReason: string;
  grade: string | null;
  photos: { admission: string | null; graduation: string | null };
  sources: string[];
}
interface Page {
  total: number;
  next: string | null;
  items: Item[];
}
interface Batch {
  batch: string;
  file: string;
  kind: string;
  counts: Record<string, number>;
  undone: object | null;
}
interface Trend {
  expected: number;
  verified: number;
  days: { day: string; verified: number }[];
  forecast: { kind: string };
}

interface Progress {
  total: { total: number; statuses: Record<string, number> };
  rows: { group: string[]; total: number; statuses: Record<string, number> }[];
}

const STUDENTS = 300;

describe('the commands, on the demo', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const files = join(folder, 'files');
  const run = <Json = Record<string, unknown>>(...args: string[]) =>
    xueji<Json>(...args, '--data', dataDir, '--json');
  const page = async (...args: string[]) => (await run<Page>('students', ...args)).json;
  let made: { students: number; photos: number; batches: Batch[] };

  beforeAll(async () => {
    const done = await run<typeof made>(
      'demo',
      '--students',
      String(STUDENTS),
      '--seed',
      '7',
      '--files',
      files,
    );
    expect(done.code).toBe(0);
    made = done.json;
  });

  it('demo makes students, photos and the files that it imports', async () => {
    expect(made.students).toBe(STUDENTS);
    expect(made.photos).toBeGreaterThan(50);
    for (const { file } of made.batches) expect(existsSync(join(files, file))).toBe(true);
    expect(existsSync(join(files, '录取名册.dbf'))).toBe(true);
    const again = await run<{ error: { code: string } }>('demo', '--students', '10');
    expect([again.code, again.json.error.code]).toEqual([4, 'STORE_NOT_EMPTY']);
  });

  it('init keeps what is there', async () => {
    const { code, json } = await run('init', '--school-code', '10000', '--school-name', '示例大学');
    expect(code).toBe(0);
    expect(json.school).toEqual({ code: '10000', name: '示例大学' });
    expect((await page('--limit', '1')).total).toBeGreaterThanOrEqual(STUDENTS);
  });

  it('students gives pages that together are everybody, once', async () => {
    const first = await page('--limit', '120');
    expect(first.items).toHaveLength(120);
    const seen = first.items.map(({ id }) => id);
    let next = first.next;
    while (next !== null) {
      const more: Page = await page('--limit', '120', '--after', next);
      expect(more.total).toBe(first.total);
      seen.push(...more.items.map(({ id }) => id));
      next = more.next;
    }
    expect(seen).toHaveLength(first.total);
    expect(new Set(seen).size).toBe(first.total);
  });

  it('students has every field, masked unless asked', async () => {
    const [masked] = (await page('--limit', '1', '--where', 'idType=resident')).items;
    for (const field of IMPORT_KIND.roster.fields) expect(masked).toHaveProperty(field);
    expect(masked!.idNumber).toMatch(/^\d{3}\*{11}[\dX]{4}$/);
    expect(masked).toMatchObject({
      photos: {},
      sources: expect.arrayContaining(['chsi']),
    });
    const [whole] = (await page('--limit', '1', '--where', 'idType=resident', '--unmasked')).items;
    expect(whole!.idNumber).toMatch(/^\d{17}[\dX]$/);
    expect(whole!.id).toBe(masked!.id);
  });

  it('students searches and filters by any field and by status', async () => {
    const [someone] = (await page('--limit', '1')).items;
    expect((await page('--search', someone!.name)).items.map(({ name }) => name)).toContain(someone!.name);
    const byNumber = await page('--where', `studentNo=${someone!.studentNo}`);
    expect(byNumber.items.map(({ id }) => id)).toEqual([someone!.id]);
    const men = await page('--where', 'gender=男', '--limit', '1');
    const women = await page('--where', 'gender=女', '--limit', '1');
    const both = await page('--where', 'gender=男', '--where', 'gender=女', '--limit', '1');
    expect(both.total).toBe(men.total + women.total);
    const locked = await page('--status', '已锁定', '--limit', '500');
    expect(locked.total).toBeGreaterThan(0);
    for (const item of locked.items) {
      expect(item).toMatchObject({
        status: '已锁定',
        statusCode: 'locked',
        statusReason: expect.stringMatching(/。$/),
      });
    }
    expect((await page('--status', 'locked')).total).toBe(locked.total);
  });

  it('students --out writes all that match, in every format', async () => {
    const { total } = await page('--limit', '1');
    const out = (name: string) => join(folder, name);
    for (const name of ['all.jsonl', 'all.csv', 'all.xlsx']) {
      const { code, json } = await run('students', '--out', out(name));
      expect({ code, total: json.total }).toEqual({ code: 0, total });
    }
    const lines: Item[] = [];
    for await (const line of createInterface({ input: createReadStream(out('all.jsonl')) })) {
      lines.push(JSON.parse(line) as Item);
    }
    const [first] = (await page('--limit', '1')).items;
    expect(lines).toHaveLength(total);
    expect(lines[0]).toEqual(first);
    const csv = readFileSync(out('all.csv'), 'utf8');
    expect(csv.startsWith('\uFEFF')).toBe(true);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(total + 1);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(out('all.xlsx'));
    const sheet = workbook.worksheets[0]!;
    expect(sheet.rowCount).toBe(total + 1);
    expect(csv + JSON.stringify(sheet.getSheetValues())).not.toMatch(/\b\d{17}[\dX]\b/);
    const nowhere = await run<{ error: { code: string } }>(
      'students',
      '--out',
      join(folder, 'no', 'all.csv'),
    );
    expect([nowhere.code, nowhere.json.error.code]).toEqual([3, 'FILE_NOT_WRITABLE']);
  });

  it('progress adds up, by every grouping', async () => {
    const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0);
    const totals = new Set<number>();
    for (const by of ['college', 'major', 'class', 'counsellor']) {
      const { json } = await run<Progress>('progress', '--by', by);
      expect(sum(json.total.statuses)).toBe(json.total.total);
      expect(json.rows.reduce((total, row) => total + row.total, 0)).toBe(json.total.total);
      for (const row of json.rows) expect(sum(row.statuses)).toBe(row.total);
      totals.add(json.total.total);
    }
    expect(totals.size).toBe(1);
  });

  it('campaign show tells when those who are verified now confirmed', async () => {
    const { total } = (await run<Progress>('progress', '--by', 'college')).json;
    const [campaign] = (await run<{ campaigns: { id: string }[] }>('campaign', 'list')).json.campaigns;
    const { trend } = (await run<{ trend: Trend }>('campaign', 'show', campaign!.id)).json;
    const verified = (total.statuses.已锁定 ?? 0) + (total.statuses['已核对-可改'] ?? 0);
    expect(verified).toBeGreaterThan(0);
    expect(trend.verified).toBe(verified);
    expect(trend.expected).toBe(total.total - (total.statuses.不参加 ?? 0));
    expect([trend.days[0]!.verified, trend.days.at(-1)!.verified]).toEqual([0, verified]);
    trend.days.slice(1).forEach(({ day, verified: soFar }, at) => {
      const before = trend.days[at]!;
      expect(Date.parse(day) - Date.parse(before.day)).toBe(86_400_000);
      expect(soFar).toBeGreaterThanOrEqual(before.verified);
    });
  });

  it('campaign creates, lists, shows, closes and opens again', async () => {
    const created = await run<{ campaign: { id: string; population: object } }>(
      'campaign',
      'create',
      '--type',
      'enrolled-record',
      '--name',
      '在校生核查',
      '--deadline',
      '2027-03-31',
      '--lock',
      'single',
      '--where',
      'gender=女',
    );
    expect(created.code).toBe(0);
    const { id } = created.json.campaign;
    expect(created.json.campaign).toMatchObject({
      name: '在校生核查',
      lockRule: 'single',
      population: { gender: ['女'] },
    });
    const women = (await page('--where', 'gender=女', '--limit', '1')).total;
    const shown = await run<{ total: number; trend: Trend }>('campaign', 'show', '在校生核查');
    expect(shown.json.total).toBe(women);
    const progress = (await run<Progress>('progress', '--campaign', id)).json.total;
    expect(progress.total).toBe(women);
    expect(shown.json.trend).toMatchObject({
      expected: women - (progress.statuses.不参加 ?? 0),
      verified: 0,
      forecast: { kind: 'open', pace: 0, doneOn: null },
    });
    const closed = await run<{ campaign: { closedAt: number | null } }>('campaign', 'close', id);
    expect(closed.json.campaign.closedAt).not.toBeNull();
    const reopened = await run<{ campaign: { closedAt: number | null } }>(
      'campaign',
      'close',
      id,
      '--reopen',
      '--reason',
      '漏了一个班',
    );
    expect(reopened.json.campaign.closedAt).toBeNull();
    await run('campaign', 'close', id);
    const list = await run<{ campaigns: { id: string }[] }>('campaign', 'list');
    expect(list.json.campaigns.map((one) => one.id)).toContain(id);
    const nobody = await run<{ error: { code: string } }>('campaign', 'show', '没有的');
    expect([nobody.code, nobody.json.error.code]).toEqual([4, 'NOT_FOUND']);
    const personal = await run(
      'campaign',
      'create',
      '--type',
      'new-student',
      '--name',
      'x',
      '--deadline',
      '2027-01-01',
      '--where',
      'name=张三',
    );
    expect(personal.code).toBe(2);
  });

  it('report prints PDF and Excel', async () => {
    for (const [kind, name] of [
      ['statistics', 's.pdf'],
      ['statistics', 's.xlsx'],
      ['record-check-sheet', 'r.pdf'],
      ['record-check-sheet', 'r.xlsx'],
    ] as const) {
      const out = join(folder, name);
      const { code, json } = await run('report', kind, '--out', out);
      expect(code).toBe(0);
      expect(json).toMatchObject({ kind, out, sheets: expect.any(Number) });
      expect(statSync(out).size).toBeGreaterThan(1000);
      const start = readFileSync(out).subarray(0, 4).toString('latin1');
      expect(start).toBe(name.endsWith('.pdf') ? '%PDF' : 'PK\u0003\u0004');
    }
    const nobody = await run(
      'report',
      'record-check-sheet',
      '--where',
      'className=没有的班',
      '--out',
      join(folder, 'n.pdf'),
    );
    expect(nobody.code).toBe(4);
    expect(existsSync(join(folder, 'n.pdf'))).toBe(false);
  });

  it('importing the same files once more changes nothing', async () => {
    const roster = await importJson(dataDir, join(files, '学信网-在校生名单.xlsx'), '--as', 'roster');
    expect(roster.json.batches[0]!.counts).toMatchObject({ created: 0, updated: 0 });
    const photos = await importJson(dataDir, join(files, '学历照片.zip'), '--as', 'photos', '--rows');
    const { counts, outcomes, unmatched, missing } = photos.json.batches[0]!;
    expect(counts).toMatchObject({ created: 0, updated: 0, unmatched, missing });
    expect(counts!.unchanged).toBeGreaterThan(50);
    expect(
      outcomes!
        .filter(({ outcome }) => outcome === 'unchanged')
        .every(({ sheet }) => sheet!.endsWith('.jpg')),
    ).toBe(true);
    const status = await importJson(dataDir, join(files, '图像校对-核对状态.xlsx'), '--as', 'status');
    expect(status.json.batches[0]!.counts).toMatchObject({ created: 0, updated: 0 });
  });

  it('a dry run says the same and changes nothing', async () => {
    const before = await run<{ batches: Batch[] }>('batches');
    const path = join(files, '教务系统-学生名册.csv');
    const dry = await importJson(dataDir, path, '--as', 'roster', '--source', 'admission', '--dry-run');
    expect(dry.json.batches[0]).toMatchObject({ batch: null, dryRun: true });
    expect(dry.json.batches[0]!.counts!.rows).toBeGreaterThan(STUDENTS - 20);
    expect((await run<{ batches: Batch[] }>('batches')).json).toEqual(before.json);
    const wet = await importJson(dataDir, path, '--as', 'roster', '--source', 'admission');
    expect(wet.json.batches[0]!.counts).toEqual(dry.json.batches[0]!.counts);
  });

  it('undo takes a batch back, once', async () => {
    const before = await page('--limit', '500');
    const { json } = await run<{ batches: Batch[] }>('batches');
    const [newest] = json.batches;
    const undone = await run<{ batch: string; reverted: number; kept: unknown[] }>('undo', newest!.batch);
    expect(undone).toMatchObject({ code: 0, json: { batch: newest!.batch, kept: [] } });
    expect(undone.json.reverted).toBeGreaterThan(0);
    const after = await page('--limit', '500');
    // What stays is the demo's own list of those admitted, all of one year.
    const gradesOfAdmitted = ({ items }: typeof before) =>
      new Set(items.filter(({ sources }) => sources.includes('admission')).map(({ grade }) => grade));
    expect(gradesOfAdmitted(before).size).toBeGreaterThan(1);
    expect(gradesOfAdmitted(after).size).toBe(1);
    const [listed] = (await run<{ batches: Batch[] }>('batches')).json.batches;
    expect(listed!.undone).not.toBeNull();
    const again = await run<{ error: { code: string } }>('undo', newest!.batch);
    expect([again.code, again.json.error.code]).toEqual([4, 'BATCH_UNDONE']);
    const unknown = await run<{ error: { code: string } }>('undo', 'no-such-batch');
    expect([unknown.code, unknown.json.error.code]).toEqual([4, 'NOT_FOUND']);
  });

  it('check finds nothing wrong after all this', async () => {
    const { code, json } = await run('check');
    expect(code).toBe(0);
    expect(json).toMatchObject({ ok: true });
  });
});
