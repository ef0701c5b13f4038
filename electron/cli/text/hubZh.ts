/** Of a bundle that the hub took. */
interface ImportCounts {
  mutations: number;
  applied: number;
  same: number;
  conflict: number;
  rejected: number;
  waiting: number;
  files: number;
}

/** One thing that was done at a computer. */
export interface TracedWords {
  trace: string;
  device: string;
  did: string;
  at: string;
  rows: number;
  state: 'waits' | 'applied' | 'same' | 'conflict' | 'rejected';
  why: string | null;
  seq: number | null;
}

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
  process: (
    since: string,
    pushes: { count: number; p50: number; p99: number },
    waits: { p99: number; most: number },
  ) =>
    `${since} 起收下 ${pushes.count} 次推送：一半在 ${pushes.p50} 毫秒内，99% 在 ${pushes.p99} 毫秒内；等待写入 99% 在 ${waits.p99} 毫秒内，最长 ${waits.most} 毫秒`,
  head: (seq: number, hub: string) => `主机 ${hub}，记录编号到 ${seq}`,
  noBackup: '还没有备份。主机坏了，只能靠各台电脑补传；请马上运行 xueji hub backup 文件。',
  backedUpTo: (at: string, age: string, left: number) =>
    `最近一次备份：${at}（${age}前），之后又有 ${left} 条`,
  days: (days: number) => `${days} 天`,
  hours: (hours: number) => `${hours} 小时`,
  counts: (conflicts: number, quarantined: number, purges: number) =>
    `没有处理的冲突 ${conflicts} 个，退回的 ${quarantined} 条${quarantined === 0 ? '' : '（逐件看：xueji hub trace）'}，还没有清除范围外数据的电脑 ${purges} 台`,
  oldest: (name: string, at: string) => `最早的待上传：${name}，从 ${at} 起`,
  fencePassed:
    '主机用超级用户（或不受行级安全约束的账号）登录数据库，数据库自身的范围限制不起作用，只有主机程序在限制各电脑能看到的学生。请新建一个普通账号作为数据库的所有者，改用它登录（手册“命令行”一章）。',
  rewound: (at: string, { had, upTo }: { had: number; upTo: number }) =>
    `${at} 发现记录退回过：当时到编号 ${had}，以前至少到过 ${upTo}；各电脑还留着的会重新上传，已经不在的电脑上的没有了`,
  horizon: (seq: number) => `编号 ${seq} 以前的内容已压缩，落在后面的电脑会重新取一份`,
  columns: ['电脑', '状态', '范围', '落后', '最近在线', '待上传'],
  never: '从未',
  actColumns: ['时间', '谁', '在主机上做了什么', '内容'],
  acts: {
    code: '生成登记码',
    'let-in': '批准电脑',
    grant: '改变范围',
    revoke: '撤销电脑',
    lease: '改锁定天数',
    folder: '改共享文件夹',
    'roll-key': '换主机密钥',
    'new-key': '另换主机密钥（旧的作废）',
    'keep-only': '只留这一台',
    key: '改打开主机的办法',
  },
  noFolder: '不再使用',
  noLease: '不锁',
  noDevices: '还没有电脑加入',
  madeBackup: (seq: number, file: string) => `已把主机备份到 ${file}（编号到 ${seq}），并读回核对过。`,
  withFiles: (kept: number, lost: number) =>
    `照片和文件 ${kept} 份，逐份核对过${lost === 0 ? '' : `；另有 ${lost} 份没有找到，会向上传它们的电脑再要`}。`,
  archivedTo: (seq: number) => `归档已包含编号到 ${seq} 的记录，记为已备份。`,
  archiveWaits: (seq: number) => `编号到 ${seq} 的记录还没有归档完；等数据库归档之后，再运行一次这个命令。`,
  restored: (at: string, seq: number) =>
    `已恢复 ${at} 的备份，编号到 ${seq}。各台电脑下次同步时会补传之后的改动。`,
  serve: '运行主机，直到 Ctrl-C；各台电脑通过这个端口同步',
  listen: '端口，或“地址:端口”：只在本机的这个地址上运行；不写就是所有地址的 17443',
  serving: (port: number) => `同步主机正在端口 ${port} 上运行；按 Ctrl-C 停止。`,
  firewall: '如果 Windows 弹出防火墙提示，请勾选“专用网络”并点“允许访问”，否则其他电脑连不上。',
  moved: '这份主机数据是从别处搬来的。如果原来那台还在运行，请马上停掉其中一台。',
  enrol: '登记一台电脑：显示一次性登记码和本主机的指纹；--list 列出，--approve 批准',
  enrolList: '列出登记过的电脑，等待批准的在前',
  approve: '批准这台电脑（编号的开头几位，或名称）；要写 --fingerprint 和范围',
  seen: '那台电脑屏幕上显示的 12 位指纹',
  needsFingerprint: '批准前请核对：把那台电脑屏幕上的 12 位指纹写在 --fingerprint 后面。',
  grant: '改变一台电脑可以有哪些学院的数据；收窄时那台电脑会清除范围外的数据',
  revoke: '撤销一台电脑：立即不能再同步，不能取消',
  device: '哪台电脑：编号的开头几位，或名称',
  college: '可以有这个学院的数据；可写多次',
  wholeSchool: '可以有全校的数据',
  lease: '看或改：电脑多少天没连主机就锁定数据，0 为不锁',
  leaseDays: '天数，0 到 3650',
  leaseIs: (days: number) =>
    days === 0 ? '电脑离开主机多久都不锁定。' : `电脑超过 ${days} 天没有连上主机，就锁定数据，连上即解除。`,
  rollKey: '换一把主机密钥：新密钥由旧密钥签名，登记过的电脑自动认得；旧密钥泄露时没有用，那时用 new-key',
  newKey:
    '另换一把与旧密钥无关的主机密钥：主机的电脑被盗、密钥可能泄露时用；各台电脑要由人核对新的指纹（xueji sync trust）',
  code: (code: string, until: string) => `登记码：${code}（${until} 以前有效，只能用一次，只显示这一次）`,
  fingerprint: (digits: string) => `本主机的指纹：${digits}（那台电脑上看到的应当完全一样）`,
  thenApprove: '那台电脑提出之后：xueji hub enrol --list 查看，核对它的指纹后用 --approve 批准。',
  keepOnly: '发现两台主机时：只留这一台（另一台已经停掉，以后不再启动）',
  kept: (devices: number) =>
    devices === 0
      ? '已记下：只留这一台。没有电脑报告过另一台主机。'
      : `已记下：只留这一台。见过另一台主机的 ${devices} 台电脑会重新开始同步，没有备份过的内容自动补传。`,
  renewed: (digits: string) => [
    `已另换主机密钥，旧的作废。新的指纹：${digits}。正在运行的主机一分钟内改用它。`,
    '各台电脑会停下，直到有人核对新的指纹：在那台电脑的“同步”页输入，或运行 xueji sync trust --fingerprint 指纹。没有上传的内容都还在。',
    '为旧密钥做的同步包不再导入，请在那台电脑上重新导出。',
  ],
  rolled: (digits: string) => `已换主机密钥，新的指纹：${digits}。正在运行的主机一分钟内改用它。`,
  export:
    '给一台电脑做同步包（.xjs），用 U 盘带过去，在那台电脑上用 xueji sync import 导入；可以和运行中的主机同时用',
  exportFile: '同步包，文件名以 .xjs 结尾；已有的文件不覆盖',
  exportWhole: '装它可以有的全部数据，不管它已经有什么',
  import: '导入电脑做的同步包（xueji sync export），照联网同步的规则收下；可以和运行中的主机同时用',
  importFiles: '同步包，或放着同步包的文件夹；分成几个文件的要全部给出',
  exported: (name: string, number: number, files: string) =>
    `给“${name}”的第 ${number} 份同步包已写好，并读回核对过：${files}`,
  exportedWhole: (name: string, number: number, files: string) =>
    `给“${name}”的第 ${number} 份同步包已写好，装着它可以有的全部数据，并读回核对过：${files}`,
  trace: '查某台电脑上做的一件事在主机上的结果；不写跟踪号时列出主机保管的被退回内容',
  traceWhich: '跟踪号，如 B:1042；在那台电脑的“同步”页或 xueji sync list 里',
  noTrace: (typed: string) => `“${typed}”不是跟踪号；跟踪号是字母加编号，如 B:1042。`,
  traceOfNobody: (letters: string) =>
    `没有编号里带“${letters}”的电脑。请核对跟踪号；主机从旧备份恢复过的话，字母可能已换。`,
  neverCame: ({ trace, name, last }: { trace: string; name: string; last: string }) =>
    `${trace} 没有到过主机：电脑“${name}”送来的最后一件是 ${last}。多半还在那台电脑上待上传，请在那里同步。`,
  keepsNothing: '主机没有保管被退回的内容。',
  keeps: (total: number) => `主机保管着被退回的内容 ${total} 件，新的在前；填写的内容请在主机的窗口里看：`,
  traced: ({ trace, device, did, at, rows, state, why, seq }: TracedWords) =>
    [
      `${trace}  ${device}  ${at}  ${did}  ${rows} 条  `,
      {
        waits: '等同一批的其余部分',
        applied: '已登记',
        same: '已有相同内容',
        conflict: '部分有冲突或被退回',
        rejected: '被退回',
      }[state],
      seq === null ? '' : `（记录编号 ${seq}）`,
      why === null ? '' : `：${why}`,
    ].join(''),
  share:
    '通过一个各台电脑都够得着的共享文件夹（网络盘）交换同步包：收下电脑放进来的，给每台放入新的；各台电脑用 xueji sync now --share',
  shareFolder: '共享文件夹；里面的 in 由各台电脑写，out 由主机写，不用手工整理',
  serveShare: '同时每分钟在这个共享文件夹里交换一次同步包，见 hub share',
  shared: (taken: number, written: number) => `共享文件夹：收下 ${taken} 份同步包，放入 ${written} 份。`,
  imported: (name: string, number: number, at: string) => `“${name}”的第 ${number} 份同步包（${at} 做的）：`,
  importedCounts: ({ mutations, applied, same, conflict, rejected, waiting, files }: ImportCounts) =>
    `${mutations} 件操作：收下 ${applied}，已有相同的 ${same}，冲突 ${conflict}，退回 ${rejected}，等后续部分 ${waiting}；照片和附件 ${files} 份。`,
  importedKnown: '里面的内容主机都已经有了。',
  importedNothing: '没有待上传的操作，只说明它同步到了哪里。',
  needsWhole: '这台电脑接不上主机现在的记录，下一份给它的同步包会装全部数据：请运行 xueji hub export。',
  askDigits: '请问那台电脑屏幕上的 12 位',
  deviceColumns: ['编号', '电脑', '状态', '范围', '提出时间', '指纹'],
};
export type HubWords = typeof hubZh;
