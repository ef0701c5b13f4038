import type { ComparisonSummary } from '../../shared/contract/reconcile.ts';
import type { FileSource } from '../../shared/domain/studentFields.ts';
import type { ReadDb } from '../db/database.ts';
import { type ComparisonResult, type Scope, WHOLE_SCHOOL } from './Comparison.ts';
import { compareSources, type Running } from './compareSources.ts';
import { Decisions } from './Decisions.ts';
import { listWork, type Work } from './listWork.ts';
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

/** What is compared: these sources, in the whole school unless a scope is given. */
export interface Asked {
  sources: readonly FileSource[];
  scope?: Scope;
}

interface Needs {
  db: ReadDb;
  /** Grows with every commit. */
  dataVersion(): number;
  /** Runs while nobody writes. */
  quietly<T>(work: () => Promise<T>): Promise<T>;
}

/** The newest comparison, made again when a source's records have changed, and its decisions when anything has. */
export class Reconciliation {
  readonly #needs: Needs;
  #compared: { key: string; version: number; result: ComparisonResult } | null = null;
  #standing: (Standing & { dataVersion: number }) | null = null;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  async standing(asked: Asked, running: Running = SILENT): Promise<Standing> {
    const current = this.now(asked);
    if (current) return current;
    return this.#needs.quietly(async () => {
      // Somebody else may have asked for the same while this one waited.
      const meanwhile = this.now(asked);
      if (meanwhile) return meanwhile;
      const version = recordsVersion(this.#needs.db);
      const { sources, scope = WHOLE_SCHOOL } = asked;
      const result = await compareSources(this.#needs.db, sources, running, scope);
      this.#compared = { key: keyOf(asked), version, result };
      this.#standing = null;
      return this.now(asked)!;
    });
  }

  /** The comparison as it stands, if it is of these sources and still true; null: it has to be made. */
  now(asked: Asked): Standing | null {
    const compared = this.#compared;
    if (!compared || compared.key !== keyOf(asked)) return null;
    const dataVersion = this.#needs.dataVersion();
    if (this.#standing?.dataVersion === dataVersion && this.#standing.result === compared.result)
      return this.#standing;
    if (compared.version !== recordsVersion(this.#needs.db)) return null;
    const decisions = new Decisions(this.#needs.db);
    const { sources, scope = WHOLE_SCHOOL } = asked;
    const outdated = outdatedWork(this.#needs.db, sources, scope, decisions);
    const work = listWork(compared.result, decisions, outdated);
    const held = isWhole(scope) ? heldOf(this.#needs.db, sources) : compared.result.held;
    this.#standing = {
      result: compared.result,
      held,
      version: compared.version,
      decisions,
      work,
      dataVersion,
    };
    return this.#standing;
  }
}

function isWhole({ colleges, grades }: Scope): boolean {
  return colleges.length === 0 && grades.length === 0;
}

function heldOf(db: ReadDb, sources: readonly FileSource[]): Partial<Record<FileSource, number>> {
  return Object.fromEntries(sources.map((source) => [source, countOfSource(db, source)]));
}

function keyOf({ sources, scope = WHOLE_SCHOOL }: Asked): string {
  return JSON.stringify([sources, scope.colleges, scope.grades]);
}

const SILENT: Running = { signal: undefined, progress: () => undefined };

/** The newest entry of the log that changed what a source says or what its words mean; what staff say is no source's word. */
function recordsVersion(db: ReadDb): number {
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
