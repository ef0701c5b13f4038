import { openArchive } from '../../electron/archive/openArchive.ts';
import { readEvidence } from '../../electron/cases/readEvidence.ts';
import { openSpreadsheet } from '../../electron/import/readers/openSpreadsheet.ts';
import { readReport } from '../../electron/mail/readReport.ts';
import { makeThumbnail } from '../../electron/photos/makeThumbnail.ts';
import { measurePhoto } from '../../electron/photos/measurePhoto.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { type Bomb, MAIL_BOMBS, PICTURE_BOMBS, SHEET_BOMBS, ZIP_BOMBS } from './bombs.ts';

/** A process of its own, so that what it takes at most can be told: reads every bomb and writes a line of what it became. */
const LARGEST_PHOTO = 32 * 1024 * 1024;
const kinds: [Bomb[], (bytes: Buffer) => Promise<string>][] = [
  [SHEET_BOMBS, rowsOf],
  [ZIP_BOMBS, unpacked],
  [PICTURE_BOMBS, looked],
  [
    MAIL_BOMBS,
    async (bytes) => {
      await readReport(bytes);
      return 'ok';
    },
  ],
];

const only = process.argv[2];
for (const [bombs, read] of kinds) {
  for (const { name, make } of bombs) {
    if (only && !name.startsWith(only)) continue;
    const bytes = await make();
    const started = performance.now();
    const became = await read(bytes).catch((error: unknown) => {
      if (error instanceof AppError) return error.code;
      return `threw ${error instanceof Error ? error.stack : String(error)}`;
    });
    const mebibytes = Math.round(process.memoryUsage.rss() / 2 ** 20);
    const milliseconds = Math.round(performance.now() - started);
    process.stdout.write(`${JSON.stringify({ name, became, milliseconds, mebibytes })}\n`);
  }
}

async function rowsOf(bytes: Buffer): Promise<string> {
  const opened = await openSpreadsheet(bytes);
  try {
    let rows = 0;
    for await (const batch of opened.rows({ sheet: opened.sheets[0]?.name ?? null })) rows += batch.length;
    return `rows:${rows}`;
  } finally {
    await opened.close();
  }
}

async function unpacked(bytes: Buffer): Promise<string> {
  const archive = await openArchive(bytes);
  try {
    for (const file of archive.files.filter(({ state }) => state.kind === 'ok').slice(0, 3))
      await archive.read(file, LARGEST_PHOTO);
    return 'ok';
  } finally {
    await archive.close();
  }
}

async function looked(bytes: Buffer): Promise<string> {
  const { kind } = await measurePhoto(bytes);
  const others = [() => makeThumbnail(bytes), () => readEvidence(bytes, 'a.png')];
  for (const other of others)
    await other().catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
    });
  return `kind:${kind}`;
}
