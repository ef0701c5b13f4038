import type { Finding } from '../../../shared/domain/findings.ts';
import { type IdentityFlag, readIdentityFlag, remarkWithFlag } from '../../../shared/domain/identityFlag.ts';
import { identityFlagOf } from '../../../shared/domain/verificationStatus.ts';
import type { ParsedRow } from '../createRowReader.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import { type FindByKey, matchStudent } from './matchStudent.ts';
import { noteMatch } from './noteMatch.ts';
import type { PlannedRow } from './plannedRow.ts';
import { plannedRowOf } from './plannedRowOf.ts';
import { PlannedRows } from './plannedRows.ts';
import { TwinRows } from './TwinRows.ts';

/** The remarks that are held of a student; null where there is none. */
export interface HeldRemarks {
  chsi: string | null;
  /** Staff's own word, which stands before 学信网's. */
  staff: string | null;
  /** What the other sources say, the first in precedence that says anything. */
  others: string | null;
}

export interface FlagStore {
  find: FindByKey;
  remarks(studentN: number): HeldRemarks;
  /** The students in whose 学信网 record a flag stands. */
  flagged(): { n: number; name: string | null; studentNo: string | null; flag: string }[];
}

/** Students who are named one by one among those whom the file leaves out. */
const NAMED_ONE_BY_ONE = 50;

/** Plans the rows of a 人像比对 list, or of a 在校生名单 whose remark column is one. */
export class FlagPlanner {
  readonly rows = new PlannedRows();
  readonly #store: FlagStore;
  readonly #ofRemarks: boolean;
  readonly #clearBlank: boolean;
  readonly #twins = new TwinRows(this.rows, 'identityFlag', ({ flag }) => flag!.to);
  /** Students whom the file names, however surely. */
  readonly #named = new Set<number>();

  /** `clearBlank`: a person said that where the file shows no flag any more, there is none. */
  constructor(store: FlagStore, { ofRemarks, clearBlank }: { ofRemarks: boolean; clearBlank: boolean }) {
    this.#store = store;
    this.#ofRemarks = ofRemarks;
    this.#clearBlank = clearBlank;
  }

  add(parsed: ParsedRow): PlannedRow {
    const planned = plannedRowOf(parsed);
    const at = this.rows.push(planned);
    if (parsed.kind !== 'data' || !parsed.identified) return planned;
    this.#plan(planned, parsed.extra.identityFlag ?? null, at);
    return planned;
  }

  #plan(planned: PlannedRow, text: string | null, at: number): void {
    const match = matchStudent(planned.row, planned.values, this.#store.find);
    const saying = readIdentityFlag(text, this.#ofRemarks);
    if (match.kind === 'unknown') {
      const { row, values } = planned;
      // Of somebody who is not held and has no flag there is nothing to write down.
      if (saying.kind === 'nothing' || saying.kind === 'passed') planned.outcome = 'unchanged';
      const unknown = { case: planned.outcome === 'unchanged' ? 'no-flag' : 'flag', row, field: 'name' };
      planned.findings.push(makeFinding('STUDENT_UNKNOWN', { ...unknown, value: values.name ?? null }));
      return;
    }
    if (match.student) this.#named.add(match.student.n);
    const student = noteMatch(planned, match);
    if (student === null) return;
    const held = this.#store.remarks(student.n);
    const before = (identityFlagOf(held.chsi)?.flag ?? null) as IdentityFlag | null;
    const about = { row: planned.row, field: 'identityFlag', value: text };
    if (saying.kind === 'unknown') {
      planned.findings.push(makeFinding('UNKNOWN_CODE', { ...about, case: 'flag' }));
      return;
    }
    planned.flag = { from: before, to: saying.kind === 'flag' ? saying.flag : null };
    if (this.#twins.settle(student.n, planned, at)) return;
    planned.outcome = outcomeOf(planned.flag);
    if (saying.kind === 'nothing' && before !== null) {
      if (!this.#clearBlank) planned.outcome = 'ambiguous';
      planned.findings.push(
        makeFinding('FLAG_GONE', {
          ...about,
          case: this.#clearBlank ? 'cleared' : null,
          value: before,
        }),
      );
    }
    if (planned.outcome !== 'ambiguous') tellWhatStandsBefore(planned, held);
  }

  /** Flagged students whom the file does not name keep their flag, and are told. */
  end(): { missing: number; findings: Finding[] } {
    const left = this.#store.flagged().filter(({ n }) => !this.#named.has(n));
    const findings = left.slice(0, NAMED_ONE_BY_ONE).map(({ name, studentNo, flag }) =>
      makeFinding('FLAG_GONE', {
        case: 'not-named',
        field: 'identityFlag',
        value: flag,
        params: { name: name ?? '', key: studentNo ?? '' },
      }),
    );
    return { missing: left.length, findings };
  }
}

function outcomeOf({ from, to }: NonNullable<PlannedRow['flag']>): PlannedRow['outcome'] {
  if (from === to) return 'unchanged';
  return from === null ? 'created' : 'updated';
}

/** A remark of staff's own, or of another source, may say something else than 学信网's: then that is what is shown. */
function tellWhatStandsBefore(planned: PlannedRow, { chsi, staff, others }: HeldRemarks): void {
  const { to } = planned.flag!;
  const shown = staff ?? remarkWithFlag(chsi, to) ?? others;
  if ((identityFlagOf(shown)?.flag ?? null) === to) return;
  planned.findings.push(
    makeFinding('STATUS_SET_BY_HAND', {
      case: 'remark',
      row: planned.row,
      field: 'remark',
      value: shown,
    }),
  );
}
