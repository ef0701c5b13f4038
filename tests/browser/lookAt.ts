import type { Page } from '@playwright/test';

/** For a person to look at, when `XUEJI_LOOK` names a folder. */
export async function lookAt(desk: Page, name: string): Promise<void> {
  const folder = process.env.XUEJI_LOOK;
  if (folder) await desk.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled' });
}
