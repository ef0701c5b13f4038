import { verdictOfWords } from '../../../shared/domain/verdictWords.ts';
import type { EventSource, Verdict } from '../../../shared/domain/verificationStatus.ts';
import type { ParsedRow } from '../createRowReader.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import { type FindByKey, matchStudent } from './matchStudent.ts';
import type { PlannedRow } from './plannedRow.ts';
import { settleTwins } from './settleTwins.ts';

/** The newest verdict that is held of a student in the campaign. */
export interface HeldVerdict {
  verdict: Verdict;
  source: EventSource;
  saidAt: number | null;
}

export interface StatusStore {
  find: FindByKey;
  held(studentN: number): HeldVerdict | null;
  /** Whether a list already said just this, at just this time. */
  said(studentN: number, verdict: Verdict, saidAt: number): boolean;
}

/** Registered by people: a list never overrides these, it only makes a person look. */
const BY_HAND: readonly EventSource[] = ['staff', 'counter', 'class-sheet'];

/** Plans the rows of a verification status list. */
export class StatusPlanner {
  readonly rows: PlannedRow[] = [];
  readonly #store: StatusStore;
  /** Per student the rows that name them, the first one first. */
  readonly #seen = new Map<number, PlannedRow[]>();

  constructor(store: StatusStore) {
    this.#store = store;
  }

  add(parsed: ParsedRow): PlannedRow {
    const planned: PlannedRow = {
      row: parsed.row,
      sheet: parsed.sheet ?? null,
      outcome: parsed.kind === 'data' ? 'rejected' : 'dropped',
      student: null,
      isNew: false,
      values: parsed.values,
      verdict: null,
      findings: parsed.findings,
    };
    this.rows.push(planned);
    if (parsed.kind === 'data' && parsed.identified) this.#plan(planned, parsed);
    return planned;
  }

  #plan(planned: PlannedRow, parsed: ParsedRow): void {
    const match = matchStudent(planned.row, planned.values, this.#store.find);
    if (match.kind === 'unknown') {
      planned.findings.push(
        makeFinding('STUDENT_UNKNOWN', {
          row: planned.row,
          field: 'name',
          value: planned.values.name ?? null,
        }),
      );
      return;
    }
    planned.findings.push(...match.findings);
    planned.student = match.student?.id ?? null;
    if (match.kind === 'ambiguous') {
      planned.outcome = 'ambiguous';
      return;
    }
    const words = parsed.extra.verdict ?? null;
    const verdict = words === null ? null : verdictOfWords(words);
    if (verdict === null) {
      planned.findings.push(
        words === null
          ? makeFinding('REQUIRED_MISSING', { case: 'verdict', row: planned.row, field: 'verdict' })
          : makeFinding('UNKNOWN_CODE', {
              case: 'verdict',
              row: planned.row,
              field: 'verdict',
              value: words,
            }),
      );
      return;
    }
    planned.verdict = {
      verdict,
      saidAt: beijingTime(parsed.extra.verifiedAt ?? null),
      note: parsed.extra.note ?? '',
      source: 'status-list',
    };
    this.#compare(planned, planned.verdict.verdict, match.student.n);
  }

  #compare(planned: PlannedRow, verdict: Verdict, studentN: number): void {
    const rows = this.#seen.get(studentN);
    if (rows) {
      rows.push(planned);
      settleTwins(rows, 'verdict', ({ verdict }) => verdict!.verdict);
      return;
    }
    this.#seen.set(studentN, [planned]);
    const held = this.#store.held(studentN);
    if (held === null) {
      // That nothing has happened yet is what is known of everybody: nothing to write down.
      planned.outcome = verdict === 'unverified' ? 'unchanged' : 'created';
      return;
    }
    const { saidAt } = planned.verdict!;
    const sameTime = saidAt === null || saidAt === held.saidAt;
    if (held.verdict === verdict && (sameTime || BY_HAND.includes(held.source))) {
      planned.outcome = 'unchanged';
      return;
    }
    if (BY_HAND.includes(held.source)) {
      planned.outcome = 'ambiguous';
      planned.findings.push(
        makeFinding('STATUS_SET_BY_HAND', {
          row: planned.row,
          field: 'verdict',
          value: verdict,
          params: { held: held.verdict },
        }),
      );
      return;
    }
    // An older word stays behind the newest one; saying it again adds nothing.
    const isKnown = saidAt !== null && this.#store.said(studentN, verdict, saidAt);
    planned.outcome = isKnown ? 'unchanged' : 'updated';
  }
}

const BEIJING = '+08:00';

/** A list's time is Chinese time; a day without a time counts from its beginning. */
function beijingTime(text: string | null): number | null {
  if (text === null) return null;
  const [day, time] = text.split(' ');
  const instant = Date.parse(`${day}T${time ?? '00:00:00'}${BEIJING}`);
  return Number.isNaN(instant) ? null : instant;
}
