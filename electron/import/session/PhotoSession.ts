import type { Writable } from 'node:stream';
import type {
  ImportWords,
  PlannedRow as PlannedRowView,
  PlanSummary,
  ImportSession as SessionView,
  Suggestion,
} from '../../../shared/contract/imports.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { nameKey } from '../../../shared/domain/personName.ts';
import type { KeyField } from '../../../shared/domain/studentFields.ts';
import { sizeOf } from '../../archive/piecesOf.ts';
import { batchRow, type NewBatch } from '../../changes/batchRow.ts';
import { writeChange } from '../../changes/writeChange.ts';
import type { WriteDb } from '../../db/database.ts';
import { logHead } from '../../db/tables/logHead.ts';
import { studentsWithKey } from '../../db/tables/studentKeys.ts';
import { countStudents } from '../../db/tables/studentTable.ts';
import type { BlobStore } from '../../photos/blobStore.ts';
import { findLookAlikes, type NewPrint } from '../../photos/findLookAlikes.ts';
import type { StudentKeyLookup, StudentOfKey } from '../../photos/matchPhoto.ts';
import { openPhotoSet, type PhotoSet, photoSourceOf } from '../../photos/openPhotoSet.ts';
import { heldPrints, keptFaces, saveFaces, savePrint } from '../../photos/photoLooks.ts';
import { savePhotoMeasure } from '../../photos/photoMeasures.ts';
import { type PhotoProfile, photoProfileOf, photoStandardFor } from '../../photos/photoProfiles.ts';
import { type PhotoPlan, type PlannedPhotoRow, planPhotos } from '../../photos/planPhotos.ts';
import { type PreparedPhoto, preparePhotos } from '../../photos/preparePhotos.ts';
import { inOneTransaction } from './commitSpreadsheet.ts';
import type {
  BulkRequest,
  Choices,
  CommitContext,
  ImportSession,
  OpenRequest,
  RowsRequest,
  Running,
} from './importSession.ts';
import { PlanLists } from './PlanLists.ts';
import { keysOf, maskedFinding, pageOfOutcomes } from './planView.ts';
import { assertBaseline } from './storeReaders.ts';

const CHUNK = 500;

