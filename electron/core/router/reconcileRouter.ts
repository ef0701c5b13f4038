import { AppError } from '../../../shared/domain/errors.ts';
import { createText } from '../../../shared/text/createText.ts';
import { handBatchRow } from '../../changes/batchRow.ts';
import { type DecisionValues, decisionValues } from '../../changes/mutations/decide.ts';
import { presentId, studentAliases } from '../../db/tables/studentAliases.ts';
import { studentById } from '../../db/tables/studentTable.ts';
import { comparePair } from '../../reconcile/comparePair.ts';
import { type Decided, pairText } from '../../reconcile/Decisions.ts';
import { PAIR_FIELD, pairSubject } from '../../reconcile/decisionSubject.ts';
import { countWork, filterWork, type Work } from '../../reconcile/listWork.ts';
import { type PlannedDecisions, planDecisions, planReopening } from '../../reconcile/planDecisions.ts';
import {
  type Asked,
  Reconciliation,
  recordsVersion,
  type Standing,
  summaryOf,
} from '../../reconcile/Reconciliation.ts';
import { reconcileSources } from '../../reconcile/reconcileSources.ts';
import { noteStudentsById } from '../people/noteStudents.ts';
import { progressStream } from '../progressStream.ts';
import { isScoped, seenColleges, seesCollege } from '../scoped.ts';
import { seenStudents } from '../seenStudents.ts';
import type { Services } from '../services.ts';
import { writeDecisions } from '../writeDecisions.ts';
import { writeDownload } from '../writeDownload.ts';
import { type Procedures, stream } from './answer.ts';
import { bulkOffer, isOneSafeKind, missingPersonOf, pairItem, workItem } from './workItem.ts';

