import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  BulkOffer,
  ComparisonSummary,
  WorkFilter,
  WorkItem,
} from '../../../shared/contract/reconcile.ts';
import { ALIAS_FIELDS } from '../../../shared/domain/comparedFields.ts';
import { core } from '../../rpc/core.ts';
import { resultOf } from '../../rpc/resultOf.ts';
import { useMay } from '../../state/useMay.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { type Task, useTask } from '../../ui/useTask.ts';
import type { ReconcilePlace } from './reconcilePlace.ts';
import type { Settling } from './useSettle.ts';
import type { Decide } from './WorkDetail.tsx';

export const workKey = ({ student, field }: Pick<WorkItem, 'student' | 'field'>) => `${student}/${field}`;

interface Decided {
  batch: string;
  decided: number;
  version: number;
}

export interface Deciding {
  /** What is being written of an item, until the list shows it; undefined: nothing. */
  pendingOf(item: WorkItem): string | undefined;
  decide(items: readonly WorkItem[], ...decision: Parameters<Decide>): void;
  reopen(items: readonly WorkItem[]): void;
  decideAll(filter: WorkFilter, offer: BulkOffer, ...decision: Parameters<Decide>): void;
  /** The decision about a whole kind, with its progress. */
  all: Task<Decided>;
}

/** Decides items that a person named, one after the other, or a whole kind of them. */
export function useDeciding(
  { sources, version }: Pick<ComparisonSummary, 'sources' | 'version'>,
  { scope }: Pick<ReconcilePlace, 'scope'>,
  settling: Settling,
): Deciding {
  const { t } = useTranslation('reconcile');
  const words = useWords();
  // Keys decide too.
  const mayDecide = useMay()('reconcile.decide');
  const all = useTask<Decided>();
  const [pending, setPending] = useState<ReadonlyMap<string, string>>(new Map());

  const settle = async (
    items: readonly WorkItem[],
    label: string,
    write: Parameters<Settling['settle']>[0],
  ) => {
    const keys = items.map(workKey);
    setPending((before) => new Map([...before, ...keys.map((key) => [key, label] as const)]));
    await settling.settle(write);
    setPending((before) => new Map([...before].filter(([key]) => !keys.includes(key))));
  };
  const said = (result: Decided, ...[decision, accept]: Parameters<Decide>) => {
    settling.movedOn(settling.versionNow(version), result.version);
    const count = { count: result.decided, formatted: formatCount(result.decided) };
    return {
      batch: result.batch,
      said: t('said.decided', { ...count, decision: words.decision(decision, accept) }),
    };
  };
  return {
    all,
    pendingOf: (item) => pending.get(workKey(item)),
    decide: (items, decision, accept) => {
      const fit = items.filter(
        (item) =>
          !pending.has(workKey(item)) &&
          (decision !== 'alias' || ALIAS_FIELDS.has(item.field)) &&
          (accept === null || item.values[accept] !== undefined),
      );
      if (fit.length === 0 || !mayDecide) return;
      const which = { items: fit.map(({ student, field }) => ({ student, field })) };
      void settle(fit, words.decision(decision, accept), async () => {
        const seen = settling.versionNow(version);
        const request = { sources, scope, version: seen, which, decision, accept };
        return said(await resultOf(await core.reconcile.decide(request)), decision, accept);
      });
    },
    reopen: (items) => {
      const fit = items.filter(({ decision }) => decision !== null && decision.kind !== 'staff');
      if (fit.length === 0 || !mayDecide) return;
      void settle(fit, t('act.reopen'), async () => {
        const picked = fit.map(({ student, field }) => ({ student, field }));
        const { batch, reopened } = await core.reconcile.reopen({ sources, scope, items: picked });
        const gaps = { count: reopened, formatted: formatCount(reopened) };
        return { batch, said: t('said.reopened', gaps) };
      });
    },
    decideAll: (filter, { count }, decision, accept) =>
      void settling.settle(async () => {
        const seen = settling.versionNow(version);
        const request = { sources, scope, version: seen, which: { all: filter, count }, decision, accept };
        const title = t('bulk.task', { decision: words.decision(decision, accept) });
        const result = await all.start(title, (signal) => core.reconcile.decide(request, { signal }));
        return result === null ? null : said(result, decision, accept);
      }),
  };
}
