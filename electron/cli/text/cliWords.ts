import type { Language } from '../../../shared/text/createText.ts';
import { en } from './en.ts';
import { type CliWords, zh } from './zh.ts';

export function cliWords(language: Language): CliWords {
  return language === 'en' ? en : zh;
}
