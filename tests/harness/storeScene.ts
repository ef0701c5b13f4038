import { makeCampaign } from '../../electron/campaigns/saveCampaign.ts';
import { batchRow, type NewBatch, updatedCounts } from '../../electron/changes/batchRow.ts';
import type { MutationArgs, MutationName } from '../../electron/changes/mutations/mutations.ts';
import type { PhotoRole } from '../../electron/changes/mutations/setPhotos.ts';
import type { ChangeContext } from '../../electron/changes/writeChange.ts';
import { writeChange } from '../../electron/changes/writeChange.ts';
import type { WriteDb } from '../../electron/db/database.ts';
import { campaignById, type StoredCampaign } from '../../electron/db/tables/campaignTable.ts';
import { type StoredStudent, studentById } from '../../electron/db/tables/studentTable.ts';
import type { ParsedRow } from '../../electron/import/createRowReader.ts';
import type { PlannedRow } from '../../electron/import/reconcile/plannedRow.ts';
import { RosterPlanner } from '../../electron/import/reconcile/planRoster.ts';
import { StatusPlanner } from '../../electron/import/reconcile/planStatus.ts';
import { countOutcomes } from '../../electron/import/session/planView.ts';
import { rosterStore, statusStore } from '../../electron/import/session/storeReaders.ts';
import { undoBatch } from '../../electron/import/undoBatch.ts';
import type { OutcomeCounts } from '../../shared/domain/findings.ts';
import type { FileSource, PartialStudentValues, StudentField } from '../../shared/domain/studentFields.ts';
import type { EventSource, Verdict } from '../../shared/domain/verificationStatus.ts';
import { memoryStore } from './memoryStore.ts';

export interface StatusLine {
  values: PartialStudentValues;
  verdict: string | null;
  verifiedAt?: string | null;
}

/** A store (in memory, unless one is given) and the real planners and mutations on it, without files, threads and hosts. */
export class StoreScene {
  readonly db: WriteDb;
  now = Date.UTC(2026, 10, 1);
  #lastId = 0;

  constructor(db: WriteDb = memoryStore()) {
    this.db = db;
  }

  nextId(): string {
    return `id-${String(++this.#lastId).padStart(6, '0')}`;
  }

  context(batch: string | null = null): ChangeContext {
    return { device: 'here', actor: '测试员', at: this.now, batch };
  }

  write<Name extends MutationName>(name: Name, args: MutationArgs<Name>, batch: string | null = null) {
    return writeChange(this.db, name, args, this.context(batch));
  }

