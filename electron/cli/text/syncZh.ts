/** One thing that was done here. */
export interface ListedWork {
  trace: string;
  did: string;
  actor: string;
  at: string | null;
  rows: number;
}

/** What `sync` says. */
export const syncZh = {
  about: '这台电脑和同步主机：加入、立即同步、看情况，断网时用同步包（U 盘）交换',
  join: '申请加入同步主机；指纹和登记码由主机给出，批准之后用 xueji sync now 开始同步',
  address: '主机的地址，如 10.0.0.5 或 10.0.0.5:17443',
  fingerprint: '主机屏幕上显示的 12 位指纹；和这个地址出示的不一致时不加入',
  code: '主机给的一次性登记码',
  name: '这台电脑在主机上的名字；默认是它的计算机名',
  now: '和主机同步，直到没有要送、要收的',
  share: '不连网，改为通过这个共享文件夹（网络盘）和主机交换同步包；适合定时运行',
  status: '这台电脑和主机的情况：待上传、冲突、被退回；不连网',
  export: '把待上传的内容做成同步包（.xjs），用 U 盘带到主机，在那里用 xueji hub import 导入',
  exportFile: '同步包，文件名以 .xjs 结尾；已有的文件不覆盖',
  import: '导入主机给这台电脑做的同步包（xueji hub export）',
  importFiles: '同步包，或放着同步包的文件夹；分成几个文件的要全部给出',
  asked: (name: string) => `已经向主机提出，这台电脑叫“${name}”，等待批准。`,
  own: (digits: string) => `这台电脑的指纹：${digits}（请把它告诉主机的管理员，由他逐位核对）`,
  thenApprove: '主机的管理员批准之后，运行 xueji sync now。',
  phases: {
    none: '这台电脑没有加入同步主机。',
    asking: '主机还没有批准这台电脑；请管理员核对指纹后批准，再运行 xueji sync now。',
  },
  trust: '主机换了地址，或另换了密钥（旧的可能已泄露）：核对主机上显示的指纹，一致的从此认它',
  trustAddress: '主机现在的地址；不写就是原来的地址',
  trusted: (digits: string) => `已认得主机的新密钥：${digits}。没有上传的内容照常上传。`,
  rejoin:
    '主机不再认这台电脑时（数据是从备份或镜像恢复的，或被撤销过）：用一个新登记码重新加入，没有上传的内容保留',
  list: '逐件列出待上传的和被退回的，带跟踪号；向主机的管理员说明时报这个号',
  waitingTitle: (count: number) => `待上传 ${count} 件：`,
  refusedTitle: (count: number) => `被退回 ${count} 件：`,
  nothingSent: '没有待上传的，也没有被退回的。',
  more: (count: number) => `……另有 ${count} 件`,
  work: ({ trace, did, actor, at, rows }: ListedWork) =>
    `  ${[trace, did, `${rows} 条`, actor, at].filter(Boolean).join('  ')}  `,
  diagnose:
    '把这台电脑和同步的情况存成一个诊断包（zip），发给帮您查问题的人：只有数量、状态和日志，没有任何人的信息',
  diagnoseFile: '存成的 zip 文件',
  diagnosed: (file: string) => `诊断包已存为 ${file}；里面没有任何人的信息，可以发给帮您查问题的人。`,
  unlock: '主机已经连不上时，用打印的恢复密钥解除锁定（见 hub lease）',
  keyFile: '写有恢复密钥的文件，- 为标准输入；不给时读环境变量 XUEJI_RECOVERY_KEY',
  unlocked: '已解除锁定，期限从现在重新算起。',
  lease: (isEnded: boolean, days: number, at: string) =>
    isEnded
      ? `超过 ${days} 天没有连上主机，本机的数据已锁定；连上主机即解除。`
      : `不连主机最多 ${days} 天，${at} 之前要连一次。`,
  joined: (address: string, name: string) => `已加入主机 ${address}，这台电脑叫“${name}”。`,
  fingerprints: (hub: string, own: string) => `主机的指纹：${hub}；这台电脑的指纹：${own}`,
  never: '还没有从主机收到过内容。',
  lastOk: (at: string) => `上次收到主机的内容：${at}`,
  moved: ({ sent, came, rows }: { sent: number; came: number; rows: number }) =>
    sent + came === 0
      ? '已同步：没有要送的，也没有新的。'
      : `已同步：送出 ${sent} 件，收到 ${came} 件${came === 0 ? '' : `（改动 ${rows} 处）`}。`,
  waiting: (count: number, since: string | null) =>
    `待上传 ${count} 件${since === null ? '' : `，最早的从 ${since} 起`}。`,
  attention: (refused: number, conflicts: number) =>
    `没有看过的退回 ${refused} 件，没有处理的冲突 ${conflicts} 处：请在窗口的“同步”页处理；逐件看退回的：xueji sync list。`,
  exported: (number: number, mutations: number, files: string) =>
    `第 ${number} 份同步包已写好，装着待上传的 ${mutations} 件，并读回核对过：${files}。请带到主机上导入。`,
  known: ({ number, at }: { number: number; at: string }) =>
    `第 ${number} 份同步包（${at} 做的）：里面的内容这台电脑都已经有了。`,
  taken: ({ number, at }: { number: number; at: string }, deeds: number, files: number) =>
    `第 ${number} 份同步包（${at} 做的）：收下 ${deeds} 件操作的结果，照片和附件 ${files} 份。`,
  takenWhole: ({ number, at }: { number: number; at: string }, files: number) =>
    `第 ${number} 份同步包（${at} 做的）：换成了主机现在的全部内容，照片和附件 ${files} 份。`,
  shared: (taken: number, deeds: number, written: number | null) =>
    `共享文件夹：导入 ${taken} 份同步包（${deeds} 件），${written === null ? '没有新的要放' : `放入 1 份（待上传 ${written} 件）`}。`,
  notTaken: (names: string, why: string) => `${names}：没有导入。${why}`,
};
export type SyncWords = typeof syncZh;
