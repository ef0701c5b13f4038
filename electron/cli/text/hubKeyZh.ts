/** What `hub key` says beside what `key` does. */
export const hubKeyZh = {
  about: '主机的加密：口令、恢复密钥和打开主机的办法；主机可以正在运行',
  setPassphrase:
    '设置或更换主机的口令；已有口令的，用 --passphrase-file 给出原来的。以后启动主机要用它（环境变量 XUEJI_PASSPHRASE）',
  recover: '用主机的恢复密钥打开主机（先停下它），并设置新口令；不写新口令就由本机本用户打开',
  restoreKey: '备份是别的电脑上做的：主机恢复密钥的文件（第一行）；也可用环境变量 XUEJI_RECOVERY_KEY',
  passphraseSet:
    '主机的口令已设置。以后启动主机和用命令都要用它；忘记了只能用恢复密钥。请马上备份一次：以前的备份还要用以前的办法打开。',
  protection: {
    passphrase: '主机的数据已加密，打开要口令：丢了硬盘或整台电脑，别人也看不到内容。',
    system: '主机的数据已加密，由操作系统保管钥匙：丢了硬盘，别人看不到内容；能登录本用户的人能打开。',
    account:
      '主机的数据已加密，钥匙放在本用户的配置文件夹里：单独拿走主机文件夹或备份的人看不到内容，但整块硬盘丢了就防不住。要防住，请设置口令：xueji hub key set-passphrase。',
  },
  changes: {
    'passphrase-set': '设置口令',
    'passphrase-removed': '取消口令',
    'recovery-made': '生成恢复密钥',
    recovered: '用恢复密钥打开',
  },
  noRecovery:
    '还没有主机的恢复密钥：主机的电脑坏了，没有它，备份在别的电脑上打不开。请打印一份：xueji hub key recovery --out 主机恢复密钥.pdf。',
};
export type HubKeyWords = typeof hubKeyZh;
