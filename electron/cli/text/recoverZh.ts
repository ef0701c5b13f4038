/** 抢救损坏的数据 */
export const recoverZh = {
  about: '抢救损坏的数据：读出还能读的，按变更记录重建；损坏的文件先放到一边',
  rebuild: '数据没有损坏也按变更记录全部重建',
  fromBackup: '不抢救，恢复最近一份滚动备份',
  explain: '只说明哪里坏了、能怎么办，不动任何文件',
  sound: '数据完好，不需要抢救；要按变更记录全部重建，请加 --rebuild。',
  damaged: '数据有损坏：',
  unreadable: '打不开数据文件。',
  offerBackup: (at: string, students: number) =>
    `可以恢复 ${at} 的备份（${students} 名学生）：xueji recover --from-backup`,
  noBackup: '没有可用的滚动备份；另存的备份文件可以用 xueji restore 恢复。',
  offerSalvage: '可以抢救：xueji recover。损坏的文件先原样放到一边，不会被覆盖。',
  salvaged: (changes: number, students: number) =>
    `已按变更记录重建：${changes} 条变更，${students} 名学生。`,
  lastGood: (at: string) => `最后一条完好的变更：${at}`,
  fromBackups: (changes: number) => `其中 ${changes} 条是从备份里补回来的。`,
  nothingLost: '没有丢失任何变更。',
  lost: (changes: number) => `丢失了至少 ${changes} 条变更：`,
  lostWork: (at: string, what: string, actor: string, changes: number) =>
    `  ${at}　${what}　${actor}　${changes} 条`,
  lostRows: (table: string, rows: number) => `变更记录之外的 ${table} 至少有 ${rows} 行读不出来。`,
  auditGap: (from: number, lost: number, enteredAnew: number) =>
    `操作记录从第 ${from} 条起缺 ${lost} 条，已在操作记录里写明；其后还读得出的 ${enteredAnew} 条重新登记在它后面。`,
  lostPhotos: (photos: number) => `有 ${photos} 张照片不见了或已损坏，请重新导入或从备份恢复。`,
};
