import type { Advice } from '../words.ts';

/** What is said of a data folder that can’t be opened, and of who may. */
export const storeErrors = {
  STORE_IN_USE: {
    message: '数据正被另一个程序使用。',
    hint: '请关掉另一个窗口或等正在进行的导入结束，再试一次。',
    message_backup: '正在备份。',
    hint_backup: '请等这一次备份结束，再试一次。',
  },
  STORE_NEWER: {
    message: '这份数据是用更新版本的程序保存的，本版本打不开。',
    hint: '请安装最新版本后再打开；数据没有被改动。',
  },
  STORE_DAMAGED: {
    message: '数据文件已损坏。',
    hint: '请不要删除任何文件。运行 xueji recover --explain 看哪里坏了；xueji recover 抢救，或加 --from-backup 恢复最近的备份。',
    message_photo: '照片库里有一张照片已损坏。',
    hint_photo: '其余数据不受影响。请重新导入这张照片，或从备份恢复。',
    message_log: '数据和变更记录对不上。',
    hint_log: '请运行 xueji recover 按变更记录重建数据，或从“备份”恢复最近的一份。',
    'message_backup-plan': '备份计划文件 backups.json 读不懂。',
    'hint_backup-plan': '数据没有受影响。请把数据文件夹里的 backups.json 改个名字，再重新设置备份。',
    message_missing: '数据库文件 store.sqlite 不见了，而照片或备份还在。',
    hint_missing:
      '请先看看是不是被移走、改名或被杀毒软件隔离了，放回数据文件夹再试；找不到时从备份恢复。不会新建空的数据。',
    message_salvage: '这份数据连变更记录也读不出来，抢救不了。',
    hint_salvage: '请从备份恢复最近的一份；损坏的文件原样保留着，请不要删除。',
  },
  STORE_ON_NETWORK: {
    message: '数据文件夹在网络上（{{kind}}），不能放在那里。',
    hint: '几台电脑同时写网络上的数据库会损坏数据。请把数据放在本机硬盘上；备份可以放到共享盘。',
  },
  STORE_FULL: {
    message: '磁盘已满，刚才的操作没有保存。',
    hint: '已经保存的数据不受影响。请清理磁盘，再做一次。',
  },
  STORE_READ_ONLY: {
    message: '数据文件夹只能读，不能写。',
    hint: '请检查文件夹和里面文件的权限，或是否在只读的光盘、U 盘上；也可以把数据文件夹复制到能写的地方。',
  },
  STORE_DISK: {
    message: '读写磁盘出错，刚才的操作没有保存。',
    hint: '请尽快另外备份一份（xueji backup --to），并检查硬盘；U 盘或移动硬盘请确认没有松动。',
  },
  STORE_LOCKED: {
    message: '数据已加密，还没有解锁。',
    hint: '请输入口令（命令行用 --passphrase-file 或环境变量 XUEJI_PASSPHRASE）；忘记口令时可用打印的恢复密钥。',
    message_elsewhere: '数据已加密，本机的这个用户没有打开它的钥匙。',
    hint_elsewhere:
      '请用建立数据的那个系统用户（以及同一个程序）打开；换了电脑或重装过系统时，请用打印的恢复密钥：xueji key recover。',
    message_hub: '主机的数据已加密，本机的这个用户没有打开它的钥匙。',
    hint_hub:
      '请用主机原来的系统用户打开，或给出主机的口令（环境变量 XUEJI_PASSPHRASE）；换了电脑时，请用打印的主机恢复密钥：恢复备份用 xueji hub restore 备份文件 --key-file，打开搬过来的文件夹用 xueji hub key recover。',
  },
  KEY_WRONG: {
    message: '口令不对。',
    hint: '请检查大小写和输入法后再试；忘记口令时可用打印的恢复密钥。数据没有被改动。',
    message_recovery: '恢复密钥不对。',
    hint_recovery: '请检查是不是这份数据最后一次打印的恢复密钥：重新生成以后，以前打印的就不能用了。',
    message_group: '恢复密钥的第 {{group}} 组输错了。',
    hint_group: '恢复密钥共 8 组，每组 5 个字符；请对照打印件重新输入这一组。',
  },
  KEY_PASSPHRASE: {
    message: '这个口令不能用。',
    hint: '请换一个口令。',
    message_short: '口令太短，至少要 {{least}} 个字。',
    hint_short: '可以用一句好记的话；不要求大小写或符号。',
    message_long: '口令太长，最多 {{most}} 个字。',
  },
  KEY_RING: {
    message: '打不开这份数据的钥匙文件 keys.json。',
    hint: '请不要删除任何文件；从备份里取回 keys.json，或联系技术人员。',
    message_missing: '数据文件已加密（或者已损坏），而数据文件夹里没有钥匙文件 keys.json。',
    hint_missing: '请从备份或原来的文件夹取回 keys.json；没有它，谁也打不开这份数据。',
    message_damaged: '钥匙文件 keys.json 和它的副本都已损坏。',
    hint_damaged: '请从备份里取回 keys.json 放进数据文件夹；数据文件没有被改动。',
    message_newer: '钥匙文件是用更新版本的程序写的，本版本打不开。',
    hint_newer: '请安装最新版本后再打开；数据没有被改动。',
    'message_no-recovery': '这份数据没有打印过恢复密钥。',
    'hint_no-recovery': '请用口令打开，或用建立数据的系统用户打开。',
  },
  STORE_NOT_EMPTY: {
    message: '这里已经有数据了。',
    hint: '示例数据只能放进空的数据文件夹；请用 --data 指定一个新文件夹。',
  },
  STORE_MISSING: {
    message: '这个文件夹里还没有数据。',
    hint: '请先用 init 建立，或检查 --data 指定的文件夹是否正确。',
  },
} as const satisfies Advice<
  | 'STORE_IN_USE'
  | 'STORE_ON_NETWORK'
  | 'STORE_FULL'
  | 'STORE_READ_ONLY'
  | 'STORE_DISK'
  | 'STORE_NEWER'
  | 'STORE_DAMAGED'
  | 'STORE_LOCKED'
  | 'KEY_WRONG'
  | 'KEY_PASSPHRASE'
  | 'KEY_RING'
  | 'STORE_NOT_EMPTY'
  | 'STORE_MISSING'
>;
