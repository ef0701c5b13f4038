import type { Advice } from '../words.ts';

/** Of a desk and its hub, and of what two people changed differently. */
export const syncErrors = {
  SYNC_JOINED: {
    message: '这台电脑已经加入了同步主机。',
    hint: '没有改动任何设置；要换主机，请看手册“多台电脑同步”。',
  },
  SYNC_LEASE: {
    message: '这台电脑已经超过 {{days}} 天没有连上同步主机，数据已锁定，暂时不能查看。',
    hint: '连上主机就会自动解锁，没有上传的内容都还在。请打开“同步”页，那里写着怎么做、找谁（命令的说明见手册“很久没有连上主机的电脑”）。',
  },
  ERASE_REFUSED: {
    message: '这台电脑加入了同步主机，不能在这里清除学生。',
    hint: '没有清除任何内容。',
    message_colleges: '这台电脑只能查看部分学院，不能在这里清除学生。',
    hint_colleges: '请在查看全校的电脑上清除；主机会通知每一台电脑一起清除。',
    message_unsynced: '这台电脑刚加入同步主机，还没有同步过，不能清除学生。',
    hint_unsynced: '请先同步一次（设置旁的同步页“立即同步”），再清除。',
  },
  SYNC_NOT_READY: {
    message: '这台电脑还不能用同步包。',
    hint: '请先加入同步主机；见手册“多台电脑同步”。',
    message_none: '这台电脑还没有加入同步主机，不能用同步包。',
    hint_none: '请先在“同步”页加入主机，或用 xueji sync join。',
    message_asking: '主机还没有批准这台电脑，不能用同步包。',
    hint_asking: '请主机的管理员批准，然后和主机联网同步一次。',
    message_key: '这台电脑还没有和主机联网同步过，不认得主机的同步包。',
    hint_key: '请先和主机联网同步一次；以后就可以只用同步包。',
  },
  CONFLICT_REFUSED: {
    message: '这处冲突不能这样处理。',
    hint: '请刷新后再看一次。',
    message_gone: '这处冲突所在的记录已经没有了，不能再写入。',
    hint_gone: '请选“用对方”来了结它；需要时先重新导入这名学生。',
    message_field: '填写的内容里有不属于这处冲突的字段，没有写入。',
    hint_field: '请只填写列出的字段；别的字段请到学生页修改。',
  },
} as const satisfies Partial<
  Advice<'CONFLICT_REFUSED' | 'ERASE_REFUSED' | 'SYNC_JOINED' | 'SYNC_LEASE' | 'SYNC_NOT_READY'>
>;
