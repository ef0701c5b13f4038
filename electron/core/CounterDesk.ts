import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { CounterState, FoundStudent } from '../../shared/contract/counter.ts';
import type { CounterScreen, ShownRecord } from '../../shared/contract/counterWindow.ts';
import type { CounterAnswers, CounterMark } from '../../shared/domain/counterVisit.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { maskField } from '../../shared/domain/mask.ts';
import { MASKED_FIELDS, type StudentField } from '../../shared/domain/studentFields.ts';
import { photoHash } from '../changes/project/projectEvent.ts';
import { fieldsHash } from '../changes/verifiedHash.ts';
import { counterIdle } from '../counter/counterIdle.ts';
import { campaignById, type StoredCampaign } from '../db/tables/campaignTable.ts';
import { type StoredStudent, studentById, wordsOf } from '../db/tables/studentTable.ts';
import { photosOf } from '../students/statusOf.ts';
import { DataVersion } from './DataVersion.ts';
import { actingSession, type OpenSession } from './Session.ts';
import { schoolOf } from './school.ts';
import { seesCollege } from './scoped.ts';
import type { Services } from './services.ts';

/** A token that nobody opened a window with is good for this long, ms. */
const TOKEN_LIFE = 2 * 60_000;
const SECRET_BYTES = 32;

type Ended = NonNullable<CounterState['last']>['ended'];

/** One student in front of the window. Held in memory only: what is not signed is not kept. */
interface Visit {
  id: string;
  student: string;
  campaign: string;
  startedAt: number;
  /** What the student sees; with `seen`, what is then verified. */
  record: ShownRecord;
  seen: string;
  /** Whether the window has shown it. */
  delivered: boolean;
  step: 'checking' | 'signing';
  marks: Partial<Record<StudentField, CounterMark>>;
  photoMark: CounterMark | null;
  revealed: boolean;
  /** Who called the student up: what is signed is registered by them. */
  session: OpenSession | null;
}

export interface CurrentVisit {
  id: string;
  campaign: string;
  student: string;
  startedAt: number;
  revealed: boolean;
  record: ShownRecord;
  session: OpenSession | null;
}

type Needs = Pick<Services, 'db' | 'clock' | 'ids' | 'log'>;

/**
 * The counter: at most one window for students, and at most one student on it. The window holds a pass, which lets it
 * ask about that student and nothing else; whoever asks with another pass is refused.
 */
export class CounterDesk {
  readonly #needs: Needs;
  readonly #moved = new DataVersion();
  #token: { secret: string; until: number } | null = null;
  #pass: string | null = null;
  /** Pages that listen. */
  #watching = 0;
  #visit: Visit | null = null;
  #last: CounterState['last'] = null;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** A token with which one window may be opened; the window of before is shut. */
  issue(): string {
    this.shut();
    const secret = newSecret();
    this.#token = { secret, until: this.#needs.clock.now() + TOKEN_LIFE };
    this.#moved.grow();
    return secret;
  }

