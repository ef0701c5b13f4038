import type { Page } from '@playwright/test';
import { expectAccessible } from './expectAccessible.ts';

/** For a person to look at, when `XUEJI_LOOK` names a folder. */
export async function lookAt(desk: Page, name: string): Promise<void> {
  await expectAccessible(desk);
  const folder = process.env.XUEJI_LOOK;
  if (folder) await desk.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled' });
}
