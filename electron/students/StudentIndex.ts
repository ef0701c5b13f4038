import type { StudentQuery } from '../../shared/contract/students.ts';
import { currentCampaign } from '../../shared/domain/currentCampaign.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { isInScope, type Scope, WHOLE_SCHOOL } from '../../shared/domain/roles.ts';
import { FACET_FIELDS, type FacetField, type StudentField } from '../../shared/domain/studentFields.ts';
import { STATUSES, type Status } from '../../shared/domain/verificationStatus.ts';
import { NO_MEANINGS, type WordMeanings } from '../../shared/domain/wordMeanings.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';
import { campaignDeadlines } from '../db/tables/campaignDeadlineTable.ts';
import { campaignById, campaigns, type StoredCampaign } from '../db/tables/campaignTable.ts';
import type { FinalPart } from '../db/tables/finalTable.ts';
import { logHead } from '../db/tables/logHead.ts';
import { SOURCE_BIT } from '../db/tables/studentTable.ts';
import { wordMeanings } from '../db/tables/wordTable.ts';
import { type CountedGroup, countProgress, namedCounts } from './countProgress.ts';
import { type CountedTrend, countTrend } from './countTrend.ts';
import { countValues } from './countValues.ts';
import { DueDays } from './DueDays.ts';
import { CampaignStatuses } from './image/CampaignStatuses.ts';
import { loadImage, saveImage, WORTH_KEEPING } from './image/imageSnapshot.ts';
import { type Criteria, columnOf, countMatches, matchStudents } from './image/matchStudents.ts';
import { StudentGroups } from './image/StudentGroups.ts';
import { StudentImage } from './image/StudentImage.ts';
import { SortOrders } from './image/sortOrders.ts';
import { statusRules } from './image/statusRules.ts';
import { takeFinal } from './image/takeFinal.ts';
import { studentsWithValue } from './studentsWithValue.ts';

const FACETS: ReadonlySet<string> = new Set(FACET_FIELDS);
/** Answers kept, so that scrolling through one list does not search again, nor looking at one table count again. */
const KEPT_RESULTS = 8;
/** A catch-up beyond this many students is a fresh load, which is faster. */
const RELOAD_SHARE = 0.3;
const SLICE = 2_000;
/** Reading fewer changes than this again at the next start takes no time. */
const KEEP_AFTER_CHANGES = 5_000;

export interface FoundStudents {
  /** In the order of the query. */
  ns: Uint32Array;
  version: number;
}

/** Students of a query with what the image knows of them; to be used at once, before anything else is written. */
export interface ListedStudents extends FoundStudents {
  statusOf(n: number): Status;
  /** The day in China of the newest verdict, counted from 1970-01-01; 0: nobody said any. */
  verdictDayOf(n: number): number;
  wordOf(field: FacetField, n: number): string;
  /** A number that stands for the value, equal for equal ones. */
  codeOf(field: FacetField, n: number): number;
}

/** Answers every question about which students there are, and how many, from the image in memory. */
export class StudentIndex {
  readonly #db: ReadDb;
  readonly #now: () => number;
  readonly #afterFollowing: () => void;
  readonly #scope: () => Scope;
  #image = new StudentImage();
  #orders: SortOrders;
  #groups: StudentGroups;
  #statuses = new Map<string, CampaignStatuses>();
  #results = new Map<string, FoundStudents>();
  #counted = new Map<string, { version: number; rows: readonly CountedGroup[] }>();
  #seenChange = 0;
  /** The change up to which the kept image goes. */
  #keptChange = 0;
  #meanings: WordMeanings | null = null;
  #work: Promise<void> | null = null;
  #loaded = false;
  #version = 0;

  /**
   * `afterFollowing` is called when the image has followed the tables: a moment to think of keeping it. `scope` says of
   * which students whoever asks now may know: no answer is about others.
   */
  constructor(
    db: ReadDb,
    now: () => number,
    afterFollowing: () => void = () => undefined,
    scope: () => Scope = () => WHOLE_SCHOOL,
  ) {
    this.#scope = scope;
    this.#afterFollowing = afterFollowing;
    this.#db = db;
    this.#now = now;
    this.#orders = new SortOrders(this.#image, db);
    this.#groups = new StudentGroups(this.#image);
  }

