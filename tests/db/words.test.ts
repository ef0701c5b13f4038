import { describe, expect, it } from 'vitest';
import { handBatchRow } from '../../electron/changes/batchRow.ts';
import { sourceRecords } from '../../electron/db/tables/studentTable.ts';
import { storedWords } from '../../electron/db/tables/wordTable.ts';
import { StudentIndex } from '../../electron/students/StudentIndex.ts';
import { studentQuery } from '../../shared/contract/students.ts';
import type { WordField } from '../../shared/domain/wordMeanings.ts';
import { expectConsistent, tablesOf } from '../harness/storeInvariants.ts';
import { type StoreScene, scene } from '../harness/storeScene.ts';

/** Saves words as one batch. */
function save(made: StoreScene, ...words: [WordField, string, string | null][]): string {
  const batch = made.nextId();
  made.db.transaction(() => {
    made.write(
      'words.save',
      {
        words: words.map(([field, spelling, meant]) => ({ field, spelling, meant })),
        how: 'typed',
        at: made.now,
        actor: '测试员',
      },
      batch,
    );
    made.write(
      'row.save',
      handBatchRow({
        id: batch,
        kind: 'words',
        campaign: null,
        students: words.length,
        at: made.now,
        actor: '测试员',
      }),
      batch,
    );
  });
  return batch;
}

const query = (input: object) => studentQuery.parse(input);
const CUT = '长江新闻与传播学';
const WHOLE = '长江新闻与传播学院';
const collegeOf = (made: StoreScene, id: string) => made.student(id).values.collegeName;
const saidBy = (made: StoreScene, id: string) =>
  Object.fromEntries(
    sourceRecords(made.db, made.student(id).n).map(({ source, values }) => [source, values.collegeName]),
  );
const words = (made: StoreScene) => storedWords(made.db).map(({ spelling, meant }) => `${spelling} ${meant}`);

