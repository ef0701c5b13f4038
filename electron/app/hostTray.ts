import type { MenuItemConstructorOptions, Tray } from 'electron';
import type { ShellText } from './shellText.ts';

/** What of Electron a tray is made with. */
export interface TrayMeans {
  makeTray(): Pick<Tray, 'setToolTip' | 'setContextMenu' | 'on' | 'destroy'>;
  buildMenu(template: MenuItemConstructorOptions[]): Electron.Menu;
  /** Keeps the computer from falling asleep until what it returns is called. */
  stayAwake(): () => void;
  notify(said: { title: string; body: string }): void;
}

export interface HostTrayOptions extends TrayMeans {
  text: ShellText;
  show(): void;
  quit(): void;
}

export interface HostTray {
  /** This computer begins to host a hub, or ends it. */
  hosts(isOn: boolean): void;
  /** A person closes the window: true, it is to be hidden and not closed, since other computers work on. */
  keepsOpen(): boolean;
}

/**
 * As long as this computer hosts the office’s hub, closing the window does not end the program: it stays beside the clock,
 * and the computer awake. Once per run that is said, since a window that is gone looks like a program that is.
 */
export function hostTray(options: HostTrayOptions): HostTray {
  const { text } = options;
  let on: { tray: ReturnType<TrayMeans['makeTray']>; mayFallAsleep(): void } | null = null;
  let isSaid = false;
  return {
    hosts(isOn) {
      if (isOn === (on !== null)) return;
      if (on) {
        on.tray.destroy();
        on.mayFallAsleep();
        on = null;
        // Without the tray nobody would find what was hidden.
        options.show();
        return;
      }
      const tray = options.makeTray();
      tray.setToolTip(text.hosting);
      tray.setContextMenu(
        options.buildMenu([
          { label: text.openWindow, click: () => options.show() },
          { type: 'separator' },
          { label: text.quitHosting, click: () => options.quit() },
        ]),
      );
      tray.on('click', () => options.show());
      on = { tray, mayFallAsleep: options.stayAwake() };
    },
    keepsOpen() {
      if (on === null) return false;
      if (!isSaid) options.notify({ title: text.title, body: text.stillHosting });
      isSaid = true;
      return true;
    },
  };
}