  #saveBatch(id: string, kind: NewBatch['kind'], source: string, counts: OutcomeCounts): void {
    const about = { file: 'a.csv', format: 'csv', encoding: null, sheet: null, headerRow: 1, campaign: null };
    this.write(
      'row.save',
      batchRow({ ...about, id, kind, source, counts, at: this.now, actor: '测试员' }),
      id,
    );
  }

  planRoster(
    source: FileSource,
    rows: readonly PartialStudentValues[],
  ): RosterPlanner & { namedBefore: number } {
    const planner = new RosterPlanner(rosterStore(this.db, source, () => this.nextId()));
    rows.forEach((values, index) => void planner.add(parsedRow(index + 2, values)));
    return Object.assign(planner, planner.end());
  }

  /** Plans and commits a roster as one batch. */
  importRoster(
    source: FileSource,
    rows: readonly PartialStudentValues[],
  ): { batch: string; rows: PlannedRow[]; counts: OutcomeCounts } {
    const planner = this.planRoster(source, rows);
    const batch = this.nextId();
    const counts = countOutcomes(planner.rows);
    this.db.transaction(() => {
      this.#saveBatch(batch, 'roster', source, counts);
      const written = [...planner.rows].filter(
        ({ outcome }) => outcome === 'created' || outcome === 'updated',
      );
      this.write(
        'import.chunk',
        {
          source,
          chunk: 0,
          rows: written.map((row) => ({ student: row.student!, isNew: row.isNew, values: row.values })),
        },
        batch,
      );
    });
    return { batch, rows: [...planner.rows], counts };
  }

  planStatus(campaign: string, lines: readonly StatusLine[]): PlannedRow[] {
    const planner = new StatusPlanner(statusStore(this.db, campaign));
    lines.forEach(({ values, verdict, verifiedAt = null }, index) => {
      planner.add({ ...parsedRow(index + 2, values), extra: { verdict, verifiedAt } });
    });
    return finished(planner);
  }

  importStatus(
    campaign: string,
    lines: readonly StatusLine[],
  ): { batch: string; rows: PlannedRow[]; counts: OutcomeCounts } {
    const rows = this.planStatus(campaign, lines);
    const batch = this.nextId();
    const counts = countOutcomes(rows);
    this.db.transaction(() => {
      this.#saveBatch(batch, 'status', 'chsi', counts);
      const written = rows.filter(({ outcome }) => outcome === 'created' || outcome === 'updated');
      this.#record(
        campaign,
        'status-list',
        batch,
        written.map((row) => ({
          student: row.student!,
          verdict: row.verdict!.verdict,
          saidAt: row.verdict!.saidAt,
        })),
      );
    });
    return { batch, rows, counts };
  }

  verdict(
    campaign: string,
    students: readonly string[],
    verdict: Verdict,
    options: { saidAt?: number | null; source?: EventSource } = {},
  ): string {
    const batch = this.nextId();
    const { saidAt = this.now, source = 'staff' } = options;
    this.db.transaction(() => {
      this.#record(
        campaign,
        source,
        batch,
        students.map((student) => ({ student, verdict, saidAt })),
      );
      this.#saveBatch(batch, 'verdict', source, updatedCounts(students.length));
    });
    return batch;
  }

  #record(
    campaign: string,
    source: EventSource,
    batch: string,
    events: { student: string; verdict: Verdict; saidAt: number | null }[],
  ): void {
    this.write(
      'verification.record',
      {
        campaign,
        source,
        batch,
        recordedAt: this.now,
        events: events.map((event) => ({ ...event, id: this.nextId(), note: '' })),
      },
      batch,
    );
  }

  edit(student: string, values: PartialStudentValues): string {
    const batch = this.nextId();
    this.db.transaction(() => {
      this.write('student.setFields', { student, values, reason: '' }, batch);
      this.#saveBatch(batch, 'edit', 'staff', updatedCounts(1));
    });
    return batch;
  }

  photos(role: PhotoRole, photos: readonly { student: string; hash: string }[]): string {
    const batch = this.nextId();
    this.db.transaction(() => {
      this.#saveBatch(batch, 'photos', role, updatedCounts(photos.length));
      this.write(
        'photo.set',
        {
          role,
          photos: photos.map(({ student, hash }) => ({
            student,
            values: { ...PHOTO, hash, fileName: `${hash}.jpg` },
          })),
        },
        batch,
      );
    });
    return batch;
  }

  campaign(
    draft: {
      type?: StoredCampaign['type'];
      coveredFields?: StudentField[];
      coversPhoto?: boolean;
      population?: StoredCampaign['population'];
      lockRule?: StoredCampaign['lockRule'];
    } = {},
  ): string {
    const needs = {
      db: this.db,
      actor: this.context().actor,
      ids: { next: () => this.nextId() },
      clock: { now: () => this.now },
      commit: this.write.bind(this),
    };
    return makeCampaign(needs, {
      name: '核对',
      type: 'graduation-photo',
      deadline: '2026-12-31',
      lockRule: '24h',
      population: {},
      ...draft,
    }).campaign.id;
  }

  undo(batch: string) {
    const running = { progress: () => undefined, signal: new AbortController().signal };
    return undoBatch(this.db, batch, { ...this.context(), batch: this.nextId() }, running);
  }

  student(id: string): StoredStudent {
    return studentById(this.db, id)!;
  }

  /** The verification of a student, as it stands. */
  verification(
    campaign: string,
    student: string,
  ): { verdict: string; fields_unchanged: number; photo_unchanged: number } | undefined {
    return this.db
      .read<{ verdict: string; fields_unchanged: number; photo_unchanged: number }>(
        `SELECT v.verdict, v.fields_unchanged, v.photo_unchanged FROM verification v JOIN student s ON s.n = v.student_n
         WHERE v.campaign_id = ? AND s.id = ?`,
      )
      .get(campaign, student);
  }

  campaignOf(id: string): StoredCampaign {
    return campaignById(this.db, id)!;
  }
}

const PHOTO = { width: 480, height: 640, bytes: 30_000, dpi: 300, matchedBy: 'studentNo', findings: '[]' };

function finished(planner: StatusPlanner): PlannedRow[] {
  return [...planner.rows];
}

/** A row as the reader would hand it on. */
export function parsedRow(
  row: number,
  values: PartialStudentValues,
  kind: ParsedRow['kind'] = 'data',
): ParsedRow {
  const identified = [values.examNo, values.studentNo, values.idNumber].some(
    (key) => typeof key === 'string',
  );
  return { row, kind, values, extra: {}, findings: [], identified: kind === 'data' && identified };
}

/** A test on a scene of its own, after which the store must be consistent and be what its log replays to. */
export function scene(work: (made: StoreScene) => void | Promise<void>): () => Promise<void> {
  return async () => {
    // Here and not above: a scene is also made outside of vitest, by the simulation of sync.
    const { expectConsistent, expectReplayEqual } = await import('./storeInvariants.ts');
    const made = new StoreScene();
    try {
      await work(made);
      expectConsistent(made.db);
      expectReplayEqual(made.db);
    } finally {
      made.db.raw.close();
    }
  };
}
