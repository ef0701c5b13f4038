import type { SheetLanguage } from '../reportData.ts';

interface RecoveryText {
  madeOn: (day: string) => string;
  ofStore: (store: string) => string;
  /** Of a desk's data. */
  store: { title: string; rows: readonly string[] };
  hub: { title: string; rows: readonly string[] };
}

/** The words of the sheet with a recovery key, which goes into the safe. */
export const recoveryText: Record<SheetLanguage, RecoveryText> = {
  zh: {
    madeOn: (day) => `生成时间：${day}`,
    ofStore: (store) => `数据编号：${store}`,
    store: {
      title: '学籍核对台 · 恢复密钥',
      rows: [
        '忘记口令、换了电脑或重装系统以后，只有这个密钥能打开数据和备份。',
        '请把这一页锁进保险柜，不要拍照、不要存进电脑或发给别人；打印后请删掉这个 PDF 文件。',
        '用法：xueji key recover（共 8 组，每组 5 个字符；没有字母 I、L、O、U）。',
        '重新生成恢复密钥以后，这一页作废。',
      ],
    },
    hub: {
      title: '学籍核对台 · 主机的恢复密钥',
      rows: [
        '主机的电脑坏了、换了或重装了系统以后，只有这个密钥（或主机的口令）能打开主机的数据和备份。',
        '请把这一页锁进保险柜，不要拍照、不要存进电脑或发给别人；打印后请删掉这个 PDF 文件。',
        '在新电脑上恢复：xueji hub restore 备份文件 --key-file 密钥文件；打开搬过来的主机文件夹：xueji hub key recover --key-file 密钥文件（共 8 组，每组 5 个字符；没有字母 I、L、O、U）。',
        '重新生成主机的恢复密钥以后，这一页只能打开在那以前做的备份。',
      ],
    },
  },
  en: {
    madeOn: (day) => `Made: ${day}`,
    ofStore: (store) => `Data: ${store}`,
    store: {
      title: 'Xueji Desk · recovery key',
      rows: [
        'When the passphrase is forgotten, on another computer, or after the system was installed anew, only this key opens the data and their backups.',
        'Lock this page in a safe; no photos of it, no copy in a computer or a message. Delete this PDF once it is printed.',
        'To use it: xueji key recover (8 groups of 5 characters; there is no I, L, O or U).',
        'When another recovery key is made, this page is void.',
      ],
    },
    hub: {
      title: 'Xueji Desk · recovery key of the hub',
      rows: [
        'When the hub’s computer is broken, is another one, or its system was installed anew, only this key (or the hub’s passphrase) opens the hub’s data and backups.',
        'Lock this page in a safe; no photos of it, no copy in a computer or a message. Delete this PDF once it is printed.',
        'To put a backup back on another computer: xueji hub restore BACKUP --key-file KEYFILE; to open a folder that was moved: xueji hub key recover --key-file KEYFILE (8 groups of 5 characters; there is no I, L, O or U).',
        'When another recovery key of the hub is made, this page opens only backups of before.',
      ],
    },
  },
};
