import type { Language } from '../../shared/text/createText.ts';

/** Chinese unless the system speaks another language. `locale` as Electron names it, e.g. `zh-CN`; empty: not known. */
export function systemLanguage(locale: string): Language {
  return locale === '' || locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
