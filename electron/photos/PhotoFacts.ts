import { PHOTO_FINDINGS, photoFindingKind } from '../../shared/domain/photoFindings.ts';
import { LIKENESS_HINTS, type LikenessWay, likenessHint } from '../../shared/domain/photoLikeness.ts';
import { REVIEW_STATES, type ReviewState } from '../../shared/domain/photoReview.ts';
import { PHOTO_ROLES, type PhotoRole } from '../../shared/domain/photoStandard.ts';
import type { ReadDb } from '../db/database.ts';
import { logHead } from '../db/tables/logHead.ts';
import type { PhotoFinding } from './checkPhoto.ts';

/** Rows read between two breaths. */
const SLICE = 4_000;

/** What a list of photos is narrowed by, of every student's photo of one role; position n is `student.n`. */
interface RoleFacts {
  has: Uint8Array;
  /** Places in REVIEW_STATES. */
  states: Uint8Array;
  /** A bit per kind of PHOTO_FINDINGS. */
  findings: Uint32Array;
  /** 1: something does not meet the standard; what is only worth a note is not among it. */
  warned: Uint8Array;
  /** 1: not judged, or by another standard than the chosen one. */
  unjudged: Uint8Array;
  /** 1: faces were looked for. */
  looked: Uint8Array;
  /** What the comparison of the student's two photos hints at: a place in LIKENESS_HINTS, from 1; 0: nothing. */
  likeness: Uint8Array;
}

/** Photos that look like another student's, by who has them. */
export type AlikeSeen = readonly { n: number; role: PhotoRole }[];

const ROWS = `SELECT p.student_n, m.findings, m.profile, r.verdict,
    EXISTS (SELECT 1 FROM photo_review e WHERE e.student_n = p.student_n AND e.role = p.role) AS other,
    l.faces IS NOT NULL, k.way, k.value
  FROM photo p
  LEFT JOIN photo_measure m ON m.hash = p.hash AND m.role = p.role
  LEFT JOIN photo_review r ON r.student_n = p.student_n AND r.role = p.role AND r.hash = p.hash
  LEFT JOIN photo_look l ON l.hash = p.hash
  LEFT JOIN photo o ON o.student_n = p.student_n AND o.role <> p.role
  LEFT JOIN photo_likeness k ON k.admission = iif(p.role = 'admission', p.hash, o.hash)
    AND k.graduation = iif(p.role = 'admission', o.hash, p.hash)`;
const TWICE = 1 << PHOTO_FINDINGS.indexOf('twice');
const ALIKE = 1 << PHOTO_FINDINGS.indexOf('look-alike');

/** The facts about all photos in memory; they follow the log, so that one review costs no more than one row. */
export class PhotoFacts {
  readonly #db: ReadDb;
  readonly #roles = new Map<PhotoRole, RoleFacts>();
  #seen = -1;
  #profile = '';
  /** Bits of SOURCE_BIT: which sources speak of each student. */
  #sources: Uint8Array = new Uint8Array(0);
  #twice: { n: number; role: PhotoRole }[] = [];
  #alike: AlikeSeen = [];
  #work: Promise<void> = Promise.resolve();
  version = 0;

  constructor(db: ReadDb) {
    this.#db = db;
  }

  /** Judgements follow from no entry of the log: to be called when photos were judged anew. */
  forget(): void {
    this.#seen = -1;
  }

