/** What `hub` says. */
export const hubZh = {
  about: '同步主机：全校的电脑和它同步；数据放在文件夹（--data）或 PostgreSQL（--pg）里',
  pg: 'PostgreSQL 数据库的地址，如 postgresql://xueji@10.0.0.5:5432/xueji；口令用环境变量 PGPASSWORD',
  status: '主机的情况：编号、备份、各台电脑落后多少、没有处理的冲突和退回',
  backup: '把主机的全部数据备份成一个文件，读回核对过才算；主机可以正在运行',
  backupFile: '备份文件',
  archived: '数据库自己做 WAL 归档：核对归档到了哪里，记为已备份（只用于 --pg）',
  restore: '用备份恢复主机；原来的数据留在 backups 文件夹里（PostgreSQL 里的会被替换）',
  backupWhat: '请写备份文件，或 --archived',
  states: { enrolling: '等待批准', active: '使用中', revoked: '已停用' },
  everyone: '全校',
  head: (seq: number, hub: string) => `主机 ${hub}，记录编号到 ${seq}`,
  noBackup: '还没有备份。主机坏了，只能靠各台电脑补传；请马上运行 xueji hub backup 文件。',
  backedUpTo: (at: string, age: string, left: number) =>
    `最近一次备份：${at}（${age}前），之后又有 ${left} 条`,
  days: (days: number) => `${days} 天`,
  hours: (hours: number) => `${hours} 小时`,
  counts: (conflicts: number, quarantined: number, purges: number) =>
    `没有处理的冲突 ${conflicts} 个，退回的 ${quarantined} 条，还没有清除范围外数据的电脑 ${purges} 台`,
  oldest: (name: string, at: string) => `最早的待上传：${name}，从 ${at} 起`,
  horizon: (seq: number) => `编号 ${seq} 以前的内容已压缩，落在后面的电脑会重新取一份`,
  columns: ['电脑', '状态', '范围', '落后', '最近在线', '待上传'],
  never: '从未',
  noDevices: '还没有电脑加入',
  madeBackup: (seq: number, file: string) => `已把主机备份到 ${file}（编号到 ${seq}），并读回核对过。`,
  archivedTo: (seq: number) => `归档已包含编号到 ${seq} 的记录，记为已备份。`,
  archiveWaits: (seq: number) => `编号到 ${seq} 的记录还没有归档完；等数据库归档之后，再运行一次这个命令。`,
  restored: (at: string, seq: number) =>
    `已恢复 ${at} 的备份，编号到 ${seq}。各台电脑下次同步时会补传之后的改动。`,
};
export type HubWords = typeof hubZh;
