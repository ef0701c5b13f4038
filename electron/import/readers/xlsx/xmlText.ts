import { damaged, type XmlScanner } from './xmlScanner.ts';

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * What a run of XML text says: entities resolved and, as XML demands, line ends as one line feed.
 * `cdata`: no entities there. Throws FILE_DAMAGED at an entity that XML does not know.
 */
export function decodeXmlText(bytes: Buffer, start: number, end: number, cdata: boolean): string {
  const text = bytes.toString('utf8', start, end).replace(/\r\n?/g, '\n');
  return cdata || !text.includes('&') ? text : text.replace(/&([^;&]*);|&/g, resolveEntity);
}

/** Excel writes characters that XML can't hold as `_xHHHH_` (ECMA-376 part 1, 22.9.2.19, ST_Xstring). */
export function decodeExcelEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  const decoded = text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decoded.toWellFormed();
}

/** The value of the attribute that the scanner stands on. */
export function attributeText(scanner: XmlScanner): string {
  return decodeXmlText(scanner.bytes, scanner.valueStart, scanner.valueEnd, false);
}

/** xsd:boolean: "1" or "true". */
export function attributeIsTrue(scanner: XmlScanner): boolean {
  const text = attributeText(scanner);
  return text === '1' || text === 'true';
}

/** A non-negative whole number, or -1. */
export function attributeNumber(scanner: XmlScanner): number {
  return wholeNumber(scanner.bytes, scanner.valueStart, scanner.valueEnd);
}

/** The whole number in these bytes, or -1 where they hold anything else. */
export function wholeNumber(bytes: Buffer, start: number, end: number): number {
  if (end <= start || end - start > 15) return -1;
  let value = 0;
  for (let index = start; index < end; index++) {
    const digit = bytes[index]! - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function resolveEntity(_: string, name: string | undefined): string {
  if (name === undefined) throw damaged();
  const named = NAMED[name];
  if (named !== undefined) return named;
  const match = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(name);
  const code = match?.[1] ? Number.parseInt(match[1], 16) : Number(match?.[2] ?? Number.NaN);
  if (!(code <= 0x10ffff)) throw damaged();
  // Half of a surrogate pair is no character: UTF-8, in which the store is written, cannot hold it.
  return String.fromCodePoint(code).toWellFormed();
}