export function reconcileRouter(procedures: Procedures, services: Services) {
  const { db, writes, clock, ids } = services;
  const reconciliation = new Reconciliation({
    db,
    quietly: (work) => writes.take(work),
  });

  const seen = <Given extends Pick<Asked, 'sources' | 'scope'>>(input: Given) => ({
    ...input,
    colleges: seenColleges(),
  });

  /** The subject of a pair that is there. Errors: NOT_FOUND. */
  const pairOf = async (input: Omit<Asked, 'colleges'> & { one: string; other: string }): Promise<string> => {
    const { result } = await reconciliation.standing(seen(input));
    const subject = pairSubject(input.one, input.other);
    const pair = result.pairs.find(({ one, other }) => pairSubject(one.id, other.id) === subject);
    if (!pair) throw new AppError('NOT_FOUND', { what: 'pair' });
    return subject;
  };

  return {
    sources: procedures.reconcile.sources.handler(async () => {
      const { names } = await seenStudents(services);
      return reconcileSources(db, seenColleges(), names);
    }),
    compare: procedures.reconcile.compare.handler(({ input, signal }) =>
      stream(
        progressStream(async (onProgress, inner) => {
          const running = comparing({ signal: inner, onProgress });
          return summaryOf(await reconciliation.standing(seen(input), running));
        }, signal),
        services,
      ),
    ),
    work: procedures.reconcile.work.handler(async ({ input }) => {
      const { work, version, decisions } = await reconciliation.standing(seen(input));
      const filtered = filterWork(work, input.filter);
      return {
        version,
        total: filtered.length,
        items: filtered
          .slice(input.offset, input.offset + input.limit)
          .map((work) => workItem(work, decisions)),
        ...countWork(work, input.filter),
        bulk: bulkOffer(filtered),
      };
    }),
    missing: procedures.reconcile.missing.handler(async ({ input }) => {
      const { result } = await reconciliation.standing(seen(input));
      const lacking = result.missing.filter(({ sources }) => !sources.includes(input.from));
      return {
        total: lacking.length,
        items: lacking.slice(input.offset, input.offset + input.limit).map(missingPersonOf),
      };
    }),
    region: procedures.reconcile.region.handler(async ({ input }) => {
      const { result } = await reconciliation.standing(seen(input));
      const key = result.sources.filter((source) => input.region.includes(source)).join();
      const theirs = result.missing.filter(
        ({ sources, explained }) =>
          sources.join() === key && (input.explained === null || input.explained === (explained !== null)),
      );
      return {
        total: theirs.length,
        items: theirs.slice(input.offset, input.offset + input.limit).map(missingPersonOf),
      };
    }),
    pairs: procedures.reconcile.pairs.handler(async ({ input }) => {
      const { result, decisions } = await reconciliation.standing(seen(input));
      const states = new Set<Decided['state']>(input.states);
      const items = result.pairs.map((pair) => pairItem(pair, decisions));
      const chosen = items.filter(({ state }) => states.size === 0 || states.has(state));
      return { total: chosen.length, items: chosen.slice(input.offset, input.offset + input.limit) };
    }),
    pair: procedures.reconcile.pair.handler(({ input }) => comparePair(db, input.one, input.other)),
    decide: procedures.reconcile.decide.handler(({ input, signal }) => {
      if ((input.decision === 'accept') !== (input.accept !== null)) {
        throw new AppError('USAGE', { detail: input.decision });
      }
      return stream(
        progressStream(async (onProgress, inner) => {
          const running = { signal: inner, onProgress };
          // A comparison that is not there yet takes a turn of its own.
          await reconciliation.standing(seen(input), comparing(running));
          return writes.take(async () => {
            const standing = reconciliation.now(seen(input));
            if (!standing || standing.version !== input.version) throw new AppError('STALE_PLAN');
            const chosen = chosenWork(standing.work, input.which);
            const planned = planDecisions(chosen, standing.decisions, {
              kind: input.decision,
              accept: input.accept,
              at: clock.now(),
              actor: services.actor,
            });
            if (planned.decide.length === 0) throw new AppError('USAGE', { detail: input.decision });
            const batch = await writeDecisions(services, planned, running);
            // Here, while progress is still told, and not when the list is next asked for.
            await reconciliation.catchUp(seen(input));
            const version = reconciliation.now(seen(input))?.version ?? recordsVersion(db);
            return { batch, decided: planned.decided, version };
          });
        }, signal),
        services,
      );
    }),
    reopen: procedures.reconcile.reopen.handler(async ({ input }) => {
      await reconciliation.standing(seen(input));
      return writes.take(async () => {
        const standing = reconciliation.now(seen(input));
        if (!standing) throw new AppError('STALE_PLAN');
        const planned = planReopening(chosenWork(standing.work, input), standing.decisions);
        if (planned.decide.length === 0) throw new AppError('USAGE', { detail: 'reopen' });
        return { batch: await writeDecisions(services, planned, UNTOLD), reopened: planned.decided };
      });
    }),
    keepApart: procedures.reconcile.keepApart.handler(async ({ input }) => {
      const subject = await pairOf(input);
      return writes.take(async () => {
        const said = pairText(db, input.one, input.other);
        const values = { kind: 'apart', source: null, said, at: clock.now(), actor: services.actor };
        return { batch: await writeDecisions(services, ofPair(subject, values), UNTOLD) };
      });
    }),
    reopenPair: procedures.reconcile.reopenPair.handler(async ({ input }) => {
      const subject = await pairOf(input);
      return writes.take(async () => {
        if (decisionValues(db, subject, PAIR_FIELD) === null)
          throw new AppError('USAGE', { detail: 'reopen' });
        return { batch: await writeDecisions(services, ofPair(subject, null), UNTOLD) };
      });
    }),
    join: procedures.reconcile.join.handler(async ({ input }) => {
      await pairOf({ ...input, one: input.keep, other: input.joined });
      return writes.take(() => {
        // Somebody else may have joined them while this one waited.
        if (!studentById(db, input.keep) || !studentById(db, input.joined)) {
          throw new AppError('NOT_FOUND', { what: 'student' });
        }
        const batch = ids.next();
        db.transaction(() => {
          const by = { batch, at: clock.now(), actor: services.actor };
          services.commit('student.join', { kept: input.keep, joined: input.joined, ...by }, batch);
          const row = { id: batch, kind: 'reconcile' as const, campaign: null, students: 2 };
          services.commit(
            'row.save',
            handBatchRow({ ...row, at: clock.now(), actor: services.actor }),
            batch,
          );
        });
        return { batch };
      });
    }),
    joins: procedures.reconcile.joins.handler(({ input }) => {
      const all = studentAliases(db).filter(
        ({ id }) =>
          !isScoped() || seesCollege(studentById(db, presentId(db, id))?.values.collegeName ?? null),
      );
      const items = all.slice(input.offset, input.offset + input.limit).map((alias) => {
        const values = studentById(db, presentId(db, alias.id))?.values;
        const { id: joined, into, at, actor: by, batch } = alias;
        return {
          joined,
          into,
          name: values?.name ?? null,
          studentNo: values?.studentNo ?? null,
          at,
          actor: by,
          batch,
        };
      });
      return { total: all.length, items };
    }),
    export: procedures.reconcile.export.handler(async ({ input, signal }) => {
      const { writeComparisonWorkbook } = await import('../../reconcile/writeComparisonWorkbook.ts');
      return stream(
        progressStream(async (onProgress, inner) => {
          const standing = await reconciliation.standing(
            seen(input),
            comparing({ signal: inner, onProgress }),
          );
          noteStudentsById(db, idsOf(standing));
          if (input.unmasked) services.log.info('reconcile-unmasked', { rows: standing.work.length });
          const download = await writeDownload(services.downloads, ['比对结果', 'xlsx'], (sink) =>
            writeComparisonWorkbook(sink, standing, {
              text: createText('zh'),
              unmasked: input.unmasked,
              signal: inner,
              onProgress: (done, total) => onProgress({ stage: 'write', done, total }),
            }),
          );
          return { download, summary: summaryOf(standing) };
        }, signal),
        services,
      );
    }),
  };
}

