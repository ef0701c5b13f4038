import { join } from 'node:path';
import sharp from 'sharp';
import type { Core } from '../../electron/core/core.ts';
import { idNumber, madeStudent, rowsOf } from '../contract/madeStudents.ts';
import { resultOf } from './openCore.ts';
import { runImport, writeCsv } from './runImport.ts';

export const COLLEGES = ['甲学院', '乙学院', '丙学院'] as const;
/** A character that stands in everything of each college and in nothing else; the last: of those without a college. */
const MARKS = ['甲', '龘', '靐', '齉'] as const;
const EACH = 6;

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

/** A school of three colleges in which all was done that can be: rosters, photos, verdicts, chasing, sheets, cases. */
export async function threeColleges(core: Core, folder: string): Promise<ThreeColleges> {
  const { client } = core;
  await client.admin.initialise({ code: '10000', name: '示例大学' });
  const made = MARKS.flatMap((mark, place) =>
    Array.from({ length: EACH }, (_, at) => {
      const serial = place * EACH + at + 1;
      return madeStudent(serial, {
        姓名: `${mark}生${'一二三四五六'[at]}`,
        学号: `77${place}0070${at}`,
        考生号: `2311${place}7700700${at}0`,
        分院: COLLEGES[place] ?? null,
        专业名称: `${mark}专业`,
        班级: `${mark}班23${(at % 2) + 1}`,
      });
    }),
  );
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
  const hashes = await takePhotos(core, folder, made);
  const campaign = await client.campaigns.create({
    name: '图像校对',
    type: 'graduation-photo',
    deadline: '2027-06-01',
    lockRule: '24h',
    population: { collegeName: [...COLLEGES] },
    coveredFields: ['name', 'idNumber'],
    coversPhoto: true,
  });
  await client.campaigns.setDeadlines({
    campaign: campaign.id,
    rules: COLLEGES.map((collegeName) => ({ collegeName, className: null, deadline: '2027-05-01' })),
  });
  for (const [place, mark] of MARKS.entries()) {
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
  for (const ids of students) {
    const { opened } = await client.cases.open({
      type: 'photo-missing',
      students: ids.slice(0, 2),
      note: '补拍',
    });
    cases.push(opened);
  }
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
      ...made.slice(EACH).map((_, at) => idNumber((EACH + at + 1) * 2 - 1)),
      ...others.flatMap((place) => [`1390000000${place}`, `1380000000${place}`]),
    ],
  };
}

/** A photo for three students of each, the first of each college the same for all. */
async function takePhotos(
  core: Core,
  folder: string,
  made: ReturnType<typeof madeStudent>[],
): Promise<string[][]> {
  const paths: string[] = [];
  for (const [at, student] of made.entries()) {
    if (at % EACH >= 3) continue;
    const path = join(folder, `${student.学号}.jpg`);
    const isShared = at % EACH === 0;
    await sharp({
      create: {
        width: 480,
        height: 640,
        channels: 3,
        background: isShared ? '#6080a0' : { r: at * 9, g: 255 - at * 9, b: at * 5 },
      },
    })
      .jpeg()
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
