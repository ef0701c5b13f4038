import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { encodeGb18030 } from '../../electron/archive/encodeGb18030.ts';

/** What nobody who finds a disk may read, and where it was found. */
export interface Trace {
  file: string;
  found: string;
}

/** How files begin that hold something: at the start of a file, and anywhere where it is long enough to be no accident. */
const BEGINNINGS: readonly { what: string; bytes: Buffer; anywhere: boolean }[] = [
  { what: 'JPEG', bytes: Buffer.from('ffd8ff', 'hex'), anywhere: false },
  { what: 'JPEG', bytes: Buffer.from('ffd8ffe000104a464946', 'hex'), anywhere: true },
  { what: 'JPEG', bytes: Buffer.from('ffd8ffdb0043', 'hex'), anywhere: true },
  { what: 'PNG', bytes: Buffer.from('89504e470d0a1a0a', 'hex'), anywhere: true },
  { what: 'PDF', bytes: Buffer.from('%PDF-1.'), anywhere: true },
  { what: 'zip', bytes: Buffer.from('504b0304', 'hex'), anywhere: false },
  { what: 'zip', bytes: Buffer.from('504b03041400', 'hex'), anywhere: true },
  { what: 'zip', bytes: Buffer.from('504b03042d00', 'hex'), anywhere: true },
  { what: 'SQLite', bytes: Buffer.from('SQLite format 3\0'), anywhere: true },
  { what: 'key or text of SQL', bytes: Buffer.from('CREATE TABLE'), anywhere: true },
];

/**
 * Looks into every file of the folders for the marks (texts in UTF-8, UTF-16 and GB 18030, and pieces of bytes) and for
 * what files begin with. `known`: by name, what may be there: a container that holds sealed files only.
 */
export function tracesIn(
  folders: readonly string[],
  marks: { texts: readonly string[]; bytes: readonly Buffer[] },
  known: (file: string, what: string) => boolean = () => false,
): Trace[] {
  const sought = [
    ...marks.texts.flatMap((text) => [
      { what: `${text} in UTF-8`, bytes: Buffer.from(text, 'utf8') },
      { what: `${text} in UTF-16`, bytes: Buffer.from(text, 'utf16le') },
      { what: `${text} in GB 18030`, bytes: Buffer.from(encodeGb18030(text)) },
    ]),
    ...marks.bytes.map((bytes, at) => ({ what: `piece ${at} of a photo`, bytes })),
  ];
  const traces: Trace[] = [];
  for (const folder of folders) {
    for (const file of globSync('**/*', { cwd: folder })) {
      const path = join(folder, file);
      // What works in the folder may have taken it away by now.
      if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
      const bytes = readFileSync(path);
      for (const { what, bytes: mark } of sought)
        if (bytes.includes(mark)) traces.push({ file: path, found: what });
      for (const { what, bytes: beginning, anywhere } of BEGINNINGS) {
        const at = bytes.indexOf(beginning);
        if ((anywhere ? at >= 0 : at === 0) && !known(path, what)) traces.push({ file: path, found: what });
      }
    }
  }
  return traces;
}
