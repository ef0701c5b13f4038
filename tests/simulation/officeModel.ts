import { chooseView } from '../../electron/changes/chooseView.ts';
import type { Campaign } from '../../shared/contract/campaigns.ts';
import type { Batch } from '../../shared/contract/imports.ts';
import type { SavedView } from '../../shared/contract/students.ts';
import type { Source, StudentValues } from '../../shared/domain/studentFields.ts';
import { deriveStatus, type Status, type Verdict } from '../../shared/domain/verificationStatus.ts';
import type { Said } from './people.ts';

export type Role = 'admission' | 'graduation';

export interface ModelPhoto {
  hash: string;
  /** Without its folders. */
  fileName: string;
}

export interface ModelEvent {
  campaign: string;
  source: 'staff' | 'status-list' | 'counter';
  verdict: Verdict;
  at: number;
  /** What was verified: the covered fields and the photo as they were. */
  fields: string;
  photo: string | null;
}

export interface ModelStudent {
  id: string;
  records: Partial<Record<Source, Said>>;
  photos: Partial<Record<Role, ModelPhoto>>;
  /** Of those that were not taken back, in the order in which they were said. */
  events: ModelEvent[];
}

/** What one batch did to one student. */
export type Effect =
  | { kind: 'record'; source: Source; from: Said; to: Said }
  | { kind: 'photo'; role: Role; from: ModelPhoto | null; to: ModelPhoto }
  | { kind: 'event'; event: ModelEvent };

export interface ModelBatch {
  batch: string;
  kind: Batch['kind'];
  counts: Batch['counts'];
  undone: boolean;
  effects: Map<string, Effect>;
  /** Per student of the batch, what was known before it (null: nobody) and right after. */
  before: Map<string, string | null>;
  after: Map<string, string>;
}

/** What the office was told is so, kept in the plainest way: nothing of it may ever be lost. */
export class OfficeModel {
  readonly students = new Map<string, ModelStudent>();
  /** All that were committed, oldest first. */
  readonly batches: ModelBatch[] = [];
  readonly campaigns = new Map<string, Campaign>();
  /** What was done to campaigns and not taken back; `before` null: it was made. */
  readonly campaignEdits: {
    batch: string;
    campaign: string;
    before: Partial<Campaign> | null;
    after: Partial<Campaign>;
  }[] = [];
  /** Batches of contacts that were not taken back: in which campaign, about how many. */
  readonly contacts = new Map<string, { campaign: string; students: number }>();
  readonly views = new Map<string, SavedView>();
  /** What had become of whom when a campaign was closed, by the numbers under which the store holds them. */
  readonly finals = new Map<string, Map<number, { status: Status; view: StudentValues }>>();
  readonly #numberOf: (student: string) => number | null;

  constructor(numberOf: (student: string) => number | null) {
    this.#numberOf = numberOf;
  }