describe('the dictionary', () => {
  it(
    'shows what a word means in every row, and keeps what each source says',
    scene(async (made) => {
      const { rows } = made.importRoster('chsi', [
        { studentNo: '1', name: '甲', collegeName: CUT },
        { studentNo: '2', name: '乙', collegeName: WHOLE },
        { studentNo: '3', name: '丙', collegeName: CUT },
      ]);
      made.importRoster('sis', [{ studentNo: '3', name: '丙', collegeName: '新传院' }]);
      const [one, two, three] = rows.map(({ student }) => student!) as [string, string, string];
      const before = tablesOf(made.db);
      const batch = save(made, ['collegeName', CUT, WHOLE], ['collegeName', '新传院', WHOLE]);
      expect([one, two, three].map((id) => collegeOf(made, id))).toEqual([WHOLE, WHOLE, WHOLE]);
      expect(saidBy(made, one)).toEqual({ chsi: CUT });
      expect(saidBy(made, three)).toEqual({ chsi: CUT, sis: '新传院' });
      expect(made.student(three).differing).toBe(false);
      await made.undo(batch);
      expect(tablesOf(made.db)).toEqual(before);
      expect(made.student(three).differing).toBe(true);
    }),
  );

  it(
    'holds for what is imported later, and a later import of the same words changes nothing',
    scene((made) => {
      save(made, ['level', '统招本科', '本科'], ['collegeName', CUT, WHOLE]);
      const file = [{ studentNo: '1', name: '甲', level: ' 统招 本科', collegeName: CUT }];
      const { rows } = made.importRoster('chsi', file);
      const id = rows[0]!.student!;
      expect(made.student(id).values).toMatchObject({ level: '本科', collegeName: WHOLE });
      expect(made.student(id).received).toEqual({ level: ' 统招 本科', collegeName: CUT });
      expect(made.importRoster('chsi', file).counts).toMatchObject({ unchanged: 1 });
      const staff = made.edit(id, { collegeName: '新传院' });
      expect(collegeOf(made, id)).toBe('新传院');
      return made.undo(staff).then(() => expect(collegeOf(made, id)).toBe(WHOLE));
    }),
  );

  it(
    'makes no verification stale, since the words stay what they were',
    scene(async (made) => {
      const { rows } = made.importRoster('chsi', [{ studentNo: '1', name: '甲', level: '统招本科' }]);
      const id = rows[0]!.student!;
      const campaign = made.campaign({ coveredFields: ['level'], coversPhoto: false });
      made.verdict(campaign, [id], 'correct');
      const batch = save(made, ['level', '统招本科', '本科']);
      expect(made.verification(campaign, id)?.fields_unchanged).toBe(1);
      made.importRoster('chsi', [{ studentNo: '1', name: '甲', level: '专科' }]);
      expect(made.verification(campaign, id)?.fields_unchanged).toBe(0);
      await made.undo(batch);
    }),
  );

  it(
    'has no chains and no circles',
    scene((made) => {
      save(made, ['collegeName', '甲院', '乙院']);
      save(made, ['collegeName', '乙院', '丙院']);
      expect(words(made)).toEqual(['乙院 丙院', '甲院 丙院']);
      save(made, ['collegeName', '丁院', '甲院']);
      expect(words(made)).toContain('丁院 丙院');
      save(made, ['collegeName', '丙院', '甲院']);
      expect(words(made).sort()).toEqual(['丁院 甲院', '丙院 甲院', '乙院 甲院']);
      save(made, ['collegeName', '丙院', null]);
      expect(words(made).sort()).toEqual(['丁院 甲院', '乙院 甲院']);
    }),
  );

  it(
    'takes writings of one word together, and knows words with the mark that parts ids',
    scene((made) => {
      const { rows } = made.importRoster('chsi', [
        { studentNo: '1', name: '甲', collegeName: 'A/B（本部）' },
        { studentNo: '2', name: '乙', collegeName: 'a/b(本部)' },
      ]);
      save(made, ['collegeName', 'A/B(本部)', 'A/B（本部）']);
      expect(rows.map(({ student }) => collegeOf(made, student!))).toEqual(['A/B（本部）', 'A/B（本部）']);
    }),
  );

  it(
    'keeps on undo what was said otherwise since',
    scene(async (made) => {
      const first = save(made, ['collegeName', '甲院', '乙院']);
      save(made, ['collegeName', '甲院', '丙院']);
      const { kept } = await made.undo(first);
      expect(kept.map(({ fields }) => fields)).toEqual([['collegeName']]);
      expect(words(made)).toEqual(['甲院 丙院']);
    }),
  );

  it(
    'makes one class of two in lists, counts and campaigns, whatever was chosen before',
    scene(async (made) => {
      made.importRoster('chsi', [
        { studentNo: '1', name: '甲', collegeName: CUT, majorName: '新闻学', className: '1班' },
        { studentNo: '2', name: '乙', collegeName: WHOLE, majorName: '新闻学', className: '1班' },
      ]);
      const campaign = made.campaign({ population: { collegeName: [CUT] } });
      const index = new StudentIndex(made.db, () => made.now);
      const classes = () => index.progress(query({ campaign }), ['collegeName', 'majorName', 'className']);
      expect((await classes()).map(({ group, total }) => [group[0], total])).toEqual([[CUT, 1]]);
      const batch = save(made, ['collegeName', CUT, WHOLE]);
      expect((await classes()).map(({ group, total }) => [group[0], total])).toEqual([[WHOLE, 2]]);
      const filtered = query({ filter: { ...query({}).filter, fields: { collegeName: [CUT] } } });
      expect((await index.find(filtered)).ns).toHaveLength(2);
      await made.undo(batch);
      expect((await classes()).map(({ group, total }) => [group[0], total])).toEqual([[CUT, 1]]);
      expectConsistent(made.db);
    }),
  );
});
