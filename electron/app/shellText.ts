/** The few words that are said outside the page: by the system's own menus and dialogs. */
export interface ShellText {
  title: string;
  file: string;
  quit: string;
  edit: string;
  undo: string;
  redo: string;
  cut: string;
  copy: string;
  paste: string;
  selectAll: string;
  view: string;
  reload: string;
  zoomIn: string;
  zoomOut: string;
  actualSize: string;
  fullScreen: string;
  developerTools: string;
  givenUp(incident: string): { message: string; detail: string };
  pageGone(incident: string): { message: string; detail: string };
  refused(code: string): { message: string; detail: string };
}

const zh: ShellText = {
  title: '学籍核对台',
  file: '文件',
  quit: '退出',
  edit: '编辑',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  view: '视图',
  reload: '重新载入',
  zoomIn: '放大',
  zoomOut: '缩小',
  actualSize: '实际大小',
  fullScreen: '全屏',
  developerTools: '开发者工具',
  givenUp: (incident) => ({
    message: '数据服务多次意外停止，程序无法继续。',
    detail: `已保存的数据不受影响。请关闭程序后重新打开；如果再次出现，请把事件编号告诉维护人员：${incident}`,
  }),
  pageGone: (incident) => ({
    message: '窗口多次意外停止。',
    detail: `已保存的数据不受影响。请重新打开程序；如果再次出现，请把事件编号告诉维护人员：${incident}`,
  }),
  refused: (code) => ({
    message: '打不开数据文件夹。',
    detail:
      {
        STORE_IN_USE: '另一个程序（可能是命令行导入）正在使用这个数据文件夹。请等它结束后再打开。',
        STORE_NEWER: '数据由更新版本的程序写入。请安装新版本后再打开。',
        STORE_DAMAGED: '数据文件已损坏。请不要改动数据文件夹，并用最近的备份恢复。',
        STORE_LOCKED: '数据已加密，需要口令才能打开。',
      }[code] ?? `原因代码：${code}`,
  }),
};

const en: ShellText = {
  title: 'Xueji Desk',
  file: 'File',
  quit: 'Quit',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  reload: 'Reload',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  actualSize: 'Actual size',
  fullScreen: 'Full screen',
  developerTools: 'Developer tools',
  givenUp: (incident) => ({
    message: 'The data service stopped unexpectedly several times; the program cannot go on.',
    detail: `What was saved is safe. Close the program and open it again; if this comes back, tell whoever maintains it this incident number: ${incident}`,
  }),
  pageGone: (incident) => ({
    message: 'The window stopped unexpectedly several times.',
    detail: `What was saved is safe. Open the program again; if this comes back, tell whoever maintains it this incident number: ${incident}`,
  }),
  refused: (code) => ({
    message: 'The data folder cannot be opened.',
    detail:
      {
        STORE_IN_USE:
          'Another program (perhaps a command line import) is using this data folder. Open again when it has ended.',
        STORE_NEWER: 'The data were written by a newer version of the program. Install that version first.',
        STORE_DAMAGED:
          'The data file is damaged. Leave the data folder as it is and restore the latest backup.',
        STORE_LOCKED: 'The data are encrypted; a passphrase is needed to open them.',
      }[code] ?? `Reason code: ${code}`,
  }),
};

/** Chinese unless the system speaks another language. */
export function shellText(locale: string): ShellText {
  return locale === '' || locale.toLowerCase().startsWith('zh') ? zh : en;
}
