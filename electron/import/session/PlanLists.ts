import type {
  PlannedRow as PlannedRowView,
  PlanSummary,
  Suggestion,
} from '../../../shared/contract/imports.ts';
import {
  FINDING_CODES,
  type Finding,
  OUTCOMES,
  type OutcomeCounts,
} from '../../../shared/domain/findings.ts';
import { SUGGESTION_KINDS, type SuggestionKind } from '../../../shared/domain/suggestions.ts';
import { giveWay } from '../../db/giveWay.ts';
import { GrowingNumbers } from '../reconcile/growingNumbers.ts';
import { needsPerson, type Offer, type PlannedRow, type RowList } from '../reconcile/plannedRow.ts';
import type { BulkRequest, RowsRequest, SuggestionsRequest } from './importSession.ts';
import { type ListedRow, maskedFinding } from './planView.ts';

type ListedWithOffers = ListedRow & Pick<PlannedRow, 'offers'>;
type FindingCount = PlanSummary['findings'][number];

const CODE_NUMBER = new Map(FINDING_CODES.map((code, index) => [code, index]));
const NEEDS_PERSON = 0x80;
const BREATHE_EVERY = 10_000;

/**
 * Where in a plan what lies, some twenty bytes a row, gathered in one pass when the plan is made: every page of its
 * lists is then answered without going through its rows, of which there may be a million.
 */
export class PlanLists<Row extends ListedWithOffers> {
  readonly #rows: RowList<Row>;
  /** By row its outcome, and whether it needs a person. */
  readonly #outcomes: Uint8Array;
  /** By row the codes of its findings, a bit each: of the first 32 codes, of the next ones, and so on. */
  readonly #codes: readonly Uint32Array[];
  /** By row how many findings there are before its own. */
  readonly #before: Uint32Array;
  /** Of each kind by offer its row. */
  readonly #offers = new Map<SuggestionKind, { rows: GrowingNumbers; count: number; taken: number }>();
  readonly #findingCounts = new Map<string, FindingCount>();
  /** Fields whose numbers lack zeros in front, and how many. */
  readonly shortNumbers = new Map<string, number>();

