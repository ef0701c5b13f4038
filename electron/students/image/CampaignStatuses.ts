import { beijingDayNumber } from '../../../shared/domain/daysLeft.ts';
import type { FacetField } from '../../../shared/domain/studentFields.ts';
import {
  deriveStatus,
  LOCK_WINDOW_MS,
  STATUSES,
  VERDICTS,
} from '../../../shared/domain/verificationStatus.ts';
import type { ReadDb } from '../../db/database.ts';
import type { FinalOutcome } from '../../db/tables/finalTable.ts';
import { grown } from './FacetColumn.ts';
import { FinalStudents } from './FinalStudents.ts';
import { FLAGS, HAS_ADMISSION_PHOTO, HAS_GRADUATION_PHOTO, type StudentImage } from './StudentImage.ts';
import type { StatusRules } from './statusRules.ts';
import { VERIFICATIONS, type VerificationRow, verdictsInOrder } from './verdictsInOrder.ts';

const VERIFIED_OPEN = STATUSES.indexOf('verified-open');
const EXCLUDED = STATUSES.indexOf('excluded');
const LOCKED = STATUSES.indexOf('locked');

/** The status of every student in one campaign, as a number into STATUSES, and who is of its population. */
export class CampaignStatuses {
  readonly rules: StatusRules;
  statuses: Uint8Array = new Uint8Array(0);
  members: Uint8Array = new Uint8Array(0);
  /** The day in China of the newest verdict, counted from 1970-01-01; 0 where nothing was said. */
  verdictDays: Uint16Array = new Uint16Array(0);
  /** What was kept when the campaign was closed: then nothing of it is derived any more. */
  final: FinalStudents | null = null;
  readonly #image: StudentImage;
  readonly #population: readonly (readonly [FacetField, readonly string[]])[];
  /** When the window of each student who may still change closes, epoch ms. */
  readonly #open = new Map<number, number>();
  /** Statuses already derived, by everything that they follow from. */
  readonly #derived = new Map<number, FinalOutcome & { place: number }>();
  #nextClose = Number.POSITIVE_INFINITY;
  /** Grows when a status changed. */
  version = 0;

  constructor(image: StudentImage, rules: StatusRules) {
    this.#image = image;
    this.rules = rules;
    this.#population = Object.entries(rules.population) as [FacetField, string[]][];
  }

