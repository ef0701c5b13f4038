import type { SheetLanguage } from '../reportData.ts';

interface RecoveryText {
  title: string;
  madeOn: (day: string) => string;
  ofStore: (store: string) => string;
  rows: readonly string[];
}

/** The words of the sheet with a recovery key, which goes into the safe. */
export const recoveryText: Record<SheetLanguage, RecoveryText> = {
  zh: {
    title: '学籍核对台 · 恢复密钥',
    madeOn: (day) => `生成时间：${day}`,
    ofStore: (store) => `数据编号：${store}`,
    rows: [
      '忘记口令、换了电脑或重装系统以后，只有这个密钥能打开数据和备份。',
      '请把这一页锁进保险柜，不要拍照、不要存进电脑或发给别人；打印后请删掉这个 PDF 文件。',
      '用法：xueji key recover（共 8 组，每组 5 个字符；没有字母 I、L、O、U）。',
      '重新生成恢复密钥以后，这一页作废。',
    ],
  },
  en: {
    title: 'Xueji Desk · recovery key',
    madeOn: (day) => `Made: ${day}`,
    ofStore: (store) => `Data: ${store}`,
    rows: [
      'When the passphrase is forgotten, on another computer, or after the system was installed anew, only this key opens the data and their backups.',
      'Lock this page in a safe; no photos of it, no copy in a computer or a message. Delete this PDF once it is printed.',
      'To use it: xueji key recover (8 groups of 5 characters; there is no I, L, O or U).',
      'When another recovery key is made, this page is void.',
    ],
  },
};
