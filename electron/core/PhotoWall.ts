import type { z } from 'zod';
import type { PhotoDetail, WallItem, WallQuery, wallCounts } from '../../shared/contract/photos.ts';
import { type StudentQuery, studentQuery } from '../../shared/contract/students.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { PHOTO_FINDINGS, PROFILE_VERDICTS } from '../../shared/domain/photoFindings.ts';
import { LIKENESS_HINTS } from '../../shared/domain/photoLikeness.ts';
import type { PhotoReason, PhotoVerdict } from '../../shared/domain/photoReview.ts';
import { PHOTO_ROLES, type PhotoRole } from '../../shared/domain/photoStandard.ts';
import { WALL_PARTS, type WallPart } from '../../shared/domain/photoWall.ts';
import { SOURCES } from '../../shared/domain/studentFields.ts';
import { SOURCE_BIT } from '../db/tables/studentTable.ts';
import { listFaceChecks } from '../photos/faces/listFaceChecks.ts';
import { listPhotoChecks } from '../photos/listPhotoChecks.ts';
import {
  isInPart,
  photoFactsOf,
  photoFilter,
  photoLikenessHint,
  profileVerdict,
  retakeWhy,
} from '../photos/matchPhotos.ts';
import { PhotoFacts } from '../photos/PhotoFacts.ts';
import { keptFaces, keptLikeness } from '../photos/photoLooks.ts';
import { photoMeasure } from '../photos/photoMeasures.ts';
import { photoProfileOf, photoStandardFor } from '../photos/photoProfiles.ts';
import { shownLikeness } from './comparePhotos.ts';
import type { LookAlikes, StandingGroup } from './LookAlikes.ts';
import { actingSession } from './Session.ts';
import { seesCollege } from './scoped.ts';
import type { Services } from './services.ts';

/** Lists kept: each window has one open, and may go back to the one before. */
const KEPT_LISTS = 8;

type Sums = z.output<typeof wallCounts>;
type Person = Pick<WallItem, 'id' | 'name' | 'studentNo' | 'examNo' | 'collegeName' | 'className'>;
const PERSON = `s.id, s.name, s.student_no AS studentNo, s.exam_no AS examNo, s.college_name AS collegeName,
  s.class_name AS className`;

interface ReviewRow {
  verdict: PhotoVerdict;
  reasons: string;
  note: string;
  at: number;
  actor: string;
}

/** Groups that are not settled, with a student of these. */
function countWaiting(groups: readonly StandingGroup[], ns: Uint32Array): number {
  const waiting = groups.filter(({ state }) => state !== 'decided');
  if (waiting.length === 0) return 0;
  const among = new Set(ns);
  return waiting.filter(({ members }) => members.some(({ n }) => among.has(n))).length;
}

/** Answers what the wall of photos asks: which, how many, and everything about one. */
export class PhotoWall {
  readonly #services: Pick<Services, 'db' | 'index' | 'ids'>;
  readonly #facts: PhotoFacts;
  readonly #alike: LookAlikes;
  #marked: StandingGroup[] | null = null;
  readonly #lists = new Map<string, { ns: Uint32Array; role: PhotoRole; session: string | null }>();

  constructor(services: Pick<Services, 'db' | 'index' | 'ids'>, alike: LookAlikes) {
    this.#services = services;
    this.#alike = alike;
    this.#facts = new PhotoFacts(services.db);
  }

  /** Photos were judged anew. */
  forget(): void {
    this.#facts.forget();
  }

