import type { ProgressEvent } from '../../../shared/contract/progress.ts';
import { reportRequest } from '../../../shared/contract/reports.ts';
import type { SheetVerdict, VerifiedSheet, VerifyResult } from '../../../shared/contract/verifySheets.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { readScanned, type SheetCode, signedPartOf } from '../../../shared/domain/sheetCode.ts';
import type { FilePlace } from '../../archive/filePlace.ts';
import { headOf, sizeOf, wholeOf } from '../../archive/piecesOf.ts';
import { campaignById } from '../../db/tables/campaignTable.ts';
import { laterSheet, type SignedSheet, signedSheet } from '../../db/tables/signedSheetTable.ts';
import { studentById } from '../../db/tables/studentTable.ts';
import { contentDigest } from '../../reports/content/sheetContent.ts';
import { readSeal, sealedText } from '../../reports/pdf/sealPdf.ts';
import type { PhotoWall } from '../PhotoWall.ts';
import type { SheetGroup } from '../reports/sheetGroup.ts';
import type { Services } from '../services.ts';
import { toBase32 } from '../signing/base32.ts';
import { isSigned } from '../signing/isSigned.ts';
import { changesSince } from './changesSince.ts';
import { type Difference, differencesOf, keptContent } from './compareContent.ts';
import { nowReader, type ReadNow } from './contentNow.ts';
import { readPdfNumbers } from './readPdfNumbers.ts';
import { type FoundSheet, readWorkbookSheets } from './readWorkbookSheets.ts';

/** A whole school with photos; what is larger is none of ours. */
const LARGEST_PDF = 1_500_000_000;

export interface VerifyOptions {
  signal: AbortSignal;
  onProgress(event: Omit<ProgressEvent, 'type'>): void;
}

/** What a code that was scanned, or a number that was typed, is worth. */
export async function verifyCode(services: Services, wall: PhotoWall, text: string): Promise<VerifyResult> {
  const read = readScanned(text);
  if (read === null) return { of: 'code', seal: null, sheets: [] };
  if (read === 'wrong') {
    return { of: 'code', seal: null, sheets: [{ ...UNKNOWN, verdict: 'false-code' }] };
  }
  const kept = signedSheet(services.db, read.number);
  const sheet =
    read.version === 0
      ? { ...UNKNOWN, number: read.number, verdict: knownByNumber(services, read.number, kept) }
      : judgeCode(services, read, kept);
  return {
    of: 'code',
    seal: null,
    sheets: [await withStore(services, nowReader(services, wall, []), sheet, kept)],
  };
}

/** The same of every sheet in a file. Errors: those of files. */
export async function verifyFile(
  services: Services,
  wall: PhotoWall,
  path: FilePlace,
  options: VerifyOptions,
): Promise<VerifyResult> {
  const isPdf = await beginsLikePdf(path);
  options.onProgress({ stage: 'read', done: 0, total: null });
  const { seal, judged } = isPdf
    ? await judgePdf(services, path)
    : { seal: null, judged: await judgeWorkbook(services, path, options.signal) };
  const readNow = nowReader(
    services,
    wall,
    judged.flatMap(({ kept }) => kept ?? []),
  );
  const sheets: VerifiedSheet[] = [];
  for (const [at, { sheet, kept }] of judged.entries()) {
    if (options.signal.aborted) throw new AppError('CANCELLED');
    options.onProgress({ stage: 'check', done: at, total: judged.length });
    sheets.push(await withStore(services, readNow, sheet, kept));
  }
  return { of: isPdf ? 'pdf' : 'workbook', seal, sheets };
}

type Judged = Omit<VerifiedSheet, 'printed' | 'since' | 'replacedBy'>;

const CODE_CHANGED: Difference = { what: 'content', row: null, column: null, said: null };
const UNKNOWN: VerifiedSheet = {
  verdict: 'unknown',
  number: null,
  worksheet: null,
  key: null,
  printed: null,
  differences: [],
  since: null,
  replacedBy: null,
};

function judgeCode({ db }: Services, code: SheetCode, kept: SignedSheet | null): Judged {
  const { number } = code;
  if (code.version === 1) {
    const old = issuedCode({ db }, number);
    const verdict = old === null ? 'unknown' : old === code.digest ? 'unsigned' : 'retyped';
    return { ...UNKNOWN, number, verdict };
  }
  const { key, digest } = code;
  const signed = isSigned(db, key, signedPartOf(code), code.signature);
  const verdict = signed === null ? 'unknown-key' : signed ? 'genuine' : 'false-code';
  // Of two prints under one number, as two copies of a store that were used apart can make, only one is kept here.
  const differs = verdict === 'genuine' && kept !== null && kept.digest !== digest;
  return { ...UNKNOWN, number, key, verdict, differences: differs ? [CODE_CHANGED] : [] };
}

