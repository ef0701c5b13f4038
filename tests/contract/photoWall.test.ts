import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { studentQuery } from '../../shared/contract/students.ts';
import { PHOTO_FINDINGS } from '../../shared/domain/photoFindings.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

const folder = folderForAll();
const query = studentQuery.parse({});

it('shows photos, takes a person’s word on them, and lists who is to be photographed again', async () => {
  const dataDir = join(folder, 'data');
  await xuejiInside('demo', '--students', '60', '--seed', '3', '--data', dataDir, '--json');
  const core = await openCore(dataDir);
  const { photos } = core.client;
  const counts = (part: 'to-review' | 'retake' | 'found' = 'to-review') =>
    photos.wallCounts({ query, role: 'graduation', part, findings: [] });
  try {
    const first = await counts();
    expect(first).toMatchObject({ reviewed: 0, unjudged: 0 });
    expect(first.photos).toBeGreaterThan(20);
    expect(first.parts['to-review']).toBe(first.photos);
    const { list, total } = await photos.openWall({
      query,
      role: 'graduation',
      part: 'to-review',
      findings: [],
    });
    expect(total).toBe(first.photos);
    const { items } = await photos.wallPage({ list, offset: 0, limit: 500 });
    expect(items.length).toBe(total);
    const [one, two, three] = items;
    const photo = (item: typeof one) => ({ student: item!.id, hash: item!.photos.graduation! });
    const say = (item: typeof one, batch: string | null, reasons: 'light'[] = []) =>
      photos.review({
        role: 'graduation',
        which: { photos: [photo(item)] },
        review: { verdict: reasons.length > 0 ? 'wrong' : 'correct', reasons, note: '' },
        batch,
      });
    const { batch } = await say(one, null);
    await say(two, batch, ['light']);
    await say(three, batch);
    // The list keeps its members; what it shows of them is what holds now.
    const { items: after } = await photos.wallPage({ list, offset: 0, limit: 3 });
    expect(after.map((item) => item!.state)).toEqual(['correct', 'wrong', 'correct']);
    expect(await counts()).toMatchObject({ reviewed: 3, matching: total - 3 });
    expect(await photos.takeBack({ batch: batch!, role: 'graduation' })).toEqual({
      takenBack: 1,
      passedOver: 0,
    });
    expect((await photos.wallPage({ list, offset: 2, limit: 1 })).items[0]!.state).toBe('unreviewed');

    const retake = await counts('retake');
    const listed = await resultOf(await photos.retakes({ query }));
    expect(listed.students).toBe(retake.matching);
    expect(listed.counts).toMatchObject({ missing: retake.parts.missing, refused: 1 });
    const found = await counts('found');
    for (const code of PHOTO_FINDINGS)
      expect(found.findings[code]).toBe(items.filter((item) => item!.findings.includes(code)).length);

    // Another standard: until photos are judged by it, the wall says how many are not.
    await photos.chooseProfile({ id: 'white' });
    expect((await counts()).unjudged).toBe(first.photos);
    await resultOf(await photos.recheck());
    const white = await counts('retake');
    expect(white).toMatchObject({ unjudged: 0 });
    expect(white.parts.retake).toBeGreaterThan(retake.parts.retake);

    const detail = await photos.detail({ student: two!.id, role: 'graduation' });
    const graduation = detail.photos.find(({ role }) => role === 'graduation')!;
    expect(graduation.review).toMatchObject({ verdict: 'wrong', reasons: ['light'] });
    expect(graduation.checks.find(({ item }) => item === 'background')).toMatchObject({ outcome: 'fail' });
    const student = await core.client.students.get({ id: two!.id });
    expect(student.timeline[0]).toMatchObject({
      kind: 'review',
      role: 'graduation',
      review: { reasons: ['light'] },
    });

    const all = await photos.review({
      role: 'graduation',
      which: { list },
      review: { verdict: 'correct', reasons: [], note: '' },
      batch: null,
    });
    expect(all.reviewed).toBe(total - 1);
    expect(await counts()).toMatchObject({ reviewed: first.photos, matching: 0 });
    await resultOf(await core.client.imports.undo({ batch: all.batch! }));
    expect(await counts()).toMatchObject({ reviewed: 2 });
  } finally {
    await core.close();
  }

  const out = join(folder, 'retakes.xlsx');
  const { code, json } = await xuejiInside<{ students: number }>(
    'photos',
    'retakes',
    '--out',
    out,
    '--data',
    dataDir,
    '--json',
  );
  expect(code).toBe(1);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(out);
  const sheet = workbook.worksheets[0]!;
  expect(sheet.rowCount - 1).toBe(json.students);
  const text = execFileSync('/usr/bin/python3', [
    '-c',
    'import openpyxl,sys\nfor r in openpyxl.load_workbook(sys.argv[1]).worksheets[0].iter_rows(min_row=2,values_only=True): print(*[c or "" for c in r],sep="\\t")',
    out,
  ]).toString('utf8');
  expect(text).toContain('高光、反光或阴阳脸');
  // No identity number whole.
  expect(text).not.toMatch(/\b[1-9]\d{16}[\dX]\b/);
  expect((await xuejiInside('check', '--data', dataDir)).code).toBe(0);
}, 240_000);