  private constructor(rows: RowList<Row>) {
    this.#rows = rows;
    this.#outcomes = new Uint8Array(rows.length);
    this.#codes = Array.from(
      { length: Math.ceil(FINDING_CODES.length / 32) },
      () => new Uint32Array(rows.length),
    );
    this.#before = new Uint32Array(rows.length + 1);
  }

  /** Errors: CANCELLED. */
  static async of<Row extends ListedWithOffers>(
    rows: RowList<Row>,
    signal: AbortSignal,
  ): Promise<PlanLists<Row>> {
    const lists = new PlanLists(rows);
    for (let at = 0; at < rows.length; at++) {
      lists.#see(at, rows.at(at)!);
      if (at % BREATHE_EVERY !== 0) continue;
      await giveWay(signal);
    }
    return lists;
  }

  #see(at: number, row: Row): void {
    const { outcome, findings, offers } = row;
    this.#outcomes[at] = OUTCOMES.indexOf(outcome) | (needsPerson({ outcome, findings }) ? NEEDS_PERSON : 0);
    this.#before[at + 1] = this.#before[at]! + findings.length;
    for (const finding of findings) {
      const number = CODE_NUMBER.get(finding.code)!;
      this.#codes[number >> 5]![at]! |= 1 << (number & 31);
      addTo(this.#findingCounts, finding);
    }
    for (const { kind, field, taken } of offers ?? []) {
      const entry = this.#offers.get(kind) ?? { rows: new GrowingNumbers(), count: 0, taken: 0 };
      this.#offers.set(kind, entry);
      entry.rows.set(entry.count++, at);
      if (taken) entry.taken++;
      if (kind === 'leadingZeros') this.shortNumbers.set(field, (this.shortNumbers.get(field) ?? 0) + 1);
    }
  }

  counts(): OutcomeCounts {
    const counts = { created: 0, updated: 0, unchanged: 0, ambiguous: 0, rejected: 0, dropped: 0 };
    for (const marks of this.#outcomes) counts[OUTCOMES[marks & ~NEEDS_PERSON]!]++;
    return { rows: this.#rows.length, ...counts };
  }

  /** `ofFile`: what is said of the file as a whole. */
  findingCounts(ofFile: readonly Finding[]): FindingCount[] {
    const counts = new Map<string, FindingCount>();
    for (const finding of ofFile) addTo(counts, finding);
    for (const finding of this.#findingCounts.values()) addTo(counts, finding, finding.count);
    return [...counts.values()];
  }

  offered(): PlanSummary['offered'] {
    return SUGGESTION_KINDS.flatMap((kind) => {
      const { count, taken } = this.#offers.get(kind) ?? { count: 0, taken: 0 };
      return count === 0 ? [] : [{ kind, count, taken }];
    });
  }

  rows(
    { offset, limit, outcomes, code }: RowsRequest,
    show: (row: Row) => PlannedRowView,
  ): { total: number; items: PlannedRowView[] } {
    const asked = outcomes.reduce((bits, outcome) => bits | (1 << OUTCOMES.indexOf(outcome)), 0);
    const number = code === null ? 0 : CODE_NUMBER.get(code)!;
    const codes = this.#codes[number >> 5]!;
    const bit = 1 << (number & 31);
    const items: PlannedRowView[] = [];
    let total = 0;
    for (let at = 0; at < this.#rows.length; at++) {
      if (asked !== 0 && (asked & (1 << (this.#outcomes[at]! & ~NEEDS_PERSON))) === 0) continue;
      if (code !== null && (codes[at]! & bit) === 0) continue;
      if (total >= offset && items.length < limit) items.push(show(this.#rows.at(at)!));
      total++;
    }
    return { total, items };
  }

  /** What is said of the file as a whole, then what is said of its rows. */
  findings(
    ofFile: readonly Finding[],
    { offset, limit, unmasked }: BulkRequest & { unmasked: boolean },
  ): { total: number; items: Finding[] } {
    const total = ofFile.length + this.#before[this.#rows.length]!;
    const items = ofFile.slice(offset, offset + limit);
    const from = Math.max(offset, ofFile.length) - ofFile.length;
    let row = this.#rowOfFinding(from);
    let skip = from - (this.#before[row] ?? 0);
    for (; items.length < limit && row < this.#rows.length; row++) {
      if (this.#before[row] === this.#before[row + 1]) continue;
      const { findings, sheet } = this.#rows.at(row)!;
      for (const each of findings.slice(skip, skip + limit - items.length)) {
        items.push(sheet ? { ...each, sheet } : each);
      }
      skip = 0;
    }
    return { total, items: unmasked ? items : items.map(maskedFinding) };
  }

  /** The row in which the finding of this number stands, all findings of rows numbered from 0. */
  #rowOfFinding(number: number): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#before[middle + 1]! > number) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** In the order of the file. */
  suggestions(
    { kind, offset, limit }: SuggestionsRequest,
    show: (row: Row, offer: Offer) => Suggestion,
  ): { total: number; items: Suggestion[] } {
    const { rows, count } = this.#offers.get(kind) ?? { rows: new GrowingNumbers(), count: 0 };
    const items: Suggestion[] = [];
    for (let number = offset; number < Math.min(offset + limit, count); number++) {
      const at = rows.get(number);
      // A row may offer several of a kind.
      let before = 0;
      while (number - before > 0 && rows.get(number - before - 1) === at) before++;
      const row = this.#rows.at(at)!;
      items.push(show(row, row.offers!.filter((each) => each.kind === kind)[before]!));
    }
    return { total: count, items };
  }

  /** The indices of the rows that somebody has to look at. */
  *needingPerson(): Generator<number, void, undefined> {
    for (let at = 0; at < this.#outcomes.length; at++) if (this.#outcomes[at]! & NEEDS_PERSON) yield at;
  }
}

function addTo(
  counts: Map<string, FindingCount>,
  { code, severity }: Pick<Finding, 'code' | 'severity'>,
  more = 1,
) {
  const key = `${severity} ${code}`;
  const entry = counts.get(key);
  if (entry) entry.count += more;
  else counts.set(key, { code, severity, count: more });
}