/** An import of a folder, a zip or a handful of photos of one role. */
export class PhotoSession implements ImportSession {
  readonly #db: WriteDb;
  readonly #blobs: BlobStore;
  readonly #networks: string | null;
  readonly #request: Omit<OpenRequest, 'password'>;
  /** Until the set is open. */
  #password: string | null;
  #set: PhotoSet | null = null;
  #bytes = 0;
  #plan: {
    photos: PhotoPlan;
    lists: PlanLists<PlannedPhotoRow>;
    baseline: number;
    profile: PhotoProfile;
  } | null = null;

  /** @param networks where the face networks lie; null: in their package */
  constructor(db: WriteDb, blobs: BlobStore, request: OpenRequest, networks: string | null = null) {
    this.#networks = networks;
    this.#db = db;
    this.#blobs = blobs;
    const { password = null, ...rest } = request;
    this.#request = rest;
    this.#password = password;
  }

  async open(running: Running): Promise<SessionView> {
    const password = this.#password;
    this.#password = null;
    this.#set = await openPhotoSet(await photoSourceOf(this.#request.files), running.signal, password);
    for (const { path } of this.#request.files) this.#bytes += await sizeOf(path);
    return this.#view();
  }

  async choose(choices: Choices): Promise<SessionView> {
    for (const name of ['role', 'faces'] as const) {
      const chosen = choices[name];
      if (chosen === undefined || chosen === this.#request[name]) continue;
      Object.assign(this.#request, { [name]: chosen });
      this.#plan = null;
    }
    return this.#view();
  }

  async plan(running: Running): Promise<PlanSummary> {
    const { role } = this.#request;
    const baseline = logHead(this.#db);
    const profile = photoProfileOf(this.#db);
    const lookup = studentLookup(this.#db);
    let unavailable: string | null = null;
    const finder = this.#request.faces
      ? await openFaceFinder((reason) => {
          unavailable = reason;
        }, this.#networks)
      : null;
    const files = await preparePhotos(this.#set!, {
      lookup,
      standard: photoStandardFor(role, profile),
      blobs: this.#blobs,
      staged: new Set(),
      faces: { kept: (hash) => keptFaces(this.#db, hash), finder },
      signal: running.signal,
      onProgress: (done, total) => running.progress('read', done, total),
    }).finally(() => finder?.close());
    const current = this.#db.read<{ hash: string }>(
      'SELECT p.hash FROM photo p JOIN student s ON s.n = p.student_n WHERE s.id = ? AND p.role = ?',
    );
    const holders = this.#db.read<StudentOfKey>(
      `SELECT s.id AS student, s.name, s.id_number AS idNumber, s.student_no AS studentNo
       FROM photo p JOIN student s ON s.n = p.student_n WHERE p.hash = ? AND p.role = ? AND s.id <> ? LIMIT 3`,
    );
    const withPhoto = this.#db
      .read<{ count: number }>('SELECT count(*) AS count FROM photo WHERE role = ?')
      .get(role)!.count;
    const alike = findLookAlikes(role, newPrints(this.#db, files), heldPrints(this.#db));
    const photos = planPhotos({
      role,
      files,
      currentHash: (student) => current.get(student, role)?.hash ?? null,
      holders: (hash, student) => holders.all(hash, role, student),
      alike: ({ row }) => alike.get(row) ?? null,
      missingBefore: countStudents(this.#db) - withPhoto,
      inPopulation: () => true,
    });
    const lists = await PlanLists.of(photos.rows, running.signal);
    this.#plan = { photos, lists, baseline, profile };
    return {
      counts: photos.counts,
      unmatched: photos.unmatched,
      missing: photos.missing,
      ...(this.#request.faces
        ? {
            faces: {
              available: finder !== null,
              looked: countLooked(files),
              failed: finder?.failed.count ?? 0,
              reason: unavailable ?? finder?.failed.reason ?? null,
            },
          }
        : {}),
      missingFromFile: 0,
      findings: lists.findingCounts([]),
      fileFindings: [],
      offered: [],
      changedFields: [],
    };
  }

  rows(request: RowsRequest): { total: number; items: PlannedRowView[] } {
    return this.#requirePlan().lists.rows(request, (row) => this.#showRow(row));
  }

  findings(request: BulkRequest & { unmasked: boolean }) {
    return this.#requirePlan().lists.findings([], request);
  }

  words(): ImportWords {
    return { questions: [], more: 0, understood: [], learned: 0 };
  }

  suggestions(): { total: number; items: Suggestion[] } {
    return { total: 0, items: [] };
  }

  outcomes(request: BulkRequest) {
    return pageOfOutcomes(this.#requirePlan().photos.rows, request, (row) => row.path);
  }

  async exportFindings(sink: Writable, lang: 'zh' | 'en', running: Running): Promise<void> {
    const rows = this.#requirePlan().photos.rows;
    const { writeFindingsWorkbook } = await import('../writeFindingsWorkbook.ts');
    await writeFindingsWorkbook(sink, {
      lang,
      headings: [lang === 'zh' ? '文件' : 'File'],
      rows: rows
        .filter((row) => row.outcome === 'ambiguous' || row.outcome === 'rejected')
        .map((row) => ({ ...row, cells: [row.path ?? ''] })),
      several: false,
      signal: running.signal,
    });
  }

  /** The blobs are stored already; this writes the rows that name them, as one batch in one transaction. */
  async commit({ batch: id, ...by }: CommitContext, running: Running): Promise<NewBatch> {
    const { photos, baseline, profile } = this.#requirePlan();
    const { role, files } = this.#request;
    const context = { ...by, batch: id };
    const batch: NewBatch = {
      id,
      kind: 'photos',
      source: role,
      file: files.length === 1 ? files[0]!.name : folderOf(files[0]!.name),
      format: this.#set!.format,
      encoding: this.#set!.nameEncoding,
      sheet: null,
      headerRow: null,
      campaign: null,
      counts: photos.counts,
      at: by.at,
      actor: by.actor,
    };
    const written = photos.rows.flatMap((row) => (row.photo ? [row.photo] : []));
    await inOneTransaction(this.#db, async () => {
      assertBaseline(this.#db, baseline);
      writeChange(this.#db, 'row.save', batchRow(batch), context);
      for (let start = 0; start < written.length; start += CHUNK) {
        const photosOfChunk = written.slice(start, start + CHUNK);
        const chunk = photosOfChunk.map((photo) => ({
          student: photo.student,
          values: {
            hash: photo.hash,
            width: photo.properties.width,
            height: photo.properties.height,
            bytes: photo.properties.bytes,
            dpi: photo.properties.dpi === null ? null : Math.round(photo.properties.dpi),
            fileName: photo.fileName,
            matchedBy: photo.matchedBy,
            findings: JSON.stringify(photo.findings),
          },
        }));
        writeChange(this.#db, 'photo.set', { role, photos: chunk }, context);
        for (const { hash, properties, background, print, faces, measured } of photosOfChunk) {
          savePrint(this.#db, hash, print);
          if (faces) saveFaces(this.#db, hash, faces);
          const measures = { properties, background };
          savePhotoMeasure(this.#db, { hash, role, profile: profile.id, measures, findings: measured });
        }
        running.progress('save', Math.min(start + CHUNK, written.length), written.length);
        await new Promise((resolve) => setImmediate(resolve));
        if (running.signal.aborted) throw new AppError('CANCELLED');
      }
    });
    return batch;
  }

  async close(): Promise<void> {
    await this.#set?.close();
    this.#set = null;
  }

  #requirePlan() {
    if (!this.#plan) throw new AppError('STALE_PLAN');
    return this.#plan;
  }

  #showRow(row: PlannedPhotoRow): PlannedRowView {
    const student = row.student
      ? this.#db
          .read<{
            name: string | null;
            studentNo: string | null;
            examNo: string | null;
            idNumber: string | null;
          }>(
            `SELECT name, student_no AS studentNo, exam_no AS examNo, id_number AS idNumber
             FROM student WHERE id = ?`,
          )
          .get(row.student)
      : undefined;
    const changes = row.photo ? [{ field: 'photo', from: row.photo.previousHash, to: row.photo.hash }] : [];
    return {
      row: row.row,
      sheet: row.path,
      outcome: row.outcome,
      student: row.student,
      name: student?.name ?? null,
      keys: student ? keysOf(student) : '',
      changes,
      findings: row.findings.map(maskedFinding),
    };
  }

  #view(): SessionView {
    const { session, kind, source, role, faces = false, campaign, files } = this.#request;
    const set = this.#set!;
    return {
      session,
      kind,
      source,
      role,
      faces,
      campaign,
      file: files.length === 1 ? files[0]!.name : folderOf(files[0]!.name),
      bytes: this.#bytes,
      format: set.format,
      encoding: set.nameEncoding,
      sheets: [],
      sheet: null,
      headerRow: null,
      headerRows: 0,
      mapping: [],
      fields: [],
      topRows: set.files.slice(0, 25).map((file) => ({ row: file.row, cells: [file.path ?? ''] })),
      preview: [],
      suggestionsTaken: { lostDigits: false, leadingZeros: false, names: false },
      suggestionExceptions: {},
      problem: null,
    };
  }
}

/** Files of one folder are called by the folder's name. */
function folderOf(path: string): string {
  const slash = path.indexOf('/');
  return slash > 0 ? path.slice(0, slash) : path;
}

/** Null where the networks cannot run here; the plan says so. The module is large, and few imports want it. */
async function openFaceFinder(onTrouble: (reason: string) => void, networks: string | null) {
  const { FaceFinder } = await import('../../photos/faces/FaceFinder.ts');
  return FaceFinder.open(onTrouble, { models: networks });
}

function countLooked(files: readonly PreparedPhoto[]): number {
  return files.filter((file) => file.kind === 'photo' && file.looked).length;
}

function newPrints(db: WriteDb, files: readonly PreparedPhoto[]): NewPrint[] {
  const known = db.read<StudentOfKey>(
    'SELECT id AS student, name, id_number AS idNumber, student_no AS studentNo FROM student WHERE id = ?',
  );
  return files.flatMap((file): NewPrint[] => {
    if (file.kind !== 'photo' || file.match.kind !== 'matched' || file.print === null) return [];
    const student = known.get(file.match.student);
    return student ? [{ row: file.row, student, hash: file.hash, print: file.print }] : [];
  });
}

function studentLookup(db: WriteDb): StudentKeyLookup {
  const known = db.read<StudentOfKey>(
    'SELECT id AS student, name, id_number AS idNumber, student_no AS studentNo FROM student WHERE n = ?',
  );
  let byName: Map<string, number[]> | null = null;
  const tell = (ns: readonly number[]) => ns.flatMap((n) => known.get(n) ?? []);
  return {
    byKey: (field: KeyField, value) => tell(studentsWithKey(db, field, value)),
    byName(name) {
      // Only files without a key ask for names, so the names are read when the first one does.
      if (!byName) {
        byName = new Map();
        for (const [n, stored] of db
          .read('SELECT n, name FROM student WHERE name IS NOT NULL')
          .rawIterate()) {
          const key = nameKey(stored as string);
          const ns = byName.get(key);
          if (ns) ns.push(n as number);
          else byName.set(key, [n as number]);
        }
      }
      return tell(byName.get(name) ?? []);
    },
  };
}
