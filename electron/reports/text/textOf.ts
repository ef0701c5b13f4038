import type { SheetLanguage } from '../reportData.ts';
import { en } from './en.ts';
import type { SheetText } from './sheetText.ts';
import { zh } from './zh.ts';

const TEXTS: Record<SheetLanguage, SheetText> = { zh, en };

/** The words of the sheets in a language; sheets print Chinese unless asked otherwise. */
export function textOf(lang: SheetLanguage = 'zh'): SheetText {
  return TEXTS[lang];
}
