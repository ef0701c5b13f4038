import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions } from 'electron';

/** Like Electron's Tray. */
export class TrayDouble extends EventEmitter {
  readonly image: { path: string };
  toolTip = '';
  menu: MenuItemConstructorOptions[] = [];

  constructor(image: { path: string }) {
    super();
    this.image = image;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(menu: { template: MenuItemConstructorOptions[] }): void {
    this.menu = menu.template;
  }
  destroy(): void {
    this.emit('destroyed');
  }
}