  /** The image follows the tables up to the newest commit. Cheap when nothing was committed. */
  async catchUp(): Promise<void> {
    while (this.#work) await this.#work;
    if (this.#loaded && logHead(this.#db) === this.#seenChange) return;
    this.#work = this.#follow().finally(() => {
      this.#work = null;
    });
    await this.#work;
  }

  async #follow(): Promise<void> {
    const head = logHead(this.#db);
    const hasImage = this.#loaded || this.#restore();
    if (hasImage && !this.#isFarBehind()) {
      await this.#refresh(head);
      await this.#followWords(head);
    } else {
      this.#meanings = null;
      await this.#load();
    }
    this.#meanings ??= wordMeanings(this.#db);
    this.#results.clear();
    this.#counted.clear();
    this.#seenChange = head;
    this.#loaded = true;
    this.#version++;
    this.#afterFollowing();
  }

  #isFarBehind(): boolean {
    const { count } = this.#db
      .read<{ count: number }>('SELECT count(DISTINCT student_n) AS count FROM change WHERE seq > ?')
      .get(this.#seenChange)!;
    return count > 5_000 && count > this.#image.count * RELOAD_SHARE;
  }

  /** Takes the image that was kept, if there is one; what changed since has to be read after it. */
  #restore(): boolean {
    const kept = loadImage(this.#db);
    if (!kept) return false;
    this.#take(kept.image);
    this.#orders.restore(kept.orders);
    this.#seenChange = kept.seq;
    this.#keptChange = kept.seq;
    return true;
  }

  async #load(): Promise<void> {
    const image = new StudentImage();
    await image.load(this.#db);
    image.version = this.#image.version + 1;
    this.#take(image);
  }