  /** `alike`: what looks like another student's now and is not settled. */
  markAlike(alike: AlikeSeen): void {
    for (const { n, role } of this.#alike) this.of(role).findings[n]! &= ~ALIKE;
    this.#alike = alike;
    this.#remark();
  }

  /** `profile`: the standard that is chosen now. */
  catchUp(profile: string): Promise<void> {
    this.#work = this.#work.catch(() => undefined).then(() => this.#follow(profile));
    return this.#work;
  }

  sourcesOf(n: number): number {
    return this.#sources[n] ?? 0;
  }

  of(role: PhotoRole): RoleFacts {
    return this.#roles.get(role)!;
  }

  async #follow(profile: string): Promise<void> {
    const head = logHead(this.#db);
    if (head === this.#seen && profile === this.#profile) return;
    const last = this.#db.read<{ n: number | null }>('SELECT max(n) AS n FROM student').get()?.n ?? 0;
    const changed = this.#seen < 0 || profile !== this.#profile ? null : this.#changedSince(head);
    this.#profile = profile;
    if (changed === null || changed.length > SLICE) await this.#load(last + 1);
    else if (changed.length > 0) this.#refresh(last + 1, changed);
    this.#seen = head;
    this.version += 1;
  }

  #changedSince(head: number): { n: number; photo: number }[] {
    return this.#db
      .read<{ n: number; photo: number }>(
        `SELECT student_n AS n, max(entity <> 'review') AS photo FROM change
         WHERE seq > ? AND seq <= ? AND student_n IS NOT NULL GROUP BY student_n`,
      )
      .all(this.#seen, head);
  }

  async #load(size: number): Promise<void> {
    for (const role of PHOTO_ROLES) {
      this.#roles.set(role, empty(size));
      const rows = this.#db.read(
        `${ROWS} WHERE p.role = ? AND p.student_n > ? ORDER BY p.student_n LIMIT ${SLICE}`,
      );
      for (let after = 0; ; ) {
        let taken = 0;
        for (const row of rows.rawIterate(role, after)) {
          after = row[0] as number;
          this.#set(role, row);
          taken += 1;
        }
        if (taken < SLICE) break;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    this.#sources = new Uint8Array(size);
    for (const row of this.#db.read('SELECT n, sources FROM student').rawIterate()) {
      this.#sources[row[0] as number] = row[1] as number;
    }
    this.#twice = [];
    this.#markTwice();
    this.#remark();
  }

  #refresh(size: number, changed: readonly { n: number; photo: number }[]): void {
    for (const role of PHOTO_ROLES) {
      if (this.of(role).has.length < size) this.#roles.set(role, grown(this.of(role), size));
      const row = this.#db.read(`${ROWS} WHERE p.role = ? AND p.student_n = ?`);
      for (const { n } of changed) {
        clear(this.of(role), n);
        for (const one of row.rawIterate(role, n)) this.#set(role, one);
      }
    }
    if (this.#sources.length < size) {
      const larger = new Uint8Array(size + SLICE);
      larger.set(this.#sources);
      this.#sources = larger;
    }
    const sources = this.#db.read<{ sources: number }>('SELECT sources FROM student WHERE n = ?');
    for (const { n } of changed) this.#sources[n] = sources.get(n)?.sources ?? 0;
    if (changed.some(({ photo }) => photo === 1)) this.#markTwice();
    else for (const { n, role } of this.#twice) this.#mark(n, role);
    this.#remark();
  }

  #set(role: PhotoRole, row: readonly unknown[]): void {
    const [n, findings, profile, verdict, other, looked, way, value] = row as [
      number,
      string | null,
      string | null,
      string | null,
      number,
      number,
      LikenessWay | null,
      number | null,
    ];
    const facts = this.of(role);
    facts.has[n] = 1;
    const state: ReviewState =
      verdict === null ? (other === 1 ? 'changed' : 'unreviewed') : (verdict as ReviewState);
    facts.states[n] = REVIEW_STATES.indexOf(state);
    // 录取照片 are held to nothing that a profile says.
    facts.unjudged[n] = findings === null || (role === 'graduation' && profile !== this.#profile) ? 1 : 0;
    facts.looked[n] = looked;
    const hint = way === null ? null : likenessHint(way, value ?? 0);
    facts.likeness[n] = hint === null ? 0 : LIKENESS_HINTS.indexOf(hint) + 1;
    if (findings === null || findings === '[]') return;
    for (const { code, severity, params } of JSON.parse(findings) as PhotoFinding[]) {
      const kind = photoFindingKind(code, params);
      if (kind === null) continue;
      facts.findings[n]! |= 1 << PHOTO_FINDINGS.indexOf(kind);
      if (severity !== 'note') facts.warned[n] = 1;
    }
  }

  /** The very same bytes as the photo of another student, in whichever role. */
  #markTwice(): void {
    const before = this.#twice;
    this.#twice = this.#db
      .read<{ n: number; role: PhotoRole }>(
        `SELECT student_n AS n, role FROM photo WHERE hash IN
           (SELECT hash FROM photo GROUP BY hash HAVING count(DISTINCT student_n) > 1)`,
      )
      .all();
    const row = this.#db.read(`${ROWS} WHERE p.role = ? AND p.student_n = ?`);
    for (const { n, role } of before) {
      clear(this.of(role), n);
      for (const one of row.rawIterate(role, n)) this.#set(role, one);
    }
    for (const { n, role } of this.#twice) this.#mark(n, role);
  }

  /** Said of photos that are there: a list may be older than they are. */
  #remark(): void {
    for (const { n, role } of this.#alike) {
      const facts = this.of(role);
      if (facts.has[n] === 1) facts.findings[n]! |= ALIKE;
    }
  }

  #mark(n: number, role: PhotoRole): void {
    this.of(role).findings[n]! |= TWICE;
    this.of(role).warned[n] = 1;
  }
}

function empty(size: number): RoleFacts {
  return {
    has: new Uint8Array(size),
    states: new Uint8Array(size),
    findings: new Uint32Array(size),
    warned: new Uint8Array(size),
    unjudged: new Uint8Array(size),
    looked: new Uint8Array(size),
    likeness: new Uint8Array(size),
  };
}

function grown(facts: RoleFacts, size: number): RoleFacts {
  const larger = empty(size + SLICE);
  for (const name of Object.keys(larger) as (keyof RoleFacts)[]) larger[name].set(facts[name]);
  return larger;
}

function clear(facts: RoleFacts, n: number): void {
  for (const column of Object.values(facts)) column[n] = 0;
}