  /** What was kept of a student when the campaign was closed; undefined: it is open; null: was not of it. */
  finalOf(student: ModelStudent, campaign: Campaign | null) {
    const final = campaign && this.finals.get(campaign.id);
    return final ? (final.get(this.#numberOf(student.id) ?? 0) ?? null) : undefined;
  }

  /** Keeps what has become of everybody. */
  close(campaign: Campaign, now: number): void {
    const final = new Map<number, { status: Status; view: StudentValues }>();
    for (const student of this.students.values()) {
      if (!this.isMember(student, campaign)) continue;
      const status = this.statusOf(student, campaign, now);
      final.set(this.#numberOf(student.id)!, { status, view: this.viewOf(student) });
    }
    this.finals.set(campaign.id, final);
  }

  viewOf(student: ModelStudent): StudentValues {
    const records = Object.entries(student.records) as [Source, Said][];
    return chooseView(records.map(([source, values]) => ({ source, values }))).values;
  }

  isDiffering(student: ModelStudent): boolean {
    const records = Object.entries(student.records) as [Source, Said][];
    return chooseView(records.map(([source, values]) => ({ source, values }))).differing;
  }

  /** The newest open campaign, else the newest. */
  currentCampaign(): Campaign | null {
    const newestFirst = [...this.campaigns.values()].reverse();
    return newestFirst.find(({ closedAt }) => closedAt === null) ?? newestFirst[0] ?? null;
  }

  isMember(student: ModelStudent, campaign: Campaign): boolean {
    const final = this.finalOf(student, campaign);
    if (final !== undefined) return final !== null;
    const view = this.viewOf(student);
    return Object.entries(campaign.population).every(([field, values]) =>
      values!.includes(view[field as keyof StudentValues] ?? ''),
    );
  }

  /** The event of a verdict that is said now. */
  eventOf(
    student: ModelStudent,
    campaign: Campaign,
    said: Pick<ModelEvent, 'source' | 'verdict' | 'at'>,
  ): ModelEvent {
    return { campaign: campaign.id, ...said, ...this.#covered(student, campaign) };
  }

  #covered(student: ModelStudent, campaign: Campaign): { fields: string; photo: string | null } {
    const view = this.viewOf(student);
    const role = campaign.type === 'graduation-photo' ? 'graduation' : 'admission';
    return {
      fields: JSON.stringify(campaign.coveredFields.map((field) => view[field])),
      photo: student.photos[role]?.hash ?? null,
    };
  }

  newestEvent(student: ModelStudent, campaign: string): ModelEvent | null {
    let newest: ModelEvent | null = null;
    for (const event of student.events) {
      if (event.campaign === campaign && (newest === null || event.at >= newest.at)) newest = event;
    }
    return newest;
  }

  statusOf(student: ModelStudent, campaign: Campaign | null, now: number): Status {
    if (campaign && !this.isMember(student, campaign)) return 'excluded';
    const final = this.finalOf(student, campaign);
    if (final) return final.status;
    const view = this.viewOf(student);
    const event = campaign ? this.newestEvent(student, campaign.id) : null;
    const covered = campaign ? this.#covered(student, campaign) : null;
    return deriveStatus({
      registrationStatus: view.registrationStatus,
      remark: view.remark,
      hasAdmissionPhoto: student.photos.admission !== undefined,
      hasGraduationPhoto: student.photos.graduation !== undefined,
      campaignType: campaign?.type ?? 'enrolled-record',
      lockRule: campaign?.lockRule ?? '24h',
      verdict: event?.verdict ?? null,
      verdictAt: event?.at ?? null,
      fieldsUnchanged: event === null || event.fields === covered!.fields,
      photoUnchanged: event === null || !campaign!.coversPhoto || event.photo === covered!.photo,
      now,
    }).status;
  }

  /** A batch that was acknowledged. */
  apply(batch: Pick<Batch, 'batch' | 'kind' | 'counts'>, effects: Map<string, Effect>): void {
    const before = new Map<string, string | null>();
    const after = new Map<string, string>();
    for (const [id, effect] of effects) {
      before.set(id, this.textOf(id));
      const student = this.students.get(id) ?? { id, records: {}, photos: {}, events: [] };
      this.students.set(id, student);
      if (effect.kind === 'record') {
        student.records[effect.source] = { ...student.records[effect.source], ...effect.to };
        for (const field of Object.keys(effect.from) as (keyof Said)[]) {
          if (effect.to[field] === undefined) delete student.records[effect.source]![field];
        }
        this.#tidy(student, effect.source);
      } else if (effect.kind === 'photo') student.photos[effect.role] = effect.to;
      else student.events.push(effect.event);
      after.set(id, this.textOf(id)!);
    }
    const { batch: id, kind, counts } = batch;
    this.batches.push({ batch: id, kind, counts, undone: false, effects, before, after });
  }

  /** Takes one student's part of a batch back. */
  revert(id: string, effect: Effect): void {
    const student = this.students.get(id)!;
    if (effect.kind === 'record') {
      const record = { ...student.records[effect.source], ...effect.from };
      for (const field of Object.keys(effect.to) as (keyof Said)[]) {
        if (effect.from[field] === undefined) delete record[field];
      }
      student.records[effect.source] = record;
      this.#tidy(student, effect.source);
    } else if (effect.kind === 'photo') {
      if (effect.from === null) delete student.photos[effect.role];
      else student.photos[effect.role] = effect.from;
    } else student.events = student.events.filter((event) => event !== effect.event);
  }

  #tidy(student: ModelStudent, source: Source): void {
    if (Object.keys(student.records[source]!).length === 0) delete student.records[source];
    if (Object.keys(student.records).length > 0) return;
    const { photos, events } = student;
    if (Object.keys(photos).length + events.length > 0)
      throw new Error(`${student.id} would be gone, and their photos or verdicts are not`);
    this.students.delete(student.id);
  }

  /** Everything that is known of a student, to be compared; null: nobody. */
  textOf(id: string): string | null {
    const student = this.students.get(id);
    return student ? textOfStudent(student) : null;
  }
}

export function textOfStudent({ id, records, photos, events }: ModelStudent): string {
  const sorted = <Value>(object: Partial<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(object).sort(([one], [other]) => (one < other ? -1 : 1)));
  const sources = Object.entries(records).map(([source, values]) => [source, sorted(values)] as const);
  return JSON.stringify({
    id,
    records: sorted(Object.fromEntries(sources)),
    photos: sorted(photos),
    events: events.map(({ campaign, verdict, at }) => ({ campaign, verdict, at })),
  });
}
