/** What `key` says. */
export const keyZh = {
  about: '数据的加密：口令、恢复密钥和打开数据的办法',
  status: '显示数据现在用什么打开，能防住什么',
  setPassphrase: '设置或更换口令；已有口令的，用 --passphrase-file 给出原来的',
  removePassphrase: '不再用口令；以后由本机本用户打开',
  recovery: '生成并打印恢复密钥（只显示这一次；以前打印的作废）',
  recover: '用恢复密钥打开数据，并设置新口令',
  newPassphraseFile: '新口令的文件（第一行）；也可用环境变量 XUEJI_NEW_PASSPHRASE',
  keyFile: '恢复密钥的文件（第一行）；也可用环境变量 XUEJI_RECOVERY_KEY',
  out: '写成一页 PDF，打印后锁进保险柜；不写就显示在屏幕上',
  noNewPassphrase: '没有给出新口令，请用 --new-passphrase-file',
  noRecoveryKey: '没有给出恢复密钥，请用 --key-file',
  slots: {
    passphrase: '口令',
    system: '操作系统的钥匙库（本机本用户）',
    account: '本用户的钥匙文件（数据文件夹之外）',
    recovery: '打印的恢复密钥',
  },
  has: '有',
  hasNot: '没有',
  madeOn: (day: string) => `有（${day} 生成）`,
  /** What it protects against, and what not. */
  protection: {
    passphrase: '数据已加密，打开要口令：丢了硬盘或整台电脑，别人也看不到内容。',
    system: '数据已加密，由操作系统保管钥匙：丢了硬盘，别人看不到内容；能登录本用户的人能打开。',
    account:
      '数据已加密，钥匙放在本用户的配置文件夹里：单独拿走数据文件夹的人看不到内容，但整块硬盘丢了就防不住。请设置口令：xueji key set-passphrase。',
  },
  noRecovery:
    '还没有恢复密钥：忘记口令或重装系统以后，谁也打不开这些数据。请打印一份：xueji key recovery --out 恢复密钥.pdf。',
  passphraseSet:
    '口令已设置。以后打开数据都要用它；忘记了只能用恢复密钥。请马上备份一次：以前的备份只能恢复到这个数据文件夹，别处打不开。',
  passphraseRemoved: '口令已取消，以后由本机本用户打开。',
  recoveryMade: '恢复密钥（只显示这一次，请抄下或打印后锁好；以前打印的不能再用）：',
  recoverySaved: (file: string) =>
    `恢复密钥写进了 ${file}：请打印后锁好，再把这个文件删掉。以前打印的不能再用。`,
  recovered: {
    passphrase: '已用恢复密钥打开，新口令已设置。',
    system: '已用恢复密钥打开；以后由本机本用户打开。',
  },
};
export type KeyWords = typeof keyZh;
