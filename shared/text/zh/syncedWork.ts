import type { RefusedWork } from '../../contract/sync.ts';
import type { WorkKind } from '../../domain/workKind.ts';

/** What lists of synced work say: what was done, and why the hub refused it, for whoever looks after the hub. */
export const syncedWork: {
  readonly did: Readonly<Record<WorkKind, string>>;
  readonly refusedWhy: Readonly<Record<RefusedWork['why'], string>>;
} = {
  did: {
    join: '加入前已有的数据',
    import: '导入名单',
    edit: '修改学生资料',
    photo: '照片',
    verdict: '登记核对结果',
    sheet: '核对表',
    campaign: '核对批次',
    case: '个案',
    chase: '催办',
    undo: '撤销',
    words: '词典',
    decide: '比对处理',
    contacts: '联系人',
    people: '人员',
    conflict: '处理冲突',
    counter: '柜台核对',
    other: '设置等',
  },
  refusedWhy: {
    taken: '同一个编号已经被别的记录用了',
    moved: '别人先办了下一步',
    gone: '这条记录已经被删除',
    scope: '不在那台电脑可以改的范围里',
    school: '是全校共用的内容，只能在范围是全校的电脑上改',
    changed: '别人先改了同一处',
    'file-lost': '用到的照片或文件在那台电脑上找不到了',
    schema: '那台电脑的程序版本太旧，改了会丢内容',
    unknown: '主机看不懂，多半是程序版本不同',
  },
};