  #take(image: StudentImage): void {
    this.#image = image;
    this.#orders = new SortOrders(image, this.#db);
    this.#groups = new StudentGroups(image);
    this.#statuses.clear();
  }

  /** What is known may be about students who were erased, of which the log says nothing: all is read anew. */
  forget(): void {
    this.#loaded = false;
    this.#seenChange = 0;
    this.#keptChange = 0;
    this.#results.clear();
    this.#counted.clear();
  }

  /** Keeps the image in the store when it has moved far from the one that is kept. To be called when idle. */
  async keep(db: WriteDb): Promise<void> {
    const behind = this.#seenChange - this.#keptChange;
    if (!this.#loaded || this.#image.count < WORTH_KEEPING || behind < KEEP_AFTER_CHANGES) return;
    const version = this.#version;
    const seq = this.#seenChange;
    if (await saveImage(db, this.#image, this.#orders.made(), seq, () => this.#version === version))
      this.#keptChange = seq;
  }

  async #refresh(head: number): Promise<void> {
    const ns = this.#db
      .read<{ n: number }>(
        `SELECT DISTINCT student_n AS n FROM change
         WHERE seq > ? AND seq <= ? AND student_n IS NOT NULL`,
      )
      .all(this.#seenChange, head)
      .map((row) => row.n);
    for (let start = 0; start < ns.length; start += SLICE) {
      const slice = ns.slice(start, start + SLICE);
      this.#image.refresh(this.#db, slice);
      for (const statuses of this.#statuses.values()) statuses.refresh(this.#db, slice, this.#now());
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** A word that means something else is no change of any student, and of the rows of many. */
  async #followWords(head: number): Promise<void> {
    const fields = this.#db
      .read<{ field: string }>(
        `SELECT DISTINCT substr(entity_id, 1, instr(entity_id, '/') - 1) AS field FROM change
         WHERE seq > ? AND seq <= ? AND entity = 'word'`,
      )
      .all(this.#seenChange, head)
      .map(({ field }) => field)
      .filter((field): field is FacetField => FACETS.has(field));
    if (fields.length === 0) return;
    this.#meanings = null;
    await this.#image.reloadFacets(this.#db, fields);
    // Who takes part in a campaign is said in the same words.
    this.#statuses.clear();
  }

  /** The campaign whose statuses a question is about; null where there is none yet. */
  campaignOf(id: string | null): StoredCampaign | null {
    if (id === null) return currentCampaign(campaigns(this.#db));
    const campaign = campaignById(this.#db, id);
    if (!campaign) throw new AppError('NOT_FOUND', { what: 'campaign' });
    return campaign;
  }

  async find(query: StudentQuery): Promise<FoundStudents> {
    await this.catchUp();
    const statuses = this.#statusesOf(query.campaign);
    const criteria = this.#criteria(query);
    // Who is late is another question tomorrow.
    const key = JSON.stringify([query, criteria.overdue?.today, criteria.colleges]);
    const version = this.#stamp(statuses);
    const kept = this.#results.get(key);
    if (kept && kept.version === version) return kept;
    const match = this.#living(statuses, criteria);
    const found = { ns: this.#inOrder(match, query, statuses), version };
    keep(this.#results, key, found);
    return found;
  }

  async listed(query: StudentQuery): Promise<ListedStudents> {
    const found = await this.find(query);
    const { statuses, verdictDays } = this.#statusesOf(query.campaign);
    const { facets } = this.#image;
    return {
      ...found,
      statusOf: (n) => STATUSES[statuses[n]!]!,
      verdictDayOf: (n) => verdictDays[n]!,
      wordOf: (field, n) => facets[field].valueOf(n),
      codeOf: (field, n) => facets[field].codes[n]!,
    };
  }

  /** The match of a list: of students who are still there, which a final list need not be. */
  #living(statuses: CampaignStatuses, criteria: Criteria): Uint8Array {
    const match = matchStudents(this.#image, statuses, criteria);
    if (!statuses.final) return match;
    const { alive, size } = this.#image;
    for (let n = 1; n < size; n++) match[n]! &= alive[n]!;
    return match.subarray(0, size);
  }

  /** Whether a student (by n) is of a campaign's population. */
  async membership(campaign: string): Promise<(n: number) => boolean> {
    await this.catchUp();
    const { members } = this.#statusesOf(campaign);
    const isSeen = this.#isSeen();
    return (n) => members[n] === 1 && isSeen(n);
  }

  #inOrder(match: Uint8Array, query: StudentQuery, statuses: CampaignStatuses): Uint32Array {
    const { key, descending } = query.sort;
    // By status: the statuses' own order, from "nothing done" to "does not take part".
    const ns =
      key === 'status'
        ? this.#orders.arrangeInGroups('class', match, statuses.statuses, STATUSES.length)
        : this.#orders.arrange(key, match, countMatches(match));
    return descending ? ns.reverse() : ns;
  }

  /** How many students per value; a field's own filter is left out of its own counts. */
  async facets(
    query: StudentQuery,
    fields: readonly FacetField[],
  ): Promise<{
    total: number;
    statuses: Partial<Record<Status, number>>;
    fields: Partial<Record<FacetField, { value: string; count: number }[]>>;
  }> {
    await this.catchUp();
    const statuses = this.#statusesOf(query.campaign);
    const criteria = this.#criteria(query);
    const all = this.#living(statuses, criteria);
    const counts: Partial<Record<FacetField, { value: string; count: number }[]>> = {};
    for (const field of fields) {
      const { [field]: own, ...others } = criteria.facets;
      const match = own ? this.#living(statuses, { ...criteria, facets: others }) : all;
      counts[field] = countValues(columnOf(this.#image, statuses, criteria, field), match);
    }
    const byStatusMatch =
      criteria.statuses.length > 0 ? this.#living(statuses, { ...criteria, statuses: [] }) : all;
    return {
      total: countMatches(all),
      statuses: countStatuses(byStatusMatch, statuses.statuses),
      fields: counts,
    };
  }

  /** Students per group and status, groups in the order of lists. Kept until something is written. */
  async progress(query: StudentQuery, by: readonly FacetField[]): Promise<readonly CountedGroup[]> {
    await this.catchUp();
    const statuses = this.#statusesOf(query.campaign);
    const due = this.#due(query.campaign);
    // Who is late is another question tomorrow.
    const criteria = this.#criteria(query);
    const key = JSON.stringify([query, by, due?.today, criteria.colleges]);
    const version = this.#stamp(statuses);
    const kept = this.#counted.get(key);
    if (kept?.version === version) return kept.rows;
    const match = matchStudents(this.#image, statuses, criteria);
    const asThen = criteria.membersOnly ? statuses.final?.grouping(by) : null;
    const rows = countProgress(match, asThen ?? this.#groups.by(by), statuses.statuses, due);
    keep(this.#counted, key, { version, rows });
    return rows;
  }

  /** How many of those who take part are verified, by the day on which they verified. */
  async trend(query: StudentQuery): Promise<CountedTrend> {
    await this.catchUp();
    const due = this.#due(query.campaign);
    if (!due) throw new AppError('NOT_FOUND', { what: 'campaign' });
    const statuses = this.#statusesOf(query.campaign);
    const match = matchStudents(this.#image, statuses, this.#criteria(query));
    return countTrend(match, statuses.statuses, statuses.verdictDays, due);
  }

  /** Until when students have time in a campaign; null where there is none. */
  #due(campaignId: string | null): DueDays | null {
    const campaign = this.campaignOf(campaignId);
    if (!campaign) return null;
    const { final } = this.#statusesOf(campaign.id);
    if (final) return DueDays.whenClosed(final, campaign.closedAt!);
    const rules = campaignDeadlines(this.#db, campaign.id);
    return DueDays.current(campaign, rules, () => this.#groups.by(['collegeName', 'className']), this.#now());
  }

  /** What has become of every student of an open campaign, to be kept when it is closed. */
  async finalList(campaign: string): Promise<FinalPart[]> {
    await this.catchUp();
    return takeFinal(this.#db, this.#image, this.#statusesOf(campaign), this.#due(campaign)!, this.#now());
  }

  /** Who (by n) is of a closed campaign's population and not of its final list. */
  async joinedLater(campaign: string): Promise<Uint32Array> {
    await this.catchUp();
    return this.#statusesOf(campaign).joinedLater().filter(this.#isSeen());
  }

  /** Whether whoever asks now may know of a student (by n) who is there. */
  #isSeen(): (n: number) => boolean {
    const scope = this.#scope();
    if (scope.kind === 'all') return () => true;
    const { collegeName } = this.#image.facets;
    return (n) => isInScope(scope, collegeName.valueOf(n) || null);
  }

  #statusesOf(campaignId: string | null): CampaignStatuses {
    const campaign = this.campaignOf(campaignId);
    const id = campaign?.id ?? '';
    const rules = statusRules(campaign);
    let statuses = this.#statuses.get(id);
    // It may have been closed, opened again or edited.
    if (!statuses || JSON.stringify(statuses.rules) !== JSON.stringify(rules)) {
      statuses = new CampaignStatuses(this.#image, rules);
      statuses.load(this.#db, this.#now());
      this.#statuses.set(id, statuses);
    }
    statuses.advance(this.#now());
    return statuses;
  }

  #stamp(statuses: CampaignStatuses): number {
    return this.#version * 1_000_000 + (statuses.version % 1_000_000);
  }

  #criteria(query: StudentQuery): Criteria {
    const facets: Partial<Record<FacetField, string[]>> = {};
    let among: Set<number> | null = null;
    const meanings = this.#meanings ?? NO_MEANINGS;
    for (const [field, values] of Object.entries(query.filter.fields)) {
      // A kept view may name a college as it was written then; and so may a final list.
      if (FACETS.has(field)) {
        facets[field as FacetField] = values.flatMap((value) => [value, meanings.of(field, value)]);
      } else among = studentsWithValue(this.#db, field as StudentField, values, among);
    }
    const scope = this.#scope();
    const overdue = query.filter.overdue ? this.#due(query.campaign) : null;
    return {
      search: query.search,
      facets,
      statuses: query.filter.statuses,
      sources: query.filter.sources.reduce((bits, source) => bits | SOURCE_BIT[source], 0),
      photo: query.filter.photo,
      differing: query.filter.differing,
      overdue,
      colleges: scope.kind === 'all' ? null : scope.colleges,
      membersOnly: query.campaign !== null,
      // Without a campaign nobody is late.
      among: query.filter.overdue && !overdue ? new Set() : among,
    };
  }
}

/** Keeps an answer as the newest of some. */
function keep<Answer>(answers: Map<string, Answer>, key: string, answer: Answer): void {
  answers.delete(key);
  answers.set(key, answer);
  if (answers.size > KEPT_RESULTS) answers.delete(answers.keys().next().value!);
}

function countStatuses(match: Uint8Array, statuses: Uint8Array): Partial<Record<Status, number>> {
  const counts = new Uint32Array(STATUSES.length);
  for (let n = 1; n < match.length; n++) counts[statuses[n]!]! += match[n]!;
  return namedCounts(counts).statuses;
}
