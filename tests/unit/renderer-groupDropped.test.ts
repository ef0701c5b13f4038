import { expect, test } from 'vitest';
import { groupDropped, nameOf } from '../../renderer/screens/import/groupDropped.ts';

const dropped = (path: string) => {
  const parts = path.split('/');
  const file = new File(['x'], parts.at(-1)!);
  const [folder = '', ...rest] = parts.length > 1 ? parts : ['', path];
  return { file, folder, path: rest.join('/') };
};
const told = (...paths: string[]) => {
  const { groups, leftOut, memos } = groupDropped(paths.map(dropped));
  return {
    groups: groups.map(({ name, files }) => [name, ...files.map((file) => file.name)]),
    leftOut,
    memos: memos.map(nameOf),
  };
};

test('lists by themselves, pictures of a folder and loose ones as sets, litter passed over, the rest named', () => {
  expect(
    told('a.xlsx', '毕业/1.jpg', '毕业/二班/2.jpg', '毕业/名单.csv', '毕业/Thumbs.db', 'x.docx'),
  ).toEqual({
    groups: [
      ['a.xlsx', 'a.xlsx'],
      ['毕业 › 名单.csv', '名单.csv'],
      ['毕业', '1.jpg', '2.jpg'],
    ],
    leftOut: ['x.docx'],
    memos: [],
  });
  expect(told('1.jpg').groups).toEqual([['1.jpg', '1.jpg']]);
  expect(told('1.jpg', '2.jpg').groups).toEqual([['', '1.jpg', '2.jpg']]);
});

test('a table and its memo files are one, whatever their case and order; those of another folder are not its own', () => {
  expect(told('录取/TD.fpt', '录取/td.DBF', '别处/td.fpt', 'td.dbt')).toEqual({
    groups: [['录取 › td.DBF', 'td.DBF', 'TD.fpt']],
    leftOut: [],
    memos: ['别处 › td.fpt', 'td.dbt'],
  });
});
