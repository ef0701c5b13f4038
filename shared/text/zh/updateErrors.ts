import type { Advice } from '../words.ts';

/** Of taking newer versions of the program from a folder. */
export const updateErrors = {
  UPDATE_REFUSED: {
    message: '这个更新不能用。',
    hint: '程序照旧可以使用；请联系维护人员。',
    'message_no-key': '这个程序里没有发布公钥，不能判断更新是不是真的。',
    'hint_no-key': '请用带发布公钥的正式安装程序；在那之前不会安装任何更新。',
    message_folder: '更新文件夹要写完整路径。',
    hint_folder: '例如 \\\\服务器\\共享\\学籍核对台 或 D:\\更新。',
    message_missing: '在 {{folder}} 里读不到 latest.json。',
    hint_missing: '请检查网络共享是否连上、路径是否正确、有没有读取权限。',
    message_form: '更新说明 latest.json 的内容不完整或不是本程序的。',
    hint_form: '请维护人员重新放入发布时生成的整套文件。',
    message_signature: '更新说明 latest.json 没有有效的签名，已拒绝。',
    hint_signature: '它可能被改过，或不是发布者签发的。请不要手工运行文件夹里的安装程序，并告诉维护人员。',
    message_older: '文件夹里的版本 {{version}} 比正在使用的 {{running}} 旧，没有安装。',
    hint_older: '要退回上一个版本，请运行 xueji update rollback。',
    message_same: '正在使用的 {{running}} 已经是文件夹里的最新版本。',
    hint_same: '不需要再操作。',
    message_platform: '版本 {{version}} 没有这种电脑用的安装程序。',
    hint_platform: '请维护人员补上对应系统的安装程序。',
    'message_file-missing': '更新文件夹里没有 {{file}}。',
    'hint_file-missing': '可能还没有复制完；请稍后再试，或告诉维护人员。',
    'message_file-changed': '安装程序 {{file}} 与签名时的内容不一致，已拒绝。',
    'hint_file-changed': '可能没有复制完整或被改过；请维护人员重新放入，不要手工运行它。',
    message_none: '没有已准备好的更新。',
    hint_none: '请先检查更新。',
    'message_no-previous': '这台电脑上没有保留上一版本的安装程序。',
    'hint_no-previous': '请维护人员提供上一版本的安装程序；退回前请先还原升级前的备份。',
  },
} as const satisfies Partial<Advice<'UPDATE_REFUSED'>>;
