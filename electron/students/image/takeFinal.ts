import type { ReadDb } from '../../db/database.ts';
import {
  FINAL_PART,
  type FinalGroup,
  type FinalOutcome,
  type FinalPart,
  markOf,
  NOBODY,
} from '../../db/tables/finalTable.ts';
import type { DueDays } from '../DueDays.ts';
import type { CampaignStatuses } from './CampaignStatuses.ts';
import type { StudentImage } from './StudentImage.ts';

/** What has become of every student of an open campaign, with the reason, to be kept when it is closed. */
export function takeFinal(
  db: ReadDb,
  image: StudentImage,
  statuses: CampaignStatuses,
  due: DueDays,
  now: number,
): FinalPart[] {
  const { collegeName, majorName, className, counsellor } = image.facets;
  const columns = [collegeName, majorName, className, counsellor];
  const outcomeOf = statuses.outcomes(db, now);
  const parts: FinalPart[] = [];
  let making: PartMaker | null = null;
  for (let n = 1; n < image.size; n++) {
    if (statuses.members[n] === 0) continue;
    const part = Math.floor(n / FINAL_PART);
    if (making?.part !== part) {
      if (making) parts.push(making.made());
      making = new PartMaker(part);
    }
    const key = `${collegeName.codes[n]} ${majorName.codes[n]} ${className.codes[n]} ${counsellor.codes[n]} ${due.of(n)}`;
    const group = () => [...columns.map((column) => column.valueOf(n)), due.of(n)] as FinalGroup;
    making.add(n, outcomeOf(n), key, group, statuses.verdictDays[n]!);
  }
  // A campaign of nobody keeps that, too.
  parts.push((making ?? new PartMaker(0)).made());
  return parts;
}

class PartMaker {
  readonly part: number;
  /** The place of each outcome in the legend, and of each group. */
  readonly #legend = new Map<FinalOutcome, number>();
  readonly #groups = new Map<string, number>();
  readonly #groupValues: FinalGroup[] = [];
  readonly #groupRuns: [number, number][] = [];
  readonly #dayRuns: [number, number][] = [];
  #marks = '';

  constructor(part: number) {
    this.part = part;
  }

  /** `key`: equal for equal groups. */
  add(n: number, outcome: FinalOutcome, key: string, group: () => FinalGroup, day: number): void {
    let place = this.#legend.get(outcome);
    if (place === undefined) {
      place = this.#legend.size;
      this.#legend.set(outcome, place);
    }
    this.#marks = this.#marks.padEnd(n % FINAL_PART, NOBODY) + markOf(place);
    let met = this.#groups.get(key);
    if (met === undefined) {
      met = this.#groupValues.push(group()) - 1;
      this.#groups.set(key, met);
    }
    addToRuns(this.#groupRuns, met);
    addToRuns(this.#dayRuns, day);
  }

  made(): FinalPart {
    return {
      part: this.part,
      legend: [...this.#legend.keys()].map(({ status, reason }) => ({ status, reason })),
      marks: this.#marks,
      groups: this.#groupValues,
      groupRuns: this.#groupRuns,
      dayRuns: this.#dayRuns,
    };
  }
}

function addToRuns(runs: [value: number, count: number][], value: number): void {
  const last = runs.at(-1);
  if (last && last[0] === value) last[1]++;
  else runs.push([value, 1]);
}
