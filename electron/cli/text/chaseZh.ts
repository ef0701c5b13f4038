import type { ChaseRules, Photographer } from '../../../shared/contract/chase.ts';

/** What `chase` says. */
export const chaseZh = {
  about: '催办：谁还没有完成、为什么、下一步做什么，联系过谁',
  list: '列出要催办的学生；过期没有兑现的排在最前',
  state:
    '联系情况：broken（过期未兑现）、escalate（该报学院）、never（未联系）、contacted（已联系）、escalated（已报学院）、promised（有承诺）',
  reason: '原因的代码',
  unreachable: '只要邮箱收不到信（退信）的：学生本人的，或班级联系人的',
  offset: '从第几位之后开始',
  log: '登记一次联系；不写学生时，登记给筛选出的全部学生',
  students: '学号、考生号或编号',
  whom: '联系了谁；college 表示上报学院',
  way: '用什么方式',
  outcome: '结果',
  promise: '答应在哪一天之前完成',
  at: '联系的日期，缺省为现在',
  note: '说明',
  message: '照模板写出可以直接粘贴的消息，每位学生或每个班一条',
  template: '模板的名字或编号：personal、sms、class，或本校自己的',
  logMessages: '已经发出去了：给这些学生各记一次联系，写明方式（qq、wechat、sms…）',
  bodyFile: '用这个文本文件的内容代替模板',
  audience: '--body-file 是写给谁的',
  unmasked: '班级名单里写全姓名（会记入日志）',
  unknownField: (field: string) => `没有“{${field}}”这个字段，消息里照原样保留。`,
  emptyField: (field: string, count: number) => `${count} 条消息里的“${field}”是空的。`,
  rules: '查看或设置催办规则',
  photoDays: '照片从采集到上网要几个工作日',
  escalateAfter: '联系几次没有结果就该上报学院',
  photographer: '采集单位：负责哪些学院，照片几个工作日上网；同名的被代替',
  photographerName: '采集单位的名称',
  photographerDays: '照片从采集到上网要几个工作日',
  photographerCollege: '负责的学院，可以写几个',
  photographerRemove: '去掉这个采集单位',
  photographerIs: ({ name, workingDays, colleges }: Photographer) =>
    `采集单位“${name}”：${workingDays} 个工作日；${colleges.join('、') || '没有指定学院'}`,
  columns: { state: '联系情况', contacts: '次数', promise: '承诺日期', reason: '原因' },
  none: '没有要催办的学生。',
  logged: (count: number, batch: string) =>
    `已登记 ${count} 位学生的联系记录（批次 ${batch}，可用 undo 撤销）。`,
  rulesAre: ({ photoWorkingDays, escalateAfter }: Omit<ChaseRules, 'photographers'>) =>
    `照片采集后 ${photoWorkingDays} 个工作日没有上网算逾期；联系 ${escalateAfter} 次没有结果或承诺过期，应上报学院。`,
};
export type ChaseWords = typeof chaseZh;