async function judgeWorkbook(
  services: Services,
  path: FilePlace,
  signal: AbortSignal,
): Promise<{ sheet: Judged; kept: SignedSheet | null }[]> {
  const found = await readWorkbookSheets(path, signal);
  return found.map((one) => {
    const number = one.number!;
    const kept = signedSheet(services.db, number);
    return { sheet: { ...judgeFound(services, one, kept), worksheet: one.worksheet }, kept };
  });
}

function judgeFound(services: Services, found: FoundSheet, kept: SignedSheet | null): Judged {
  const number = found.number!;
  const differences = kept === null ? [] : differencesOf(number, found, keptContent(kept));
  if (found.code === null) {
    const known = knownByNumber(services, number, kept);
    return { ...UNKNOWN, number, verdict: known === 'unsigned' ? 'retyped' : known, differences };
  }
  const judged = judgeCode(services, found.code, kept);
  if (judged.verdict !== 'genuine') return { ...judged, differences };
  const isSame =
    toBase32(contentDigest(found.content)) === (found.code.version === 2 ? found.code.digest : null) ||
    // A column of somebody's own does not change what was printed.
    (kept !== null && kept.digest === (found.code as { digest: string }).digest && differences.length === 0);
  if (isSame) return judged;
  return {
    ...judged,
    verdict: 'altered',
    differences: differences.length > 0 ? differences : [CODE_CHANGED],
  };
}

async function judgePdf(
  services: Services,
  path: FilePlace,
): Promise<{ seal: VerifyResult['seal']; judged: { sheet: Judged; kept: SignedSheet | null }[] }> {
  if ((await sizeOf(path)) > LARGEST_PDF) throw new AppError('FILE_TOO_LARGE');
  const bytes = await wholeOf(path);
  const seal = readSeal(bytes);
  const isWhole =
    seal === null ? null : isSigned(services.db, seal.key, sealedText(seal.key, seal.digest), seal.signature);
  const state = seal === null ? 'missing' : isWhole === null ? 'unknown-key' : isWhole ? 'whole' : 'broken';
  const judged = readPdfNumbers(bytes).map((number) => {
    const kept = signedSheet(services.db, number);
    return { sheet: { ...UNKNOWN, number, key: seal?.key ?? null, verdict: OF_SEAL[state] }, kept };
  });
  return { seal: judged.length === 0 && seal === null ? null : state, judged };
}

const OF_SEAL: Record<NonNullable<VerifyResult['seal']>, SheetVerdict> = {
  whole: 'genuine',
  broken: 'altered',
  missing: 'resaved',
  'unknown-key': 'unknown-key',
};

/** A number alone proves nothing of the paper that it stands on. */
function knownByNumber(services: Services, number: string, kept: SignedSheet | null): SheetVerdict {
  return kept !== null || issuedCode(services, number) !== null ? 'unsigned' : 'unknown';
}

/** What was kept of class sheets before sheets were signed. */
function issuedCode({ db }: Pick<Services, 'db'>, number: string): string | null {
  return db.read<{ code: string }>('SELECT code FROM sheet WHERE number = ?').get(number)?.code ?? null;
}

/** Adds what is kept of a sheet here, and how its data stand now. */
async function withStore(
  services: Services,
  readNow: ReadNow,
  judged: Judged,
  kept: SignedSheet | null,
): Promise<VerifiedSheet> {
  const sheet = { ...judged, printed: null, since: null, replacedBy: null };
  if (kept === null) return sheet;
  const content = keptContent(kept);
  const isOurs = judged.verdict !== 'false-code';
  return {
    ...sheet,
    printed: printedOf(services, kept, content.students),
    since: isOurs ? await changesSince(services, readNow, kept, content) : null,
    replacedBy: laterSheet(services.db, kept),
  };
}

function printedOf(
  { db }: Services,
  kept: SignedSheet,
  students: readonly (string | null)[],
): VerifiedSheet['printed'] {
  const { kind, campaign } = reportRequest.parse(JSON.parse(kept.request));
  const { student, ...place } = JSON.parse(kept.group) as SheetGroup;
  const named =
    student === undefined ? Object.values(place) : [studentById(db, student)?.values.name ?? student];
  return {
    kind,
    campaign: campaign === null ? '' : (campaignById(db, campaign)?.name ?? ''),
    of: named.filter((part) => part !== null && part !== '').join(' '),
    dataTime: kept.dataTime,
    students: new Set(students.filter((id) => id !== null)).size,
  };
}

async function beginsLikePdf(path: FilePlace): Promise<boolean> {
  return (await headOf(path, 1024)).includes('%PDF-');
}