  /** Numbers of students that there are, or were when the campaign was closed. */
  get size(): number {
    return Math.max(this.#image.size, this.final?.members.length ?? 0);
  }

  load(db: ReadDb, now: number): void {
    if (this.rules.closedAt !== null) this.final = FinalStudents.read(db, this.rules.campaign);
    this.#reserve();
    if (this.final) {
      this.statuses.set(this.final.statuses);
      this.members.set(this.final.members);
      this.verdictDays.set(this.final.verdictDays);
      this.version++;
      return;
    }
    const verdictOn = verdictsInOrder(db, this.rules.campaign);
    for (let n = 1; n < this.#image.size; n++) this.#set(n, verdictOn(n), now);
    this.version++;
  }

  refresh(db: ReadDb, ns: Iterable<number>, now: number): void {
    this.#reserve();
    if (this.final) return;
    const one = db.read<VerificationRow>(`${VERIFICATIONS} AND student_n = ?`);
    for (const n of ns) this.#set(n, one.get(this.rules.campaign, n), now);
    this.version++;
  }

  /** Tells what has become of a member, asked in the order of their n, and why; equal outcomes are the same object. */
  outcomes(db: ReadDb, now: number): (n: number) => FinalOutcome {
    const verdictOn = verdictsInOrder(db, this.rules.campaign);
    return (n) => this.#derive(n, verdictOn(n), now);
  }

  /** Who of the population is not of the final list, in the order of n; nobody where there is none. */
  joinedLater(): Uint32Array {
    const { final } = this;
    const { alive, size } = this.#image;
    const ns: number[] = [];
    if (final)
      for (let n = 1; n < size; n++)
        if (alive[n] === 1 && final.members[n] !== 1 && this.#isMember(n)) ns.push(n);
    return Uint32Array.from(ns);
  }

  /** Windows that have closed by `now` become locked. To be called before the statuses are read. */
  advance(now: number): void {
    if (now < this.#nextClose) return;
    this.#nextClose = Number.POSITIVE_INFINITY;
    for (const [n, closes] of this.#open) {
      if (closes <= now) {
        this.statuses[n] = LOCKED;
        this.#open.delete(n);
      } else this.#nextClose = Math.min(this.#nextClose, closes);
    }
    this.version++;
  }

  #set(n: number, verification: VerificationRow | undefined, now: number): void {
    this.members[n] = this.#image.alive[n] === 1 && this.#isMember(n) ? 1 : 0;
    const status = this.members[n] === 1 ? this.#derive(n, verification, now).place : EXCLUDED;
    this.statuses[n] = status;
    this.verdictDays[n] = verification ? dayOf(verification) : 0;
    if (status === VERIFIED_OPEN) {
      const closes = verification!.verdict_at + LOCK_WINDOW_MS;
      this.#open.set(n, closes);
      this.#nextClose = Math.min(this.#nextClose, closes);
    } else if (this.#open.size > 0) this.#open.delete(n);
  }

  #isMember(n: number): boolean {
    for (const [field, values] of this.#population) {
      if (!values.includes(this.#image.facets[field].valueOf(n))) return false;
    }
    return true;
  }

  #derive(
    n: number,
    verification: VerificationRow | undefined,
    now: number,
  ): FinalOutcome & { place: number } {
    const image = this.#image;
    const verdict = verification ? VERDICTS.indexOf(verification.verdict as (typeof VERDICTS)[number]) : -1;
    const inWindow = verification !== undefined && now < verification.verdict_at + LOCK_WINDOW_MS;
    const registration = image.facets.registrationStatus.codes[n]!;
    const key =
      (((((registration * 4 + image.flags[n]!) * 4 + image.photos[n]!) * 8 + verdict + 1) * 2 +
        (verification?.fields_unchanged ?? 1)) *
        2 +
        (verification?.photo_unchanged ?? 1)) *
        2 +
      (inWindow ? 1 : 0);
    let derived = this.#derived.get(key);
    if (derived === undefined) {
      const outcome = deriveStatus({
        registrationStatus: image.facets.registrationStatus.values[registration] || null,
        remark: FLAGS[image.flags[n]!]!,
        hasAdmissionPhoto: (image.photos[n]! & HAS_ADMISSION_PHOTO) !== 0,
        hasGraduationPhoto: (image.photos[n]! & HAS_GRADUATION_PHOTO) !== 0,
        campaignType: this.rules.type,
        lockRule: this.rules.lockRule,
        verdict: verdict === -1 ? null : VERDICTS[verdict]!,
        verdictAt: verification?.verdict_at ?? null,
        fieldsUnchanged: verification?.fields_unchanged !== 0,
        photoUnchanged: verification?.photo_unchanged !== 0,
        now,
      });
      derived = { ...outcome, place: STATUSES.indexOf(outcome.status) };
      this.#derived.set(key, derived);
    }
    return derived;
  }

  #reserve(): void {
    const { size } = this;
    if (this.statuses.length >= size) return;
    const statuses = new Uint8Array(grown(size));
    statuses.set(this.statuses);
    this.statuses = statuses;
    const members = new Uint8Array(grown(size));
    members.set(this.members);
    this.members = members;
    const verdictDays = new Uint16Array(grown(size));
    verdictDays.set(this.verdictDays);
    this.verdictDays = verdictDays;
  }
}

/** Times come from lists, which may say anything. */
function dayOf({ verdict_at }: VerificationRow): number {
  return Math.min(0xffff, Math.max(0, beijingDayNumber(verdict_at)));
}
