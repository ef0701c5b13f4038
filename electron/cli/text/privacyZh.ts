import type { ErasePlan } from '../../../shared/contract/privacy.ts';

export const privacyZh = {
  held: '把所存的一位学生的全部信息和文件导出成一个 zip（号码完整，会记入操作记录）',
  heldReason: '为什么导出（记入操作记录）',
  heldAsked: '本人申请查看本校所存的信息',
  erase: '彻底清除学生的全部信息：记录、照片、材料、日志。默认只列出，不清除；不能撤销',
  student: '学号、考生号或编号',
  graduatedBefore: '预计毕业日期早于这一天的全部学生（YYYY-MM-DD）',
  ofCampaign: '这个批次的学生；和 --where 一起写时要都符合',
  from: '名单文件：每行一个学号、考生号或证件号',
  due: '按“毕业几年后清除”的规定到期的学生',
  reason: '为什么清除（记入操作记录）',
  forGood: '真的清除',
  proof: '把清除证明写进这个文件（.json、.pdf 或 .xlsx）',
  whom: '请写学生、--graduated-before 日期、--where、--campaign、--from 名单或 --due。',
  wrongDay: (text: string): string => `“${text}”不是日期，应写成 2020-07-01。`,
  dueAndDay: '--due 和 --graduated-before 只能写一个。',
  noRetention: '还没有规定毕业几年后清除：先用 xueji retention --years N。',
  heldOut: (path: string, files: number): string => `已导出到 ${path}，含 ${files} 个文件。`,
  group: (college: string, grade: string, count: number): string =>
    `${college || '（没有学院）'} ${grade || '（没有年级）'}：${count} 人`,
  holds: ({ photos, proofs, cases, verdicts, contacts, entries }: ErasePlan['holds']): string =>
    `他们的照片 ${photos} 张、个案 ${cases} 个、材料 ${proofs} 份、核对结果 ${verdicts} 条、催办 ${contacts} 次、日志 ${entries} 条。`,
  keptByCases: (count: number): string => `${count} 人有未办结的个案，不清除。`,
  keptByCampaign: (name: string, count: number): string => `${count} 人在进行中的批次“${name}”里，不清除。`,
  unknown: (count: number, first: string): string =>
    `名单里有 ${count} 个号码找不到人，或不止一人：${first}${count > 5 ? '……' : ''}`,
  wouldErase: (count: number): string =>
    `共 ${count} 人可以清除。什么也没有改动；确定要清除时加 --for-good --reason 原因。`,
  erased: (students: number, entries: number, files: number): string =>
    `已清除 ${students} 人：日志 ${entries} 条，文件 ${files} 个。`,
  proven: (found: number, seq: number, hash: string): string =>
    `${found === 0 ? '全库再查，没有找到他们的号码' : `全库再查，还有 ${found} 处有他们的号码，请联系开发者`}。操作记录第 ${seq} 条：${hash}`,
  backups: (count: number): string =>
    `清除前的 ${count} 份备份里还有他们。请立即备份一次，再删除旧的备份（包括另存在别处的）。`,
  retention: '毕业几年后该清除：看现在的规定和到期的学生，或改规定。从不自动清除',
  years: '毕业满这么多年到期',
  off: '不规定',
  yearsAndOff: '--years 和 --off 只能写一个。',
  retentionOff: '没有规定毕业几年后清除。',
  retentionIs: (years: number): string => `毕业满 ${years} 年到期。`,
  dueCohort: (year: string, count: number): string => `${year} 届：${count} 人已到期`,
  dueHint: '到期的不会自动清除：用 xueji erase --due 查看。',
};