  async open(wall: WallQuery): Promise<{ list: string; total: number }> {
    const ns = await this.#matching(wall);
    const list = this.#services.ids.next();
    this.#lists.set(list, { ns, role: wall.role, session: actingSession()?.owner ?? null });
    if (this.#lists.size > KEPT_LISTS) this.#lists.delete(this.#lists.keys().next().value!);
    return { list, total: ns.length };
  }

  async page(list: string, offset: number, limit: number): Promise<(WallItem | null)[]> {
    const { ns, role } = this.#kept(list);
    await this.#catchUp();
    return [...ns.subarray(offset, offset + limit)].map((n) => this.#item(n, role));
  }

  /** Every photo of a list, as it is now. */
  photosOf(list: string): { student: string; hash: string }[] {
    const { ns, role } = this.#kept(list);
    const photo = this.#services.db.read<{ student: string; hash: string }>(
      `SELECT s.id AS student, p.hash FROM photo p JOIN student s ON s.n = p.student_n
       WHERE p.student_n = ? AND p.role = ?`,
    );
    return [...ns].flatMap((n) => photo.get(n, role) ?? []);
  }

  /** The bytes of every photo, in either role, of the students of a list. */
  hashesOf(list: string): Set<string> {
    const photo = this.#services.db.read<{ hash: string }>('SELECT hash FROM photo WHERE student_n = ?');
    return new Set([...this.#kept(list).ns].flatMap((n) => photo.all(n).map(({ hash }) => hash)));
  }

  async counts(wall: WallQuery): Promise<z.output<typeof wallCounts>> {
    const { role, part } = wall;
    const isWanted = photoFilter(wall);
    const ns = await this.#found(wall.query);
    const facts = this.#facts.of(role);
    const parts = Object.fromEntries(WALL_PARTS.map((name) => [name, 0])) as Record<WallPart, number>;
    const codes = PHOTO_FINDINGS.map(() => 0);
    const verdicts = Object.fromEntries(PROFILE_VERDICTS.map((one) => [one, 0])) as Sums['verdicts'];
    const likeness = Object.fromEntries(LIKENESS_HINTS.map((one) => [one, 0])) as Sums['likeness'];
    const sources = Object.fromEntries(SOURCES.map((one) => [one, 0])) as Sums['sources'];
    let [unjudged, unlooked, matching] = [0, 0, 0];
    for (const n of ns) {
      for (const name of WALL_PARTS) if (isInPart(facts, n, name, role)) parts[name] += 1;
      unjudged += facts.unjudged[n]!;
      if (facts.has[n] === 1 && facts.looked[n] === 0) unlooked += 1;
      if (!isInPart(facts, n, part, role)) continue;
      if (isWanted(facts, n)) matching += 1;
      const verdict = profileVerdict(facts, n);
      if (verdict !== null) verdicts[verdict] += 1;
      const hint = photoLikenessHint(facts, n);
      if (hint !== null) likeness[hint] += 1;
      const speak = this.#facts.sourcesOf(n);
      for (const source of SOURCES) if (speak & SOURCE_BIT[source]) sources[source] += 1;
      const bits = facts.findings[n]!;
      if (bits !== 0)
        for (let place = 0; place < codes.length; place += 1) if (bits & (1 << place)) codes[place]! += 1;
    }
    return {
      photos: parts.all,
      reviewed: parts.correct + parts.wrong,
      parts,
      findings: Object.fromEntries(PHOTO_FINDINGS.map((code, place) => [code, codes[place]!])) as never,
      verdicts,
      likeness,
      sources,
      unjudged,
      unlooked,
      alike: this.#marked && countWaiting(this.#marked, ns),
      matching,
    };
  }

  /** Students to be photographed again, in the order of classes. */
  async retakes(query: StudentQuery): Promise<{ n: number; item: WallItem }[]> {
    // What goes out on paper or into a file says all that is to be found, not what happened to be found by then.
    await this.#alike.find();
    return [...(await this.#toRetake(query))].flatMap((n) => {
      const item = this.#item(n, 'graduation');
      return item ? [{ n, item }] : [];
    });
  }

  /** How many these are, and of how many colleges, as far as it is known now: nothing is waited for. */
  async countRetakes(query: StudentQuery): Promise<{ students: number; colleges: number }> {
    const ns = await this.#toRetake(query);
    const { colleges } = this.#services.db
      .read<{ colleges: number }>(
        `SELECT count(DISTINCT coalesce(college_name, '')) AS colleges FROM student
         WHERE n IN (SELECT value FROM json_each(?))`,
      )
      .get(JSON.stringify([...ns]))!;
    return { students: ns.length, colleges };
  }

  #toRetake(query: StudentQuery): Promise<Uint32Array> {
    const everything = { findings: [], verdicts: [], likeness: [] };
    return this.#matching({ query, role: 'graduation', part: 'retake', ...everything });
  }

  async detail(student: string, role: PhotoRole): Promise<PhotoDetail> {
    await this.#catchUp();
    const { db } = this.#services;
    const person = db
      .read<Person & { n: number }>(`SELECT ${PERSON}, s.n FROM student s WHERE s.id = ?`)
      .get(student);
    if (!person) throw new AppError('NOT_FOUND', { what: 'student' });
    const { n, ...known } = person;
    const profile = photoProfileOf(db);
    const photos = PHOTO_ROLES.flatMap((one) => {
      const photo = db
        .read<{ hash: string; fileName: string }>(
          'SELECT hash, file_name AS fileName FROM photo WHERE student_n = ? AND role = ?',
        )
        .get(n, one);
      if (!photo) return [];
      const measured = photoMeasure(db, photo.hash, one);
      const standard = photoStandardFor(one, profile);
      const seen = keptFaces(db, photo.hash);
      return {
        ...photo,
        role: one,
        seen,
        checks: measured
          ? [
              ...listPhotoChecks(measured.measures, standard),
              ...(seen ? listFaceChecks(seen, measured.measures.properties, standard) : []),
            ]
          : [],
        state: photoFactsOf(this.#facts.of(one), n).state,
        review: this.#review(n, one, photo.hash),
        twice: db
          .read<Person & { college: string | null }>(
            `SELECT DISTINCT ${PERSON}, s.college_name AS college FROM photo p JOIN student s ON s.n = p.student_n
             WHERE p.hash = ? AND p.student_n <> ? ORDER BY s.n`,
          )
          .all(photo.hash, n)
          .filter(({ college }) => seesCollege(college))
          .slice(0, 20)
          .map(({ college: _, ...person }) => person),
      };
    });
    const [admission, graduation] = PHOTO_ROLES.map(
      (one) => photos.find((photo) => photo.role === one)?.hash,
    );
    const compared = admission && graduation ? keptLikeness(db, { admission, graduation }) : null;
    const { id, name, source } = profile;
    return {
      ...known,
      role,
      standard: { id, name, source },
      likeness: compared && shownLikeness(compared),
      photos,
    };
  }

  #kept(list: string): { ns: Uint32Array; role: PhotoRole } {
    const kept = this.#lists.get(list);
    // Who is of a list was judged by the scope of whoever opened it.
    if (!kept || kept.session !== (actingSession()?.owner ?? null))
      throw new AppError('NOT_FOUND', { what: 'list' });
    return kept;
  }

  async #catchUp(): Promise<void> {
    await this.#facts.catchUp(photoProfileOf(this.#services.db).id);
    const standing = this.#alike.standingNow();
    if (standing === this.#marked) return;
    this.#marked = standing;
    this.#facts.markAlike(
      (standing ?? []).flatMap(({ kind, state, members }) =>
        kind === 'own' || state === 'decided' ? [] : members.filter(({ refused }) => !refused),
      ),
    );
  }

  async #found(query: StudentQuery): Promise<Uint32Array> {
    const { ns } = await this.#services.index.find(studentQuery.parse(query));
    await this.#catchUp();
    return ns;
  }

