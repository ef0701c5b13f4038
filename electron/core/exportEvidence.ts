import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { EvidenceExport, EvidenceExported } from '../../shared/contract/caseEvidence.ts';
import { reportRequest } from '../../shared/contract/reports.ts';
import { askedMaterials } from '../../shared/domain/cases/caseRules.ts';
import type { CaseEvidence } from '../../shared/domain/cases/caseState.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { fileNamePart } from '../../shared/domain/fileNamePart.ts';
import { fitPicture, pageOfSides } from '../cases/fitPicture.ts';
import { giveWay } from '../db/giveWay.ts';
import { studentsByN } from '../db/tables/studentTable.ts';
import { progressStream } from './progressStream.ts';
import { type ChosenCase, chooseCases, dueOn } from './reports/collectCases.ts';
import { notePutOut, type PutOutCase } from './reports/notePutOut.ts';
import type { Services } from './services.ts';
import { writeDownload } from './writeDownload.ts';

const NAME = '个案材料';
const [isFiling, isUpload] = [dueOn('case-filing'), dueOn('upload')];
const ENDINGS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/tiff': 'tif',
  'application/pdf': 'pdf',
};

/** Of one file in a student's folder: where its bytes come from, and what its rule asks. */
interface Planned {
  name: string;
  of: readonly CaseEvidence[];
  leastDpi: number | null;
  mostBytes: number | null;
}

/**
 * The proofs of cases as the province asks for them (domain notes §2.3, §4): a folder `学号-姓名` for each student, files
 * numbered and called like the material, both sides of a card on one page, pictures as JPEG no larger than their rule or
 * the request says. What can't be had so is in the folder all the same, and told. One picture in memory at a time.
 */
export function exportEvidence(services: Services, request: EvidenceExport, outer: AbortSignal | undefined) {
  return progressStream<EvidenceExported>(async (onProgress, signal) => {
    onProgress({ stage: 'read', done: 0, total: null });
    const { cases, filter } = request;
    const asked = reportRequest.parse({ kind: 'case-filing', format: 'xlsx', cases, filter });
    const chosen = await chooseCases(services, asked, (one) =>
      isFiling(one) === 'due' || isUpload(one) === 'due' ? 'due' : 'possible',
    );
    if (chosen.length === 0) throw new AppError('NOT_FOUND', { what: 'cases' });
    const byStudent = [...Map.groupBy(chosen, ({ stored }) => stored.studentN)];
    const made = { students: 0, files: 0, bytes: 0 };
    const doubts: EvidenceExported['doubts'] = [];
    const name = `${NAME}-${beijingDay(services.clock.now())}`;
    const download = await writeDownload(services.downloads, [name, 'zip'], async (sink) => {
      const zip = new ZipFile();
      const written = pipeline(zip.outputStream, sink, { signal });
      written.catch(() => undefined);
      const mtime = new Date(services.clock.now());
      for (const [done, [n, of]] of byStudent.entries()) {
        onProgress({ stage: 'write', done, total: byStudent.length });
        const folder = folderOf(services, n);
        let place = 0;
        for (const one of of) {
          const files = filesOf(one);
          if (files.length === 0) doubts.push({ number: one.stored.number, file: '', why: 'none' });
          for (const file of files) {
            await giveWay(signal);
            const { bytes, ending, why } = await bytesOf(services, file, request);
            const called = `${String(++place).padStart(2, '0')}-${fileNamePart(file.name)}.${ending}`;
            if (why !== null) doubts.push({ number: one.stored.number, file: called, why });
            made.files += 1;
            made.bytes += bytes.length;
            await added(zip, bytes, `${folder}/${called}`, mtime);
          }
        }
        if (place > 0) made.students += 1;
      }
      zip.end();
      await written;
    }).catch((error: unknown) => {
      throw signal.aborted ? new AppError('CANCELLED', {}, { cause: error }) : error;
    });
    services.log.info('evidence-exported', { cases: chosen.length, files: made.files });
    const noted = await notePutOut(services, chosen.map(putOutOf), { signal, onProgress });
    return { ...made, download, doubts, noted };
  }, outer);
}

