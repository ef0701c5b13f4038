import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { Core } from '../../electron/core/core.ts';
import { idNumber, type MadeStudent, madeStudent, rowsOf } from '../contract/madeStudents.ts';
import { resultOf } from './openCore.ts';
import { runImport, writeCsv } from './runImport.ts';

export const COLLEGES = ['甲学院', '乙学院', '丙学院'] as const;
/** A character that stands in everything of each college and in nothing else; the last: of those without a college. */
export const MARKS = ['甲', '龘', '靐', '齉'] as const;
export const EACH = 6;

export interface ThreeColleges {
  /** Ids of students by place of college; the last: of those whose college is not known. */
  students: string[][];
  cases: string[][];
  /** Numbers of printed sheets. */
  sheets: string[][];
  /** Whatever must not be told to whoever knows of the first college only. */
  foreign: string[];
  campaign: string;
}

/** A student of a place by number, in the words of a roster. */
export function studentOf(place: number, at: number): MadeStudent {
  const mark = MARKS[place]!;
  return madeStudent(place * EACH + at + 1, {
    姓名: `${mark}生${'一二三四五六'[at]}`,
    学号: `77${place}0070${at}`,
    考生号: `2311${place}7700700${at}0`,
    分院: COLLEGES[place] ?? null,
    专业名称: `${mark}专业`,
    班级: `${mark}班23${(at % 2) + 1}`,
  });
}

/**
 * A school of three colleges in which all was done that can be: rosters, photos, verdicts, chasing, sheets, cases.
 * `places`: of these colleges only, of everything else nothing.
 */
export async function threeColleges(
  core: Core,
  folder: string,
  places: readonly number[] = [0, 1, 2, 3],
): Promise<ThreeColleges> {
  const { client } = core;
  await client.admin.initialise({ code: '10000', name: '示例大学' });
  const colleges = COLLEGES.filter((_, place) => places.includes(place));
  const all = MARKS.flatMap((_, place) => Array.from({ length: EACH }, (_, at) => studentOf(place, at)));
  const made = all.filter((_, at) => places.includes(Math.floor(at / EACH)));
  await runImport(
    core,
    writeCsv(
      folder,
      '名册.csv',
      rowsOf(made).map((row) => row.map((cell) => cell ?? '')),
    ),
    {
      kind: 'roster',
      source: 'chsi',
    },
  );
  const { items } = await client.students.page({ query: {}, offset: 0, limit: 100 });
  const students = MARKS.map((mark) =>
    items.filter(({ values }) => values.name?.startsWith(mark)).map(({ id }) => id),
  );
  const hashes = await takePhotos(core, folder, all, places);
  const campaign = await client.campaigns.create({
    name: '图像校对',
    type: 'graduation-photo',
    deadline: '2027-06-01',
    lockRule: '24h',
    population: { collegeName: colleges },
    coveredFields: ['name', 'idNumber'],
    coversPhoto: true,
  });
  await client.campaigns.setDeadlines({
    campaign: campaign.id,
    rules: colleges.map((collegeName) => ({ collegeName, className: null, deadline: '2027-05-01' })),
  });
  for (const [place, mark] of MARKS.entries()) {
    if (!places.includes(place)) continue;
    const ids = students[place]!;
    if (place < COLLEGES.length) {
      await client.campaigns.record({
        campaign: campaign.id,
        selection: { ids: ids.slice(0, 1) },
        verdict: 'wrong',
        note: `${mark}有误`,
      });
      await client.chase.log({
        selection: { ids: ids.slice(1) },
        contact: { whom: 'student', way: 'phone', outcome: 'told', note: `${mark}说` },
      });
      await client.contacts.save({
        classes: [{ collegeName: COLLEGES[place]!, className: `${mark}班231` }],
        values: { counsellor: `${mark}老师`, phone: `1390000000${place}`, email: null, qq: null },
      });
    }
    await client.students.setFields({ id: ids[2]!, values: { phone: `1380000000${place}` }, reason: mark });
  }
  const cases: string[][] = [];
  for (const [place, ids] of students.entries()) {
    if (!places.includes(place)) {
      cases.push([]);
      continue;
    }
    const { opened } = await client.cases.open({
      type: 'photo-missing',
      students: ids.slice(0, 2),
      note: '补拍',
    });
    cases.push(opened);
  }
  if (places.length > 1)
    await client.students.saveView({
      id: null,
      name: '龘的名单',
      query: { filter: { fields: { collegeName: [COLLEGES[1]] } } },
      columns: [],
    });
  const kind = 'record-check-sheet';
  await resultOf(await client.reports.create({ kind, campaign: campaign.id, format: 'xlsx' }));
  const { items: printed } = await client.sheets.list({ query: {}, offset: 0, limit: 100 });
  const sheets = COLLEGES.map((college) =>
    printed.filter(({ collegeName }) => collegeName === college).map(({ number }) => number),
  );
  for (const [place, numbers] of sheets.entries()) {
    if (!places.includes(place)) continue;
    await client.sheets.handle({ numbers: numbers.slice(0, 1), kind: 'handed', holder: `${MARKS[place]}领` });
    await client.sheets.return({
      number: numbers[1]!,
      answers: [],
      added: [{ name: `${MARKS[place]}添`, studentNo: '', written: '' }],
    });
  }
  const others = [1, 2, 3];
  return {
    students,
    cases,
    sheets,
    campaign: campaign.id,
    foreign: [
      ...others.flatMap((place) => [MARKS[place]!, ...students[place]!, ...cases[place]!]),
      ...others.flatMap((place) => [...(sheets[place] ?? []), `77${place}00`, ...(hashes[place] ?? [])]),
      ...others.flatMap((place) => (COLLEGES[place] ? [COLLEGES[place]] : [])),
      // The whole numbers, wherever they are shown whole.
      ...all.slice(EACH).map((_, at) => idNumber((EACH + at + 1) * 2 - 1)),
      ...others.flatMap((place) => [`1390000000${place}`, `1380000000${place}`]),
    ],
  };
}

