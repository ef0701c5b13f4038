import type { MenuItemConstructorOptions } from 'electron';
import type { ShellText } from './shellText.ts';

/** The program's menu. Developer tools are for checkouts only, never for what is released. */
export function menuTemplate(text: ShellText, forDevelopers: boolean): MenuItemConstructorOptions[] {
  return [
    { label: text.file, submenu: [{ role: 'quit', label: text.quit }] },
    {
      label: text.edit,
      submenu: [
        { role: 'undo', label: text.undo },
        { role: 'redo', label: text.redo },
        { type: 'separator' },
        { role: 'cut', label: text.cut },
        { role: 'copy', label: text.copy },
        { role: 'paste', label: text.paste },
        { role: 'selectAll', label: text.selectAll },
      ],
    },
    {
      label: text.view,
      submenu: [
        { role: 'reload', label: text.reload },
        { role: 'zoomIn', label: text.zoomIn },
        { role: 'zoomOut', label: text.zoomOut },
        { role: 'resetZoom', label: text.actualSize },
        { role: 'togglefullscreen', label: text.fullScreen },
        ...(forDevelopers
          ? [{ role: 'toggleDevTools', label: text.developerTools } satisfies MenuItemConstructorOptions]
          : []),
      ],
    },
  ];
}
