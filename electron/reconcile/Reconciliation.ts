import type { ComparisonSummary } from '../../shared/contract/reconcile.ts';
import type { FileSource } from '../../shared/domain/studentFields.ts';
import { type Effect, parseEffect, splitId } from '../changes/change.ts';
import type { ReadDb } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import { logHead } from '../db/tables/logHead.ts';
import { type ComparisonResult, isWholeSchool, type Scope, WHOLE_SCHOOL } from './Comparison.ts';
import { compareSources, type Running } from './compareSources.ts';
import { Decisions, type News } from './Decisions.ts';
import { isAlias } from './decisionSubject.ts';
import { followWork, isOutdated, listWork, type Work } from './listWork.ts';
import { outdatedWork } from './outdatedWork.ts';
import { countOfSource } from './reconcileSources.ts';

/** A comparison as it stands: what the sources say, and what has been decided about it. */
export interface Standing {
  result: ComparisonResult;
  /** Of how many students each source speaks: of the whole school as the store counts them. */
  held: Partial<Record<FileSource, number>>;
  version: number;
  decisions: Decisions;
  work: Work[];
}

/**
 * What is compared: these sources, in the whole school unless a scope is given. `colleges`: of nobody but the students
 * of these, whatever is asked for, since whoever asks may know of no others; null: of all.
 */
export interface Asked {
  sources: readonly FileSource[];
  scope?: Scope;
  colleges: readonly string[] | null;
}

interface Needs {
  db: ReadDb;
  /** Runs while nobody writes. */
  quietly<T>(work: () => Promise<T>): Promise<T>;
}

/** Comparisons that are kept: of the whole school, and of those who see a part of it. */
const KEPT = 4;

/**
 * The newest comparison of each who may know of other students, made again when a source's records have changed. Decisions do not touch it: what the log
 * tells of them since is followed, so that after one of them, or fifty thousand, only those are looked at.
 */
