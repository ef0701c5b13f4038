import type { Advice } from '../words.ts';

/** What is said of a data folder that can’t be opened, and of who may. */
export const storeErrors = {
  STORE_IN_USE: {
    message: '数据正被另一个程序使用。',
    hint: '请关掉另一个窗口或等正在进行的导入结束，再试一次。',
  },
  STORE_NEWER: {
    message: '这份数据是用更新版本的程序保存的，本版本打不开。',
    hint: '请安装最新版本后再打开；数据没有被改动。',
  },
  STORE_DAMAGED: {
    message: '数据文件已损坏。',
    hint: '请不要删除任何文件；从“备份”恢复最近的一份，或联系技术人员。',
    message_photo: '照片库里有一张照片已损坏。',
    hint_photo: '其余数据不受影响。请重新导入这张照片，或从备份恢复。',
  },
  STORE_LOCKED: { message: '数据已加密，还没有解锁。', hint: '请输入口令；忘记口令时可用打印的恢复密钥。' },
  STORE_NOT_EMPTY: {
    message: '这里已经有数据了。',
    hint: '示例数据只能放进空的数据文件夹；请用 --data 指定一个新文件夹。',
  },
  STORE_MISSING: {
    message: '这个文件夹里还没有数据。',
    hint: '请先用 init 建立，或检查 --data 指定的文件夹是否正确。',
  },
} as const satisfies Advice<
  'STORE_IN_USE' | 'STORE_NEWER' | 'STORE_DAMAGED' | 'STORE_LOCKED' | 'STORE_NOT_EMPTY' | 'STORE_MISSING'
>;
