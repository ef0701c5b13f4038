/**
 * The words of a photo's file name. Names found in the field (domain notes §2.1): 身份证号, 学号, 考生号 alone, or
 * with 姓名 on either side of any separator or of none.
 */
export interface NamePart {
  /** `code`: ASCII letters and digits, what keys are made of. `text`: any other letters, what names are made of. */
  kind: 'code' | 'text';
  text: string;
  start: number;
  end: number;
}

export interface PhotoNameParts {
  /** The base name without folders and picture extension, full-width characters as half-width ones. */
  base: string;
  parts: NamePart[];
  /** How many parts stand before what a file manager adds to a copy: "(1)", " - 副本". */
  ownParts: number;
}

export interface NameSpan {
  text: string;
  first: number;
  /** Inclusive. */
  last: number;
}

/** Longer names are no names of photos; the limits keep the work for one file small whatever its name. */
const MAX_PARTS = 40;
const MAX_SPAN_PARTS = 6;
const MAX_KEY_LENGTH = 40;

const PICTURE_EXTENSION = /\.(?:jpe?g|jpe|jfif|png|bmp|dib|gif|tiff?|webp|hei[cf]|avif)$/i;
const COPY_MARK = /(?:[\s_]*\(\s*\d{1,3}\s*\)|[\s_-]*(?:副本|复件|复制|备份|copy))\s*$/i;
const PARTS = /[0-9A-Za-z]+|[^0-9A-Za-z\p{P}\p{S}\p{Z}\p{Cc}\p{Cf}]+/gu;

/** True for names that a picture has by its extension; what the file is, its content says. */
export function hasPictureExtension(path: string): boolean {
  return PICTURE_EXTENSION.test(halfWidth(path));
}

export function photoNameParts(path: string): PhotoNameParts {
  const name = halfWidth(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
  let base = name.trim();
  while (PICTURE_EXTENSION.test(base)) base = base.replace(PICTURE_EXTENSION, '').trim();
  const parts: NamePart[] = [];
  for (const match of base.matchAll(PARTS)) {
    const text = match[0];
    const kind = /^[0-9A-Za-z]/.test(text) ? 'code' : 'text';
    parts.push({ kind, text, start: match.index, end: match.index + text.length });
    if (parts.length === MAX_PARTS) break;
  }
  let own = base;
  while (COPY_MARK.test(own)) own = own.replace(COPY_MARK, '');
  return { base, parts, ownParts: parts.filter((part) => part.end <= own.length).length };
}

/**
 * Runs of parts that may be a key, as they stand in the name ("2021-0012" may be one 学号), the longest first.
 * Each holds a digit: no key is without.
 */
export function keySpans({ base, parts }: PhotoNameParts): NameSpan[] {
  const spans: NameSpan[] = [];
  for (let length = Math.min(MAX_SPAN_PARTS, parts.length); length > 0; length -= 1) {
    for (let first = 0; first + length <= parts.length; first += 1) {
      const last = first + length - 1;
      const text = spanText(base, parts, first, last);
      if (text.length <= MAX_KEY_LENGTH && /[0-9]/.test(text)) spans.push({ text, first, last });
    }
  }
  return spans;
}

/** From the first to the last part as written, with the bracket that closes one in between: A123456(7). */
export function spanText(base: string, parts: readonly NamePart[], first: number, last: number): string {
  const start = parts[first]?.start ?? 0;
  const end = parts[last]?.end ?? start;
  const text = base.slice(start, end);
  return base[end] === ')' && text.includes('(') && !text.includes(')') ? `${text})` : text;
}

/**
 * Full-width forms only. Not NFKC, which would also make a digit of ① or ², and so another key of "202100123②".
 */
function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}
