import type { ChaseQuery, ChaseRules } from '../../shared/contract/chase.ts';
import {
  CHASE_REASONS,
  type ChaseReason,
  type ChaseReasonCode,
  chaseReason,
} from '../../shared/domain/chaseReason.ts';
import {
  CHASE_STATES,
  type ChaseContact,
  type ChaseStanding,
  type ChaseState,
  chaseStanding,
} from '../../shared/domain/chaseStanding.ts';
import { dayOfNumber } from '../../shared/domain/daysLeft.ts';
import type { FacetField } from '../../shared/domain/studentFields.ts';
import { isSettled, type Status } from '../../shared/domain/verificationStatus.ts';

/** The students of a query, by n in the order of its list, with what decides about chasing them. */
export interface Listing {
  ns: Uint32Array;
  statusOf(n: number): Status;
  /** Days since 1970-01-01; 0: nobody said anything. */
  verdictDayOf(n: number): number;
  wordOf(field: FacetField, n: number): string;
  codeOf(field: FacetField, n: number): number;
}

export interface WorklistBasis {
  listing: Listing;
  /** By n, oldest first. */
  contacts: ReadonlyMap<number, readonly ChaseContact[]>;
  rules: ChaseRules;
  /** By n: no mail reaches them, or whoever looks after their class. */
  unreachable: ReadonlySet<number>;
  /** YYYY-MM-DD in China. */
  today: string;
  isAboutGraduationPhoto: boolean;
}

export interface WorklistCounts {
  total: number;
  states: Partial<Record<ChaseState, number>>;
  reasons: Partial<Record<ChaseReasonCode, number>>;
  unreachable: number;
}

type Filter = Pick<ChaseQuery, 'states' | 'reasons' | 'unreachable'>;

/** All of a list. */
export const EVERYBODY: Filter = { states: [], reasons: [], unreachable: false };

/** What a 采集码 depends on. */
const CODE_FIELDS = [
  'registrationStatus',
  'expectedGraduationDate',
  'mode',
  'idType',
] as const satisfies FacetField[];
const BROKEN = CHASE_STATES.indexOf('broken');

/** Who of a listing is to be chased, each with a state and a reason; very many share few reasons, which are kept once. */
export class Worklist {
  readonly #basis: WorklistBasis;
  readonly #ns: Uint32Array;
  readonly #states: Uint8Array;
  readonly #reasons: Uint32Array;
  readonly #known: ChaseReason[] = [];
  readonly #byKey = new Map<string, number>();

  constructor(basis: WorklistBasis) {
    this.#basis = basis;
    const { ns, statusOf } = basis.listing;
    this.#ns = ns.filter((n) => !isSettled(statusOf(n)));
    this.#states = new Uint8Array(this.#ns.length);
    this.#reasons = new Uint32Array(this.#ns.length);
    const never = CHASE_STATES.indexOf('never');
    for (const [index, n] of this.#ns.entries()) {
      const standing = basis.contacts.has(n) ? this.standingOf(n) : null;
      this.#states[index] = standing === null ? never : CHASE_STATES.indexOf(standing.state);
      this.#reasons[index] = this.#reasonIndex(n, standing);
    }
  }

  standingOf(n: number): ChaseStanding {
    const { contacts, rules, today } = this.#basis;
    return chaseStanding(contacts.get(n) ?? [], { today, escalateAfter: rules.escalateAfter });
  }

