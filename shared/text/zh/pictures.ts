import type { PictureKind } from '../../domain/pictureKinds.ts';
import type { StatusGroup } from '../../domain/statusGroups.ts';

/** Words in pictures of figures, on screen, in files and on paper. */
export const pictures = {
  title: {
    colleges: '各学院核对进度',
    classes: '各班级核对进度',
    trend: '走势',
    heat: '各班没有核对完的比例',
    reasons: '没有核对完的原因',
    rounds: '各轮催办之后',
  } satisfies Record<PictureKind, string>,
  group: {
    done: '已锁定',
    open: '已核对-可改',
    person: '有误等需处理',
    photo: '缺照片',
    waiting: '未核对',
    outside: '不参加',
  } satisfies Record<StatusGroup, string>,
  late: '逾期',
  none: '（未填）',
  nobodyMissing: '全部核对',
  bar: '{{name}} {{group}} {{count}} 名',
  field: '{{name}}：{{expected}} 名中还有 {{missing}} 名没有核对完',
  round: '{{name}}：催办 {{students}} 名，{{days}} 天内核对 {{within}} 名',
  doneWithin: '{{days}} 天内核对',
  doneLater: '之后核对',
  notDone: '还没有核对完',
  column: {
    name: '名称',
    rate: '核对率',
    expected: '应核对',
    missing: '没有核对完',
    share: '比例',
    reason: '原因',
    students: '人数',
    round: '哪一轮',
    day: '日期',
    verified: '已核对',
  },
  trend: {
    missing: '还没有核对完',
    ahead: '照最近一周的速度',
    even: '匀速到截止日',
    deadline: '截止日期',
    today: '今天',
    closedOn: '结束日',
  },
} as const;
