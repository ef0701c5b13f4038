import { expect, it } from 'vitest';
import { studentsOfSheet } from '../../electron/db/tables/sheetTable.ts';
import { scene } from '../harness/storeScene.ts';

it(
  'a printed sheet keeps who stood on it, in which order, after they moved to other classes',
  scene(async (made) => {
    const { rows } = made.importRoster('chsi', [
      { studentNo: '1', name: '张三', className: '软件2301' },
      { studentNo: '2', name: '李四', className: '软件2301' },
    ]);
    const printed = rows.map(({ student }) => student!).reverse();
    const sheet = { code: 'X', campaign: null, dataTime: made.now, collegeName: null, className: '软件2301' };
    made.write('sheets.issue', { sheets: [{ ...sheet, number: 'BY26-261124-0012-K', students: printed }] });
    made.importRoster('chsi', [{ studentNo: '1', name: '张三', className: '软件2302' }]);
    expect(studentsOfSheet(made.db, 'BY26-261124-0012-K')).toEqual(printed);
    expect(studentsOfSheet(made.db, 'BY26-261124-0013-K')).toBeNull();
  }),
);
