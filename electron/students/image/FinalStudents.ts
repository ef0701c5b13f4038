import type { FacetField } from '../../../shared/domain/studentFields.ts';
import { STATUSES } from '../../../shared/domain/verificationStatus.ts';
import type { ReadDb } from '../../db/database.ts';
import {
  FINAL_PART,
  type FinalGroup,
  finalParts,
  hasFinal,
  NOBODY,
  placeOfMark,
} from '../../db/tables/finalTable.ts';
import { compareNames } from './compareNames.ts';
import type { Grouping } from './StudentGroups.ts';

/** The fields by which a closed campaign is counted, as they were then. */
const FINAL_FIELDS = ['collegeName', 'majorName', 'className', 'counsellor'] as const satisfies FacetField[];

/** What became of every student of a closed campaign: whatever is imported later, this stays. */
export class FinalStudents {
  readonly statuses: Uint8Array;
  readonly members: Uint8Array;
  readonly verdictDays: Uint16Array;
  readonly groups: readonly FinalGroup[];
  /** The group of each member, by n. */
  readonly groupOf: Uint32Array;

  private constructor(db: ReadDb, campaign: string) {
    const parts = [...finalParts(db, campaign)];
    const size = ((parts.at(-1)?.part ?? -1) + 1) * FINAL_PART;
    this.statuses = new Uint8Array(size).fill(STATUSES.indexOf('excluded'));
    this.members = new Uint8Array(size);
    this.verdictDays = new Uint16Array(size);
    this.groupOf = new Uint32Array(size);
    const groups: FinalGroup[] = [];
    const known = new Map<string, number>();
    for (const { part, legend, marks, groups: own, groupRuns, dayRuns } of parts) {
      const places = own.map((group) => {
        const key = JSON.stringify(group);
        const place = known.get(key) ?? groups.push(group) - 1;
        known.set(key, place);
        return place;
      });
      const statusOf = legend.map(({ status }) => STATUSES.indexOf(status));
      const nextGroup = valuesOf(groupRuns);
      const nextDay = valuesOf(dayRuns);
      for (let at = 0; at < marks.length; at++) {
        if (marks[at] === NOBODY) continue;
        const n = part * FINAL_PART + at;
        this.members[n] = 1;
        this.statuses[n] = statusOf[placeOfMark(marks, at)]!;
        this.groupOf[n] = places[nextGroup()]!;
        this.verdictDays[n] = nextDay();
      }
    }
    this.groups = groups;
  }

  /** Null: none is kept of this campaign. */
  static read(db: ReadDb, campaign: string): FinalStudents | null {
    return hasFinal(db, campaign) ? new FinalStudents(db, campaign) : null;
  }

  /** A field as it was then, by group; null: it was not kept. */
  column(field: string): { codes: Uint32Array; values: string[] } | null {
    const at = FINAL_FIELDS.indexOf(field as (typeof FINAL_FIELDS)[number]);
    return at < 0 ? null : { codes: this.groupOf, values: this.groups.map((group) => String(group[at])) };
  }

  /** The students by some of the fields that were kept, groups in the order of lists. */
  grouping(fields: readonly FacetField[]): Grouping {
    const columns = fields.map((field) => this.column(field)!.values);
    const names = new Map<string, string[]>();
    const keys = this.groups.map((_, place) => {
      const name = columns.map((values) => values[place]!);
      const key = JSON.stringify(name);
      names.set(key, name);
      return key;
    });
    const sorted = [...names].sort(([, one], [, other]) => compareGroups(one, other));
    const places = new Map(sorted.map(([key], place) => [key, place]));
    const placeOf = Uint32Array.from(keys, (key) => places.get(key)!);
    const groupOf = this.groupOf.map((group) => placeOf[group] ?? 0);
    return { names: sorted.map(([, name]) => name), groupOf };
  }
}

function compareGroups(one: readonly string[], other: readonly string[]): number {
  for (const [at, name] of one.entries()) {
    const order = compareNames(name, other[at]!);
    if (order !== 0) return order;
  }
  return 0;
}

/** Gives the values of runs one after the other. */
function valuesOf(runs: readonly [value: number, count: number][]): () => number {
  let run = 0;
  let used = 0;
  return () => {
    while (used >= runs[run]![1]) {
      run++;
      used = 0;
    }
    used++;
    return runs[run]![0];
  };
}
