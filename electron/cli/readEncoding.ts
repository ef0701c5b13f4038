import { AppError } from '../../shared/domain/errors.ts';
import type { CliWords } from './text/zh.ts';

/** What people call the encodings that are read; GBK and GB2312 are parts of GB18030. */
const NAMES: Record<string, string> = {
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  cp936: 'gb18030',
  ansi: 'gb18030',
  utf8: 'utf-8',
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  unicode: 'utf-16le',
  utf16be: 'utf-16be',
};

export function readEncoding(words: CliWords, name: string): string {
  const encoding = NAMES[name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')];
  if (!encoding) {
    const choices = [...new Set(Object.values(NAMES))].join(' ');
    throw new AppError('USAGE', { detail: words.wrong.choice('--encoding', name, choices) });
  }
  return encoding;
}
