import { KEY_FIELDS } from '../../../shared/domain/studentFields.ts';
import { type ReadVerdict, readVerdict } from '../../../shared/domain/verdictWords.ts';
import type { EventSource, Verdict } from '../../../shared/domain/verificationStatus.ts';
import type { ParsedRow } from '../createRowReader.ts';
import { isDistrustedNumber } from '../validate/columnWatch.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import { GrowingNumbers } from './growingNumbers.ts';
import { matchStudent } from './matchStudent.ts';
import { noteMatch } from './noteMatch.ts';
import { offerLeadingZeros } from './offerLeadingZeros.ts';
import { offerWholeNumber } from './offerWholeNumber.ts';
import type { OfferStore, PlannedRow } from './plannedRow.ts';
import { plannedRowOf } from './plannedRowOf.ts';
import { PlannedRows } from './plannedRows.ts';
import { TwinRows } from './TwinRows.ts';
import { isTaken, type TakenSuggestions, takeAllOf } from './takenSuggestions.ts';
import { ValueBytes } from './valueBytes.ts';

/** The newest verdict that is held of a student in the campaign. */
export interface HeldVerdict {
  verdict: Verdict;
  source: EventSource;
  saidAt: number | null;
}

export interface StatusStore extends OfferStore {
  held(studentN: number): HeldVerdict | null;
  /** Whether a list already said just this, at just this time. */
  said(studentN: number, verdict: Verdict, saidAt: number): boolean;
}

/** Registered by people: a list never overrides these, it only makes a person look. */
const BY_HAND: readonly EventSource[] = ['staff', 'counter', 'class-sheet'];

/** Plans the rows of a verification status list. */
export class StatusPlanner {
  readonly rows = new PlannedRows();
  readonly #store: StatusStore;
  readonly #twins = new TwinRows(this.rows, 'verdict', ({ verdict }) => verdict!.verdict);
  readonly #taken: TakenSuggestions;
  /** Rows of nobody whose number ends as a rounded one does, in case the whole column turns out to be rounded. */
  readonly #doubtful = new GrowingNumbers();
  #doubtfulCount = 0;
  /** What each of these says, which is planned only then. */
  readonly #extras = new ValueBytes();

  readonly #verdictOf: (words: string) => ReadVerdict | null;

  constructor(store: StatusStore, taken: TakenSuggestions = takeAllOf(), verdictOf = readVerdict) {
    this.#store = store;
    this.#taken = taken;
    this.#verdictOf = verdictOf;
  }

  add(parsed: ParsedRow): PlannedRow {
    const planned = plannedRowOf(parsed);
    const at = this.rows.push(planned);
    if (parsed.kind !== 'data') return planned;
    offerLeadingZeros(planned, this.#store, isTaken(this.#taken, 'leadingZeros', planned));
    // Only a row that nothing else identifies needs its number: the list's own is not stored.
    const isFound = !hasKey(planned) && this.#findWhole(planned);
    if (parsed.identified ? this.#keepsKey(planned) : isFound) this.#plan(planned, parsed.extra, at);
    const { idNumber } = planned.values;
    const isUnknown = planned.findings.some(({ code }) => code === 'STUDENT_UNKNOWN');
    if (isUnknown && idNumber && isDistrustedNumber(idNumber)) {
      this.#doubtful.set(this.#doubtfulCount++, at);
      this.#doubtful.set(this.#doubtfulCount++, this.#extras.add(parsed.extra));
    }
    return planned;
  }

  /** `distrusted`: the heading of a column in which rounded numbers can't be told from whole ones. */
  end(distrusted: string | null = null): void {
    if (distrusted === null) return;
    for (let doubtful = 0; doubtful < this.#doubtfulCount; doubtful += 2) {
      const at = this.#doubtful.get(doubtful);
      const extra = this.#extras.get(this.#doubtful.get(doubtful + 1)) as ParsedRow['extra'];
      this.rows.change(at, (planned) => this.#planAgain(planned, extra, at, distrusted));
    }
  }

  #planAgain(planned: PlannedRow, extra: ParsedRow['extra'], at: number, distrusted: string): void {
    const value = planned.values.idNumber ?? null;
    planned.values = { ...planned.values, idNumber: null };
    planned.findings = planned.findings.filter(({ code }) => code !== 'STUDENT_UNKNOWN');
    const lost = { row: planned.row, column: distrusted, field: 'idNumber', value };
    planned.findings.push(makeFinding('ID_DIGITS_LOST', { ...lost, case: 'distrusted' }));
    const isFound = this.#findWhole(planned);
    if (isFound || this.#keepsKey(planned)) this.#plan(planned, extra, at);
  }

  #findWhole(planned: PlannedRow): boolean {
    return offerWholeNumber(planned, this.#store, isTaken(this.#taken, 'lostDigits', planned));
  }

  /** Whether what was held back leaves a number to identify the student by; says so where not. */
  #keepsKey(planned: PlannedRow): boolean {
    if (hasKey(planned)) return true;
    planned.findings.push(makeFinding('REQUIRED_MISSING', { case: 'key', row: planned.row }));
    return false;
  }

  #plan(planned: PlannedRow, extra: ParsedRow['extra'], at: number): void {
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
    const student = noteMatch(planned, match);
    if (student === null) return;
    const words = extra.verdict ?? null;
    const said = words === null ? null : this.#verdictOf(words);
    if (said === null) {
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
      verdict: said.verdict,
      saidAt: beijingTime(extra.verifiedAt ?? null),
      note: [said.note, extra.note ?? ''].filter((note) => note !== '').join('；'),
      source: 'status-list',
    };
    this.#compare(planned, planned.verdict.verdict, student.n, at);
  }

  #compare(planned: PlannedRow, verdict: Verdict, studentN: number, at: number): void {
    if (this.#twins.settle(studentN, planned, at)) return;
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

function hasKey({ values }: PlannedRow): boolean {
  return KEY_FIELDS.some((field) => values[field]);
}

const BEIJING = '+08:00';

/** A list's time is Chinese time; a day without a time counts from its beginning. */
function beijingTime(text: string | null): number | null {
  if (text === null) return null;
  const [day, time] = text.split(' ');
  const instant = Date.parse(`${day}T${time ?? '00:00:00'}${BEIJING}`);
  return Number.isNaN(instant) ? null : instant;
}