  /** Whether a student, of the list or not, is not done. */
  isChased(n: number): boolean {
    return !isSettled(this.#basis.listing.statusOf(n));
  }

  /** The reason of a student of the list. */
  reasonOf(n: number): ChaseReason {
    return this.#known[this.#reasonIndex(n, this.standingOf(n))]!;
  }

  /** Most pressing state first, of broken promises the oldest first, else in the order of the listing. */
  find(filter: Filter): Uint32Array {
    const groups: number[][] = CHASE_STATES.map(() => []);
    for (const index of this.#matching(filter)) groups[this.#states[index]!]!.push(this.#ns[index]!);
    const promised = new Map(groups[BROKEN]!.map((n) => [n, this.standingOf(n).promise ?? '']));
    groups[BROKEN]!.sort((one, other) =>
      promised.get(one)! < promised.get(other)! ? -1 : promised.get(one)! > promised.get(other)! ? 1 : 0,
    );
    return Uint32Array.from(groups.flat());
  }

  /** A filter is left out of its own counts. */
  counts(filter: Filter): WorklistCounts {
    const byState = new Uint32Array(CHASE_STATES.length);
    const byReason = new Map<ChaseReasonCode, number>();
    let total = 0;
    let unreachable = 0;
    for (const _ of this.#matching(filter)) total++;
    for (const _ of this.#matching({ ...filter, unreachable: true })) unreachable++;
    for (const index of this.#matching({ ...filter, states: [] })) byState[this.#states[index]!]!++;
    for (const index of this.#matching({ ...filter, reasons: [] })) {
      const { code } = this.#known[this.#reasons[index]!]!;
      byReason.set(code, (byReason.get(code) ?? 0) + 1);
    }
    const inOrder = CHASE_REASONS.flatMap((code) =>
      byReason.has(code) ? [[code, byReason.get(code)!]] : [],
    );
    return { total, unreachable, states: namedStates(byState), reasons: Object.fromEntries(inOrder) };
  }

  /** Counts by the values of these fields, in the order in which the listing first has them. */
  groups(
    filter: Filter,
    fields: readonly FacetField[],
  ): { group: string[]; total: number; states: WorklistCounts['states'] }[] {
    const { codeOf, wordOf } = this.#basis.listing;
    const found = new Map<string, { group: string[]; total: number; byState: Uint32Array }>();
    // A listing goes class by class: most students are of the same group as the one before.
    let codes: number[] = [];
    let group: { group: string[]; total: number; byState: Uint32Array } | undefined;
    for (const index of this.#matching(filter)) {
      const n = this.#ns[index]!;
      if (!group || fields.some((field, at) => codeOf(field, n) !== codes[at])) {
        codes = fields.map((field) => codeOf(field, n));
        const key = codes.join();
        group = found.get(key);
        if (!group) {
          const byState = new Uint32Array(CHASE_STATES.length);
          group = { group: fields.map((field) => wordOf(field, n)), total: 0, byState };
          found.set(key, group);
        }
      }
      group.total++;
      group.byState[this.#states[index]!]!++;
    }
    return [...found.values()].map(({ group, total, byState }) => ({
      group,
      total,
      states: namedStates(byState),
    }));
  }

  *#matching({ states, reasons, unreachable }: Filter): Generator<number> {
    const anyState = states.length === 0;
    const anyReason = reasons.length === 0;
    const wanted = new Set(states.map((state) => CHASE_STATES.indexOf(state)));
    const codes = new Set(reasons);
    for (let index = 0; index < this.#ns.length; index++) {
      if (unreachable && !this.#basis.unreachable.has(this.#ns[index]!)) continue;
      if (!anyState && !wanted.has(this.#states[index]!)) continue;
      if (!anyReason && !codes.has(this.#known[this.#reasons[index]!]!.code)) continue;
      yield index;
    }
  }

  #reasonIndex(n: number, standing: ChaseStanding | null): number {
    const { listing, rules, today, isAboutGraduationPhoto } = this.#basis;
    const status = listing.statusOf(n);
    const said = standing?.said ?? null;
    let key: string = status;
    if (said !== null) key += `|${said.outcome}|${said.day}`;
    if (status === 'photo-in-production') key += `|${listing.verdictDayOf(n)}`;
    // Who takes the photos, and how long that takes, is by college.
    const isWaiting = status === 'photo-in-production' || said?.outcome === 'photographed';
    if (isWaiting && rules.photographers.length > 0) key += `|${listing.codeOf('collegeName', n)}`;
    if (status === 'photo-missing' || said !== null)
      for (const field of CODE_FIELDS) key += `|${listing.codeOf(field, n)}`;
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const word = (field: FacetField) => listing.wordOf(field, n) || null;
    const verdictDay = listing.verdictDayOf(n);
    const college = listing.wordOf('collegeName', n);
    const photographer = rules.photographers.find(({ colleges }) => colleges.includes(college));
    const reason = chaseReason({
      status,
      said,
      isAboutGraduationPhoto,
      verdictDay: verdictDay === 0 ? null : dayOfNumber(verdictDay),
      photoWorkingDays: photographer?.workingDays ?? rules.photoWorkingDays,
      photographer: photographer?.name ?? null,
      registrationStatus: word('registrationStatus'),
      expectedGraduationDate: word('expectedGraduationDate'),
      mode: word('mode'),
      idType: word('idType'),
      today,
    });
    this.#known.push(reason!);
    this.#byKey.set(key, this.#known.length - 1);
    return this.#known.length - 1;
  }
}

function namedStates(counts: Uint32Array): WorklistCounts['states'] {
  const named: WorklistCounts['states'] = {};
  for (const [index, state] of CHASE_STATES.entries()) if (counts[index]! > 0) named[state] = counts[index]!;
  return named;
}