/** A comparison as a stage of something longer. */
function comparing({ signal, onProgress }: Parameters<typeof writeDecisions>[2]) {
  const progress = (done: number, total: number) => onProgress({ stage: 'check', done, total });
  return { signal, progress };
}

/** What is too short for progress: nobody follows it, and nothing stops it. */
const UNTOLD = { signal: new AbortController().signal, onProgress: () => undefined };

type Which =
  | { items: { student: string; field: string }[] }
  | { all: Parameters<typeof filterWork>[1]; count: number };

/** Errors: NOT_FOUND, USAGE (a bulk decision on true differences), STALE_PLAN (not as many as were shown). */
function chosenWork(work: readonly Work[], which: Which): Work[] {
  if ('items' in which) {
    const wanted = new Set(which.items.map(({ student, field }) => `${student}/${field}`));
    const chosen = work.filter(({ student, difference }) => wanted.has(`${student.id}/${difference.field}`));
    if (chosen.length !== wanted.size) throw new AppError('NOT_FOUND', { what: 'difference' });
    return chosen;
  }
  const chosen = filterWork(work, which.all).filter(({ decided }) => decided.state !== 'decided');
  if (which.all.kinds.length !== 1 || !isOneSafeKind(chosen)) throw new AppError('USAGE', { detail: 'all' });
  if (chosen.length !== which.count) throw new AppError('STALE_PLAN');
  return chosen;
}

function ofPair(subject: string, values: DecisionValues | null): PlannedDecisions {
  return { decide: [{ subject, field: PAIR_FIELD, values }], words: new Map(), dictionary: [], decided: 1 };
}

/** Whom the workbook of a comparison names. */
function* idsOf({ result, work }: Standing): Generator<string> {
  for (const { id } of result.missing) yield id;
  for (const { student } of work) yield student.id;
  for (const { one, other } of result.pairs) yield* [one.id, other.id];
}