function putOutOf({ stored }: ChosenCase): PutOutCase {
  const said = stored.evidence.map(({ hash }) => hash);
  return { case: stored.id, output: 'evidence', name: NAME, sheet: '', said };
}

/** Waits until the entry is taken: no more than one file is in memory. */
function added(zip: ZipFile, bytes: Buffer, path: string, mtime: Date): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.once('error', reject);
    zip.addReadStreamLazy(path, { compress: false, mtime }, (give) => {
      const stream = Readable.from([bytes]);
      stream.once('end', () => {
        zip.off('error', reject);
        resolve();
      });
      give(null, stream);
    });
  });
}

function folderOf({ db }: Services, n: number): string {
  const { studentNo, examNo, name, ...rest } = studentsByN(db, [n])[0]!.values;
  return fileNamePart([studentNo ?? examNo ?? rest.idNumber ?? '', name ?? ''].join('-'));
}

/** In the order of the checklist, what belongs to none of it last; the sides of a card together. */
function filesOf({ stored, rules }: ChosenCase): Planned[] {
  const asked = askedMaterials(rules, stored.form);
  const known = new Set(asked.map(({ id }) => id));
  const of = asked.flatMap(({ id, name, isTwoSided, leastDpi, mostBytes }): Planned[] => {
    const files = stored.evidence.filter(({ material }) => material === id);
    const rule = { leastDpi, mostBytes };
    const sides = files.filter(({ mime }) => mime.startsWith('image/'));
    if (isTwoSided && sides.length > 1) {
      const others = files.filter((one) => !sides.includes(one));
      return [{ name: name.zh, of: sides, ...rule }, ...each(others, name.zh, rule)];
    }
    return each(files, name.zh, rule);
  });
  const loose = stored.evidence.filter(({ material }) => material === null || !known.has(material));
  return [...of, ...each(loose, '其他材料', { leastDpi: null, mostBytes: null })];
}

function each(
  files: readonly CaseEvidence[],
  name: string,
  rule: Pick<Planned, 'leastDpi' | 'mostBytes'>,
): Planned[] {
  return files.map((one, at) => ({
    name: files.length > 1 ? `${name}-${at + 1}` : name,
    of: [one],
    ...rule,
  }));
}

async function bytesOf(
  { blobs }: Services,
  { of, leastDpi, mostBytes }: Planned,
  { mostKilobytes }: EvidenceExport,
): Promise<{ bytes: Buffer; ending: string; why: 'too-large' | 'coarse' | null }> {
  const read = async ({ hash }: CaseEvidence): Promise<Buffer> => {
    const bytes = await blobs.read(hash);
    if (bytes === null) throw new AppError('STORE_DAMAGED', { what: 'photo', hash });
    return bytes;
  };
  const [first] = of;
  const most = mostKilobytes === null ? mostBytes : mostKilobytes * 1024;
  const isCoarse = of.some(({ dpi }) => leastDpi !== null && dpi !== null && dpi < leastDpi);
  const why = isCoarse ? ('coarse' as const) : null;
  if (of.length === 1 && !first!.mime.startsWith('image/')) {
    const bytes = await read(first!);
    const isLarge = most !== null && bytes.length > most;
    return { bytes, ending: ENDINGS[first!.mime] ?? 'bin', why: isLarge ? 'too-large' : why };
  }
  const whole = of.length > 1 ? await pageOfSides(await Promise.all(of.map(read))) : await read(first!);
  const fitted = await fitPicture(whole, most);
  if (fitted !== null) return { bytes: fitted, ending: 'jpg', why };
  return { bytes: whole, ending: of.length > 1 ? 'jpg' : (ENDINGS[first!.mime] ?? 'jpg'), why: 'too-large' };
}
