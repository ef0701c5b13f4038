import type { BackupReason } from '../../../shared/domain/backupThinning.ts';

/** 备份 */
export const backupZh = {
  about: '备份：全部数据存成一个文件（--to），或按计划滚动备份',
  to: '备份文件',
  now: '马上做一份滚动备份（打开并重放核对过才算数）',
  list: '列出现有的滚动备份和最近一次是否成功',
  schedule: '查看或更改备份计划：放在哪里、多久一次、各留几份',
  folder: '备份放到这个文件夹（最好是另一块硬盘或共享盘）',
  besideData: '备份放回数据文件夹里',
  every: '隔几小时自动备份一次',
  daily: '每天的最后一份，留几天的',
  weekly: '每周的最后一份，留几周的',
  before: '手动做的和导入、撤销之前做的，留几份',
  on: '打开自动备份',
  off: '关掉自动备份',
  made: (students: number, photos: number, path: string) =>
    `已备份 ${students} 名学生、${photos} 张照片到 ${path}，打开并重放核对过。`,
  lost: (photos: number) => `其中 ${photos} 张照片读不出来，没能备份；请运行 check 看是哪些。`,
  none: '还没有滚动备份。',
  heads: ['时间', '原因', '学生', '照片', 'MB', '位置'],
  reason: {
    planned: '按计划',
    manual: '手动',
    'before-import': '导入前',
    'before-undo': '撤销前',
  } satisfies Record<BackupReason, string>,
  clockBehind: (days: number) => `电脑时间比最新的记录早 ${days} 天，多半是电脑日期错了；请改正日期。`,
  copies: (copies: number, megabytes: number, keep: number) =>
    `另有 ${copies} 份恢复前、升级前或损坏时留下的旧数据，共 ${megabytes} MB；最近 ${keep} 份和 30 天以内的一直留着。`,
  plan: (on: boolean, hours: number, daily: number, weekly: number, before: number) =>
    `自动备份：${on ? `每 ${hours} 小时一次` : '关'}；留最近 ${daily} 天、${weekly} 周的，以及手动和改动前的 ${before} 份。`,
  place: (folder: string) => `位置：${folder}`,
  beside:
    '备份和数据在同一块硬盘上：硬盘坏了会一起没有。请用 backup schedule --folder 指定另一块硬盘或共享盘。',
  lastGood: (at: string) => `最近一次成功：${at}`,
  neverGood: '还没有成功备份过。',
  failed: (at: string, message: string, hint: string) => `最近一次备份失败（${at}）：${message}${hint}`,
};