/** A photo for three students of each, the first of each college the same for all, the others alike within it. */
async function takePhotos(
  core: Core,
  folder: string,
  made: MadeStudent[],
  places: readonly number[],
): Promise<string[][]> {
  const paths: string[] = [];
  for (const [at, student] of made.entries()) {
    if (at % EACH >= 3 || !places.includes(Math.floor(at / EACH))) continue;
    const path = join(folder, `${student.学号}.jpg`);
    const isShared = at % EACH === 0;
    // What looks like it is told by its pattern; the quality makes other bytes of the same picture.
    await patterned(isShared ? 99 : Math.floor(at / EACH), 480, 640)
      .jpeg({ quality: isShared ? 90 : 80 + (at % EACH) })
      .toFile(path);
    paths.push(path);
  }
  await runImport(core, paths, { kind: 'photos', role: 'graduation' });
  const { list } = await core.client.photos.openWall({ query: {}, role: 'graduation' });
  const { items } = await core.client.photos.wallPage({ list, offset: 0, limit: 100 });
  const hashOf = new Map(items.flatMap((item) => (item ? [[item.studentNo, item.photos.graduation]] : [])));
  return MARKS.map((_, place) =>
    made.slice(place * EACH + 1, place * EACH + 3).flatMap(({ 学号 }) => hashOf.get(学号) ?? []),
  );
}

/** A picture of squares that no other number has. */
export function patterned(number: number, width: number, height: number): Sharp {
  const raw = Buffer.alloc(8 * 8 * 3);
  for (let at = 0; at < raw.length; at++) raw[at] = ((at + 7) * (number + 3) * 2_654_435_761) >>> 16;
  return sharp(raw, { raw: { width: 8, height: 8, channels: 3 } }).resize(width, height, {
    kernel: 'nearest',
  });
}
