import { AppError } from '../../../../shared/domain/errors.ts';

const MAX_PARTS = 10_000;

export function isMhtml(head: Buffer): boolean {
  return /^\s*mime-version:/i.test(head.toString('latin1', 0, 64));
}

/**
 * The pages with tables out of a single-file web page (MHTML, RFC 2557), as bytes joined in their order: Excel keeps
 * each sheet as a page of its own. Throws FILE_DAMAGED when the parts can't be told from each other.
 */
export function mhtmlPages(file: Buffer): Buffer[] {
  const text = file.toString('latin1');
  const boundary = /boundary="?([^"\r\n;]+)"?/i.exec(text.slice(0, 64 * 1024))?.[1];
  if (!boundary) throw new AppError('FILE_DAMAGED', { what: 'mhtml' });
  const parts = text.split(`--${boundary}`);
  if (parts.length > MAX_PARTS) throw new AppError('FILE_UNSAFE', { what: 'entries' });
  // Behind the last part stands a mark of the end; without it the file was cut off.
  if (!parts.at(-1)!.startsWith('--')) throw new AppError('FILE_DAMAGED', { what: 'mhtml' });
  const pages: Buffer[] = [];
  for (const part of parts.slice(1, -1)) {
    const blank = /\r?\n\r?\n/.exec(part);
    if (!blank) continue;
    const head = part.slice(0, blank.index);
    if (!/^content-type:\s*text\/html/im.test(head)) continue;
    const body = decodePart(part.slice(blank.index + blank[0].length), head);
    if (/<table[\s>]/i.test(body.toString('latin1'))) pages.push(body);
  }
  return pages;
}

function decodePart(body: string, head: string): Buffer {
  const encoding = /^content-transfer-encoding:\s*([\w-]+)/im.exec(head)?.[1]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const bytes = body
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