export class Reconciliation {
  readonly #needs: Needs;
  /** By whose students they are of; the one that was asked for last is the last. */
  readonly #kept = new Map<string, Compared>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  async standing(asked: Asked, running: Running = SILENT): Promise<Standing> {
    await this.catchUp(asked);
    const current = this.now(asked);
    if (current) return current;
    return this.#needs.quietly(async () => {
      for (;;) {
        // Somebody else may have asked for the same while this one waited, or written while it was made.
        const meanwhile = this.now(asked);
        if (meanwhile) return meanwhile;
        const { db } = this.#needs;
        const { sources, scope = WHOLE_SCHOOL, colleges } = asked;
        const upTo = logHead(db);
        const version = recordsVersion(db);
        const decisions = new Decisions(db);
        const result = await compareSources(db, sources, running, scope, colleges);
        const held = isWholeSchool(scope) && colleges === null ? heldOf(db, sources) : result.held;
        const work = listWork(result, decisions, outdatedWork(db, { result, scope, colleges }, decisions));
        const standing = { result, held, version, decisions, work };
        const missing = new Set(result.missing.map(({ id }) => id));
        this.#keep({ key: keyOf(asked), scope, colleges, standing, upTo, touched: new Set(), missing });
      }
    });
  }

  /** The comparison as it stands, if it is of these sources and still true; null: it has to be made. */
  now(asked: Asked): Standing | null {
    const whose = whoseOf(asked);
    const compared = this.#kept.get(whose);
    if (!compared || compared.key !== keyOf(asked)) return null;
    while (this.#follow(compared));
    if (this.#kept.get(whose) !== compared) return null;
    if (compared.touched.size > 0) compared.standing = followed(this.#needs.db, compared);
    return compared.standing;
  }

  /** Reads what the log tells since, some at a time, so that after a large batch the core goes on answering. */
  async catchUp(asked: Pick<Asked, 'colleges'>): Promise<void> {
    const whose = whoseOf(asked);
    const kept = () => this.#kept.get(whose);
    for (let compared = kept(); compared && this.#follow(compared); compared = kept()) await giveWay();
  }

  #keep(compared: Compared): void {
    const whose = whoseOf(compared);
    this.#kept.delete(whose);
    this.#kept.set(whose, compared);
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value!);
  }

  /** Takes some entries of the log; false: there are no more, or the comparison no longer holds. */
  #follow(compared: Compared): boolean {
    const news = newsSince(this.#needs.db, compared.upTo);
    const isOver = (entry: News) =>
      explainsAnew(entry, compared.missing) || (compared.colleges !== null && movesCollege(entry));
    if (news === null || news.entries.some(isOver)) {
      const whose = whoseOf(compared);
      if (this.#kept.get(whose) === compared) this.#kept.delete(whose);
      return false;
    }
    compared.upTo = news.upTo;
    for (const subject of compared.standing.decisions.follow(news.entries)) compared.touched.add(subject);
    return news.more;
  }
}

/** A comparison, up to which entry of the log it is true, and whom entries concern that the list does not show yet. */
interface Compared {
  key: string;
  scope: Scope;
  colleges: readonly string[] | null;
  standing: Standing;
  upTo: number;
  touched: Set<string>;
  /** Of whom some source says nothing. */
  missing: ReadonlySet<string>;
}

/** Whether staff now say another status of somebody who is missing somewhere: it may be why (explainsMissing). */
function explainsAnew({ entity, entityId, effect }: News, missing: ReadonlySet<string>): boolean {
  if (entity !== 'record') return false;
  const told = effect.kind === 'made' ? effect.values : effect.patch;
  return 'registrationStatus' in told && missing.has(splitId(entityId)[0]);
}

/** Whether staff now say another college of somebody: of some colleges there are others then. */
function movesCollege({ entity, effect }: News): boolean {
  return entity === 'record' && 'collegeName' in (effect.kind === 'made' ? effect.values : effect.patch);
}

function whoseOf({ colleges }: Pick<Asked, 'colleges'>): string {
  return JSON.stringify(colleges && [...colleges].sort());
}

function followed(db: ReadDb, compared: Compared): Standing {
  const { standing, scope, colleges, touched } = compared;
  const { result, decisions, work } = standing;
  const isAll = [...touched].some(isAlias);
  const students = isAll ? null : touched;
  const kept =
    students === null ? [] : work.filter((item) => isOutdated(item) && !students.has(item.student.id));
  const outdated = [...kept, ...outdatedWork(db, { result, scope, colleges }, decisions, students)];
  const isTouched = (student: string) => students === null || students.has(student);
  compared.touched = new Set();
  return { ...standing, work: followWork(work, decisions, isTouched, outdated) };
}

function heldOf(db: ReadDb, sources: readonly FileSource[]): Partial<Record<FileSource, number>> {
  return Object.fromEntries(sources.map((source) => [source, countOfSource(db, source)]));
}

function keyOf({ sources, scope = WHOLE_SCHOOL }: Asked): string {
  return JSON.stringify([sources, Object.entries(scope).sort(([one], [other]) => (one < other ? -1 : 1))]);
}

const SILENT: Running = { signal: undefined, progress: () => undefined };

/** Entries of the log that are read in one go. */
const PAGE = 5_000;

/** What the log tells of decisions and of staff's words; null: what a source says or what words mean has changed. */
function newsSince(db: ReadDb, after: number): { entries: News[]; upTo: number; more: boolean } | null {
  const entries: News[] = [];
  const rows = db.read<{
    seq: number;
    entity: string;
    entity_id: string;
    kind: Effect['kind'];
    patch: string;
  }>('SELECT seq, entity, entity_id, kind, patch FROM change WHERE seq > ? ORDER BY seq LIMIT ?');
  let upTo = after;
  let count = 0;
  for (const { seq, entity, entity_id: entityId, kind, patch } of rows.iterate(after, PAGE)) {
    count++;
    upTo = seq;
    if (entity === 'word' || (entity === 'record' && !entityId.endsWith('/staff'))) return null;
    if (entity !== 'decision' && entity !== 'record') continue;
    entries.push({ entity, entityId, effect: parseEffect(kind, patch) });
  }
  return { entries, upTo, more: count === PAGE };
}

/** The newest entry of the log that changed what a source says or what its words mean; what staff say is no source's word. */
export function recordsVersion(db: ReadDb): number {
  return (
    db
      .read<{ seq: number }>(
        `SELECT seq FROM change WHERE entity = 'word' OR (entity = 'record' AND entity_id NOT LIKE '%/staff')
         ORDER BY seq DESC LIMIT 1`,
      )
      .get()?.seq ?? 0
  );
}

export function summaryOf({ result, held, version, work, decisions }: Standing): ComparisonSummary {
  const states = { open: 0, returned: 0, decided: 0 };
  let asked = 0;
  for (const { decided } of work) {
    states[decided.state]++;
    if (decided.state === 'decided' && decided.decision?.kind === 'ask') asked++;
  }
  return {
    sources: [...result.sources],
    version,
    held,
    regions: result.regions,
    colleges: result.colleges,
    states,
    asked,
    pairs: result.pairs.length,
    pairsOpen: result.pairs.filter(({ one, other }) => decisions.ofPair(one.id, other.id).state !== 'decided')
      .length,
  };
}
