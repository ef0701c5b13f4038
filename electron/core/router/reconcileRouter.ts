import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { ComparedPerson, WorkItem } from '../../../shared/contract/reconcile.ts';
import { TRUE_DIFFERENCES } from '../../../shared/domain/differenceKind.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { maskField } from '../../../shared/domain/mask.ts';
import { createText } from '../../../shared/text/createText.ts';
import { handBatchRow } from '../../changes/batchRow.ts';
import type { ComparedStudent } from '../../reconcile/Comparison.ts';
import { PAIR_FIELD, pairSubject } from '../../reconcile/decisionSubject.ts';
import { countWork, filterWork, type Work } from '../../reconcile/listWork.ts';
import { type PlannedDecisions, planDecisions } from '../../reconcile/planDecisions.ts';
import { Reconciliation, summaryOf } from '../../reconcile/Reconciliation.ts';
import { giveUpFile } from '../giveUpFile.ts';
import { progressStream } from '../progressStream.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function reconcileRouter(procedures: Procedures, services: Services) {
  const { db, writes, clock, actor, ids } = services;
  const reconciliation = new Reconciliation({
    db,
    dataVersion: () => services.dataVersion.current,
    quietly: (work) => writes.take(work),
  });

  /** Writes decisions, and what staff say from now on, as one batch. */
  const commit = ({ decide, words }: PlannedDecisions): string => {
    const batch = ids.next();
    db.transaction(() => {
      services.commit('reconcile.decide', { decisions: decide }, batch);
      for (const [student, values] of words) {
        services.commit('student.setFields', { student, values, reason: '' }, batch);
      }
      services.commit(
        'row.save',
        handBatchRow({
          id: batch,
          kind: 'edit',
          campaign: null,
          students: decide.length,
          at: clock.now(),
          actor,
        }),
        batch,
      );
    });
    return batch;
  };

  return {
    compare: procedures.reconcile.compare.handler(({ input, signal }) =>
      stream(
        progressStream(async (onProgress, inner) => {
          const progress = (done: number, total: number) => onProgress({ stage: 'check', done, total });
          return summaryOf(await reconciliation.standing(input.sources, { signal: inner, progress }));
        }, signal),
        services,
      ),
    ),
    work: procedures.reconcile.work.handler(async ({ input }) => {
      const { work, version } = await reconciliation.standing(input.sources);
      const filtered = filterWork(work, input.filter);
      return {
        version,
        total: filtered.length,
        items: filtered.slice(input.offset, input.offset + input.limit).map(workItem),
        ...countWork(work, input.filter),
      };
    }),
    missing: procedures.reconcile.missing.handler(async ({ input }) => {
      const { result } = await reconciliation.standing(input.sources);
      const lacking = result.missing.filter(({ sources }) => !sources.includes(input.from));
      return {
        total: lacking.length,
        items: lacking.slice(input.offset, input.offset + input.limit).map(personOf),
      };
    }),
    pairs: procedures.reconcile.pairs.handler(async ({ input }) => {
      const { result, decisions } = await reconciliation.standing(input.sources);
      return {
        total: result.pairs.length,
        items: result.pairs
          .slice(input.offset, input.offset + input.limit)
          .map(({ one, other, because }) => ({
            one: personOf(one),
            other: personOf(other),
            because,
            apart: decisions.areApart(one.id, other.id),
          })),
      };
    }),
    decide: procedures.reconcile.decide.handler(async ({ input }) => {
      if ((input.decision === 'accept') !== (input.accept !== null)) {
        throw new AppError('USAGE', { detail: input.decision });
      }
      // A comparison that is not there yet takes a turn of its own.
      await reconciliation.standing(input.sources);
      return writes.take(() => {
        const standing = reconciliation.now(input.sources);
        if (!standing || standing.version !== input.version) throw new AppError('STALE_PLAN');
        const chosen = chosenWork(standing.work, input.which);
        const planned = planDecisions(chosen, standing.decisions, {
          kind: input.decision,
          accept: input.accept,
          at: clock.now(),
          actor,
        });
        if (planned.decide.length === 0) throw new AppError('USAGE', { detail: input.decision });
        return { batch: commit(planned), decided: chosen.length };
      });
    }),
    keepApart: procedures.reconcile.keepApart.handler(async ({ input }) => {
      const { result } = await reconciliation.standing(input.sources);
      const subject = pairSubject(input.one, input.other);
      const pair = result.pairs.find(({ one, other }) => pairSubject(one.id, other.id) === subject);
      if (!pair) throw new AppError('NOT_FOUND', { what: 'pair' });
      const values = { kind: 'apart', source: null, said: '[]', at: clock.now(), actor };
      return writes.take(() => ({
        batch: commit({ decide: [{ subject, field: PAIR_FIELD, values }], words: new Map() }),
      }));
    }),
    export: procedures.reconcile.export.handler(async ({ input, signal }) => {
      const { writeComparisonWorkbook } = await import('../../reconcile/writeComparisonWorkbook.ts');
      return stream(
        progressStream(async (onProgress, inner) => {
          const standing = await reconciliation.standing(input.sources, {
            signal: inner,
            progress: (done, total) => onProgress({ stage: 'check', done, total }),
          });
          if (input.unmasked) services.log.info('reconcile-unmasked', { rows: standing.work.length });
          const file = services.downloads.begin('比对结果', 'xlsx');
          const sink = createWriteStream(file.path);
          try {
            const written = finished(sink);
            await Promise.all([
              written,
              writeComparisonWorkbook(sink, standing, {
                text: createText('zh'),
                unmasked: input.unmasked,
                signal: inner,
                onProgress: (done, total) => onProgress({ stage: 'write', done, total }),
              }),
            ]);
          } catch (error) {
            await giveUpFile(sink);
            file.abandon();
            throw error;
          }
          return { download: file.done(), summary: summaryOf(standing) };
        }, signal),
        services,
      );
    }),
  };
}

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
  const { kinds, fields } = which.all;
  if (kinds.length !== 1 || fields.length !== 1 || TRUE_DIFFERENCES.has(kinds[0]!)) {
    throw new AppError('USAGE', { detail: 'all' });
  }
  const chosen = filterWork(work, which.all);
  if (chosen.length !== which.count) throw new AppError('STALE_PLAN');
  return chosen;
}

function personOf(student: ComparedStudent): ComparedPerson {
  const { id, name, examNo, studentNo, idNumber, college, sources } = student;
  return {
    student: id,
    name,
    examNo,
    studentNo,
    idNumber: maskField('idNumber', idNumber),
    college,
    sources,
  };
}

function workItem({ student, difference, decided }: Work): WorkItem {
  const values: WorkItem['values'] = {};
  for (const source of student.sources) {
    const value = maskField(difference.field, difference.values[source] ?? null);
    if (value !== null) values[source] = value;
  }
  return { ...personOf(student), field: difference.field, kind: difference.kind, values, ...decided };
}