  /** The window's pass for its token, once; null: the token is no longer good, or never was. */
  redeem(token: string): string | null {
    const issued = this.#token;
    if (issued === null || !isSame(issued.secret, token) || this.#needs.clock.now() > issued.until)
      return null;
    this.#token = null;
    this.#pass = newSecret();
    this.#moved.grow();
    return this.#pass;
  }

  isOpen(pass: string): boolean {
    return this.#pass !== null && isSame(this.#pass, pass);
  }

  shut(): void {
    this.#end('called-back');
    this.#token = null;
    this.#pass = null;
    this.#moved.grow();
  }

  /** Whether this is a photo of the student who is on the window now. */
  shows(hash: string): boolean {
    const photos = this.#visit?.record.photos;
    return photos !== undefined && (photos.admission === hash || photos.graduation === hash);
  }

  show(student: StoredStudent, campaign: StoredCampaign): string {
    if (this.#visit !== null) throw new AppError('COUNTER_BUSY');
    const id = this.#needs.ids.next();
    this.#visit = {
      id,
      student: student.id,
      campaign: campaign.id,
      startedAt: this.#needs.clock.now(),
      ...this.#lookUp(id, student, campaign),
      delivered: false,
      step: 'checking',
      marks: {},
      photoMark: null,
      revealed: false,
      session: actingSession(),
    };
    this.#last = null;
    this.#moved.grow();
    return id;
  }

  callBack(): void {
    this.#end('called-back');
  }

  leave(pass: string, visit: string, why: 'left' | 'idle'): void {
    this.#current(pass, visit);
    this.#end(why);
  }

  press(
    pass: string,
    pressed: { visit: string; step: Visit['step']; fields: Visit['marks']; photo: CounterMark | null },
  ): void {
    const visit = this.#current(pass, pressed.visit);
    visit.step = pressed.step;
    visit.marks = pressed.fields;
    visit.photoMark = pressed.photo;
    this.#moved.grow();
  }

  reveal(pass: string, id: string): Partial<Record<StudentField, string>> {
    const visit = this.#current(pass, id);
    const student = studentById(this.#needs.db, visit.student);
    const values: Partial<Record<StudentField, string>> = {};
    for (const { field } of visit.record.fields) {
      const value = student?.values[field] ?? null;
      if (value !== null && (MASKED_FIELDS as readonly string[]).includes(field)) values[field] = value;
    }
    visit.revealed = true;
    this.#needs.log.info('counter-revealed', { student: visit.student });
    this.#moved.grow();
    return values;
  }

  /**
   * The visit that these answers are to, when they answer all that was asked and what was looked at is still what is
   * held. Throws COUNTER_REFUSED, COUNTER_OVER, USAGE, or COUNTER_CHANGED; the window then shows the record anew.
   */
  answered(pass: string, id: string, answers: CounterAnswers): CurrentVisit {
    const { db } = this.#needs;
    const visit = this.#current(pass, id);
    const asked = visit.record.fields.map(({ field }) => field);
    const isWhole =
      answers.fields.length === asked.length &&
      answers.fields.every(({ field }, place) => field === asked[place]) &&
      (visit.record.askedPhoto !== null) === (answers.photo !== null);
    if (!isWhole) throw new AppError('USAGE', { case: 'unanswered' });
    const student = studentById(db, visit.student);
    const campaign = campaignById(db, visit.campaign);
    if (!student || !campaign) {
      this.#end('called-back');
      throw new AppError('COUNTER_OVER');
    }
    if (campaign.closedAt !== null) throw new AppError('CAMPAIGN_CLOSED', { name: campaign.name });
    const now = this.#lookUp(visit.id, student, campaign);
    if (now.seen === visit.seen) return visit;
    // A new id: what the page still holds of the old record is answered by nothing.
    const again = this.#needs.ids.next();
    Object.assign(visit, this.#lookUp(again, student, campaign), {
      id: again,
      delivered: false,
      step: 'checking',
      marks: {},
      photoMark: null,
    });
    this.#moved.grow();
    throw new AppError('COUNTER_CHANGED');
  }

  signed(visit: CurrentVisit, outcome: { event: string; verdict: CounterMark; batch: string }): void {
    if (this.#visit?.id === visit.id) this.#end('signed', outcome);
  }

  /** For the student's page: what to show now, and after every change, while its pass is good. */
  async *screens(
    pass: string,
    holding: string | null,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<CounterScreen> {
    this.#allow(pass);
    // Whoever loads the page again does not get to see what somebody had on it.
    if (this.#visit?.delivered && this.#visit.id !== holding) this.#end('reloaded');
    this.#watching++;
    this.#moved.grow();
    try {
      let shown: string | null | undefined;
      for await (const _ of this.#moved.follow(signal)) {
        if (!this.isOpen(pass)) throw new AppError('COUNTER_REFUSED');
        const visit = this.#visit;
        if (shown === (visit?.id ?? null)) continue;
        shown = visit?.id ?? null;
        if (visit) visit.delivered = true;
        yield visit
          ? { at: 'record', record: visit.record }
          : { at: 'waiting', school: schoolOf(this.#needs.db)?.name ?? '' };
      }
    } finally {
      this.#watching--;
      this.#moved.grow();
    }
  }

  /** For the clerk's page. */
  async *states(signal: AbortSignal | undefined): AsyncGenerator<CounterState> {
    for await (const _ of this.#moved.follow(signal)) yield this.#state();
  }

  /** Tells the clerk's pages that a setting changed. */
  changed(): void {
    this.#moved.grow();
  }

  /** Ends every wait: the core is closing. */
  close(): void {
    this.#pass = null;
    this.#token = null;
    this.#moved.grow();
    this.#moved.close();
  }

  found({ id, values }: StoredStudent): FoundStudent {
    return { id, name: values.name, studentNo: values.studentNo, className: values.className };
  }

  #state(): CounterState {
    const visit = this.#visit;
    const student = visit && studentById(this.#needs.db, visit.student);
    const sees = (id: string | undefined) =>
      id !== undefined && seesCollege(studentById(this.#needs.db, id)?.values.collegeName ?? null);
    return {
      window: this.#watching > 0 ? 'there' : this.#pass !== null || this.#token !== null ? 'waiting' : 'none',
      visit:
        visit && student && sees(student.id)
          ? {
              id: visit.id,
              student: this.found(student),
              campaign: { id: visit.campaign, name: visit.record.campaign },
              startedAt: visit.startedAt,
              step: visit.step,
              fields: visit.record.fields.map(({ field }) => ({ field, mark: visit.marks[field] ?? null })),
              photo: visit.record.askedPhoto === null ? null : { mark: visit.photoMark },
              revealed: visit.revealed,
            }
          : null,
      last: sees(this.#last?.student.id) ? this.#last : null,
      idleSeconds: counterIdle(this.#needs.db),
    };
  }

  /** What a student is shown, and the hash of what they thereby verify. */
  #lookUp(id: string, student: StoredStudent, campaign: StoredCampaign): Pick<Visit, 'record' | 'seen'> {
    const { db } = this.#needs;
    const photos = photosOf(db, student.n);
    const role = campaign.type === 'graduation-photo' ? 'graduation' : 'admission';
    return {
      record: {
        visit: id,
        school: schoolOf(db)?.name ?? '',
        campaign: campaign.name,
        fields: campaign.coveredFields.map((field) => ({
          field,
          value: maskField(field, student.values[field]),
        })),
        photos,
        askedPhoto: campaign.coversPhoto && photos[role] !== null ? role : null,
        idleSeconds: counterIdle(db),
      },
      seen: `${fieldsHash(campaign.coveredFields, wordsOf(student))} ${photoHash(db, student.n, campaign.type)}`,
    };
  }

  #allow(pass: string): void {
    if (!this.isOpen(pass)) throw new AppError('COUNTER_REFUSED');
  }

  #current(pass: string, id: string): Visit {
    this.#allow(pass);
    if (this.#visit === null || this.#visit.id !== id) throw new AppError('COUNTER_OVER');
    return this.#visit;
  }

  #end(ended: Ended, outcome?: { event: string; verdict: CounterMark; batch: string }): void {
    const visit = this.#visit;
    if (visit === null) return;
    const student = studentById(this.#needs.db, visit.student);
    this.#visit = null;
    this.#last = student && {
      student: this.found(student),
      ended,
      event: outcome?.event ?? null,
      verdict: outcome?.verdict ?? null,
      batch: outcome?.batch ?? null,
      at: this.#needs.clock.now(),
    };
    this.#moved.grow();
  }
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** In constant time, whatever was given: hashes are of one length. */
function isSame(secret: string, given: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(secret), hash(given));
}
