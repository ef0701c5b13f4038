import { describe, expect, it, onTestFinished } from 'vitest';
import { StudentIndex } from '../../electron/students/StudentIndex.ts';
import { studentQuery } from '../../shared/contract/students.ts';
import type { PartialStudentValues } from '../../shared/domain/studentFields.ts';
import { StoreScene } from '../harness/storeScene.ts';

function school(rows: readonly PartialStudentValues[]) {
  const scene = new StoreScene();
  onTestFinished(() => void scene.db.raw.close());
  const ids = rows.map(() => scene.nextId());
  scene.write('import.chunk', {
    source: 'chsi',
    chunk: 0,
    rows: rows.map((values, index) => ({ student: ids[index]!, isNew: true, values })),
  });
  const index = new StudentIndex(scene.db, () => scene.now);
  const list = async (query: object, of = index) => [...(await of.find(studentQuery.parse(query))).ns];
  const anew = () => new StudentIndex(scene.db, () => scene.now);
  return { scene, ids, list, anew, search: (search: string) => list({ search }) };
}

describe('a search finds', () => {
  it('a number however wide or spaced it was written, or is typed', async () => {
    const { search } = school([
      { studentNo: '２０２２００１', phone: '138 0000 0001' },
      { studentNo: '2022001', idNumber: '11010119900307283x' },
      { studentNo: 'B2022X' },
    ]);
    expect(await search('2022001')).toEqual([2, 1]);
    expect(await search('２０２２００１')).toEqual([2, 1]);
    expect(await search('13800000001')).toEqual([1]);
    expect(await search('283X')).toEqual([2]);
    expect(await search('２８３ｘ')).toEqual([2]);
    expect(await search('b2022x')).toEqual([3]);
  });

  it('a name in Latin letters by any part, whatever its case, marks and accents', async () => {
    const { search } = school([
      { name: "Conan O'Brien" },
      { name: 'J.Smith' },
      { name: 'José María' },
      { name: 'Wu' },
      { name: '阿卜杜拉·艾买提' },
    ]);
    expect(await search("O'Brien")).toEqual([1]);
    expect(await search('obrien')).toEqual([1]);
    expect(await search('J.Smith')).toEqual([2]);
    expect(await search('smith')).toEqual([2]);
    expect(await search('sm')).toEqual([2]);
    expect(await search('jose')).toEqual([3]);
    expect(await search('JOSÉ')).toEqual([3]);
    expect(await search('wu')).toEqual([4]);
    expect(await search('·')).toEqual([2, 5]);
    expect(await search('.')).toEqual([2, 5]);
    expect(await search('abdl')).toEqual([5]);
  });

  it('a name by the ü that it is read with, and one that has it', async () => {
    const { search } = school([{ name: '吕伟' }, { name: 'Müller' }, { name: '张女' }, { name: '陆伟' }]);
    expect(await search('lüwei')).toEqual([1]);
    expect(await search('lvwei')).toEqual([1]);
    expect(await search('MÜLLER')).toEqual([2]);
    expect(await search('muller')).toEqual([2]);
    expect(await search('zhangnü')).toEqual([3]);
    for (const typed of ['lu', 'LYU', 'luw', 'lyuwei']) expect(await search(typed), typed).toContain(1);
    expect(await search('lyuwei')).toEqual([1]);
    expect(await search('lu')).toEqual([1, 4]);
    expect(await search('lv')).toEqual([1]);
    expect(await search('lü')).toEqual([1]);
    expect(await search('zhangnu')).toEqual([3]);
    expect(await search('wei')).toEqual([1, 4]);
  });

  it('a name by its surname in full and the initials of the rest', async () => {
    const { search } = school([{ name: '张国伟' }, { name: '张国' }, { name: '欧阳娜拉' }, { name: '王伟' }]);
    expect(await search('zhanggw')).toEqual([1]);
    expect(await search('zhangg')).toEqual([1, 2]);
    expect(await search('ouyangnl')).toEqual([3]);
    expect(await search('ouynl')).toEqual([3]);
    expect(await search('wangw')).toEqual([4]);
    expect(await search('zhangw')).toEqual([]);
  });

  it('everybody whom the rest asks for, when an invisible character was pasted along', async () => {
    const { search } = school([{ name: '张三' }, { name: '王三' }]);
    expect(await search('\u200b')).toEqual([1, 2]);
    expect(await search('张\u200b \u200b')).toEqual([1]);
  });

  it('a character beyond the first plane as one, and by its private-use stand-in', async () => {
    const { search } = school([{ name: '𠮷田' }, { name: '𠮶田' }, { name: '王䶮' }]);
    expect(await search('𠮷')).toEqual([1]);
    expect(await search('\ue863')).toEqual([3]);
    expect(await search('wangyan')).toEqual([3]);
  });
});

describe('a list keeps its order true', () => {
  const byStudentNo = { sort: { key: 'studentNo', descending: false } };

  it('when a number moves from one field to another', async () => {
    const { scene, ids, list, anew } = school([{ name: '张三' }, { name: '王三', studentNo: '5' }]);
    const batch = scene.edit(ids[0]!, { examNo: '1' });
    expect(await list(byStudentNo)).toEqual([2, 1]);
    await scene.undo(batch);
    scene.edit(ids[0]!, { studentNo: '1' });
    expect(await list(byStudentNo)).toEqual([1, 2]);
    expect(await list(byStudentNo, anew())).toEqual([1, 2]);
  });

  it('when only the case of a number changes', async () => {
    const { scene, ids, list, anew } = school([{ studentNo: 'B1x' }, { studentNo: 'B1Y' }]);
    expect(await list(byStudentNo)).toEqual([2, 1]);
    for (const [written, order] of [
      ['B1X', [1, 2]],
      ['B1x', [2, 1]],
    ] as const) {
      scene.edit(ids[0]!, { studentNo: written });
      expect(await list(byStudentNo), written).toEqual(order);
      expect(await list(byStudentNo, anew()), written).toEqual(order);
    }
  });

  it('of classes that a collator holds for the same, whichever was met first', async () => {
    for (const names of [
      ['1班', '01班', '１班'],
      ['１班', '1班', '01班'],
    ]) {
      const { list } = school(names.map((className) => ({ className, studentNo: className })));
      expect((await list({})).map((n) => names[n - 1])).toEqual(['01班', '1班', '１班']);
    }
  });
});