  async #matching(wall: WallQuery): Promise<Uint32Array> {
    // Whoever asks for these waits until they are found.
    if (wall.findings.includes('look-alike')) await this.#alike.find();
    const ns = await this.#found(wall.query);
    const facts = this.#facts.of(wall.role);
    const isWanted = photoFilter(wall);
    return ns.filter((n) => isInPart(facts, n, wall.part, wall.role) && isWanted(facts, n));
  }

  #review(n: number, role: PhotoRole, hash: string) {
    const row = this.#services.db
      .read<ReviewRow>(
        `SELECT verdict, reasons, note, at, actor FROM photo_review WHERE student_n = ? AND role = ? AND hash = ?`,
      )
      .get(n, role, hash);
    return row ? { ...row, reasons: JSON.parse(row.reasons) as PhotoReason[] } : null;
  }

  #item(n: number, role: PhotoRole): WallItem | null {
    const row = this.#services.db
      .read<Person & { admission: string | null; graduation: string | null }>(
        `SELECT ${PERSON}, (SELECT hash FROM photo WHERE student_n = s.n AND role = 'admission') AS admission,
           (SELECT hash FROM photo WHERE student_n = s.n AND role = 'graduation') AS graduation
         FROM student s WHERE s.n = ?`,
      )
      .get(n);
    if (!row) return null;
    const { admission, graduation, ...person } = row;
    const facts = this.#facts.of(role);
    const { state, findings } = photoFactsOf(facts, n);
    const hash = role === 'graduation' ? graduation : admission;
    const review = hash === null ? null : this.#review(n, role, hash);
    return {
      ...person,
      photos: { admission, graduation },
      state,
      review: review && { verdict: review.verdict, reasons: review.reasons, note: review.note },
      findings,
      retake: role === 'graduation' ? retakeWhy(facts, n) : null,
    };
  }
}
