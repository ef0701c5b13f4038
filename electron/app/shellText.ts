import type { Language } from '../../shared/text/createText.ts';

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
  /** Beside the clock, while this computer hosts a hub. */
  hosting: string;
  openWindow: string;
  quitHosting: string;
  stillHosting: string;
  givenUp(incident: string): { message: string; detail: string };
  pageGone(incident: string): { message: string; detail: string };
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
  hosting: '学籍核对台：同步主机在运行',
  openWindow: '打开学籍核对台',
  quitHosting: '退出并停止同步主机',
  stillHosting: '窗口已关闭，同步主机仍在运行，别的电脑照常同步。要停止，请右击任务栏右下角的图标退出。',
  givenUp: (incident) => ({
    message: '数据服务多次意外停止，程序无法继续。',
    detail: `已保存的数据不受影响。请关闭程序后重新打开；如果再次出现，请把事件编号告诉维护人员：${incident}`,
  }),
  pageGone: (incident) => ({
    message: '窗口多次意外停止。',
    detail: `已保存的数据不受影响。请重新打开程序；如果再次出现，请把事件编号告诉维护人员：${incident}`,
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
  hosting: 'Xueji Desk: the sync hub is running',
  openWindow: 'Open Xueji Desk',
  quitHosting: 'Quit and stop the sync hub',
  stillHosting:
    'The window is closed; the sync hub goes on for the other computers. To stop it, quit by the icon beside the clock.',
  givenUp: (incident) => ({
    message: 'The data service stopped unexpectedly several times; the program cannot go on.',
    detail: `What was saved is safe. Close the program and open it again; if this comes back, tell whoever maintains it this incident number: ${incident}`,
  }),
  pageGone: (incident) => ({
    message: 'The window stopped unexpectedly several times.',
    detail: `What was saved is safe. Open the program again; if this comes back, tell whoever maintains it this incident number: ${incident}`,
  }),
};

export function shellText(language: Language): ShellText {
  return language === 'zh' ? zh : en;
}
