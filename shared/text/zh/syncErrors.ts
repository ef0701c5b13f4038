import type { Advice } from '../words.ts';

/** Of a desk and its hub, and of what two people changed differently. */
export const syncErrors = {
  SYNC_JOINED: {
    message: '这台电脑已经加入了同步主机。',
    hint: '没有改动任何设置；要换主机，请看手册“多台电脑同步”。',
  },
  CONFLICT_REFUSED: {
    message: '这处冲突不能这样处理。',
    hint: '请刷新后再看一次。',
    message_gone: '这处冲突所在的记录已经没有了，不能再写入。',
    hint_gone: '请选“用对方”来了结它；需要时先重新导入这名学生。',
    message_field: '填写的内容里有不属于这处冲突的字段，没有写入。',
    hint_field: '请只填写列出的字段；别的字段请到学生页修改。',
  },
} as const satisfies Partial<Advice<'CONFLICT_REFUSED' | 'SYNC_JOINED'>>;
