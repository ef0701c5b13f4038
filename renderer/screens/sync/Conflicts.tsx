import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { core, orpc } from '../../rpc/core.ts';
import { runTask } from '../../state/runTask.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useMay } from '../../state/useMay.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatTime } from '../../ui/formatTime.ts';
import { isTyping } from '../../ui/isTyping.ts';
import { ConflictCard } from './ConflictCard.tsx';

const SHOWN = 50;

export type Settling = Parameters<typeof core.sync.resolve>[0];

/** What two people said otherwise, one under the other; those of one import also all at once. Arrow keys and 1, 2, 3. */
export function Conflicts() {
  const { t } = useTranslation(['sync', 'general']);
  const may = useMay();
  const mayEdit = may('sync.resolve');
  const [chosen, setChosen] = useState<string | null>(null);
  const [typing, setTyping] = useState<string | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const { data, error } = useQuery(
    orpc.sync.conflicts.queryOptions({ input: { group: null, offset: 0, limit: SHOWN } }),
  );
  if (error) return <ErrorNotice error={error} />;
  if (!data) return null;
  if (data.total === 0)
    return <EmptyState title={t('sync:conflict.empty')}>{t('sync:conflict.emptyText')}</EmptyState>;
  const at = Math.max(
    0,
    data.items.findIndex(({ id }) => id === chosen),
  );
  const current = data.items[at];

  const settle = async (asked: Settling) => {
    if (isBusy) return;
    setIsBusy(true);
    setFailed(null);
    const end = await runTask(t('sync:conflict.working'), new AbortController(), (signal) =>
      core.sync.resolve(asked, { signal }),
    );
    setIsBusy(false);
    if (end.kind === 'failed') setFailed(end.error);
    if (end.kind !== 'done') return;
    setTyping(null);
    setChosen(data.items[at + 1]?.id ?? null);
    const { batch, settled } = end.result;
    useUndo
      .getState()
      .show(t('sync:conflict.settled', { count: settled }), batch === null ? null : () => undoBatch(batch));
  };

  const onKey = (event: KeyboardEvent<HTMLUListElement>) => {
    if (isTyping(event.target) || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = data.items[at + step];
      if (!next) return;
      setChosen(next.id);
      document.getElementById(`conflict-${next.id}`)?.focus();
      return;
    }
    if (!mayEdit || !current) return;
    if (event.key === '1') void settle({ conflicts: [current.id], take: 'theirs' });
    else if (event.key === '2' && !(current.isGone && current.entity === 'record'))
      void settle({ conflicts: [current.id], take: 'mine' });
    else if (event.key === '3' && current.canType) {
      event.preventDefault();
      setTyping(current.id);
    }
  };

  return (
    <>
      {failed !== null && <ErrorNotice error={failed} />}
      {mayEdit &&
        data.groups.map(({ group, file, actor, at: doneAt, count }) => (
          <section key={group} className="sync-group" aria-label={t('sync:conflict.groupAll')}>
            <span>
              {t('sync:conflict.group', {
                what: [file, actor, formatTime(doneAt, Date.now())].filter(Boolean).join(' · '),
                count,
              })}
            </span>
            <Button disabled={isBusy} onClick={() => void settle({ group, take: 'theirs' })}>
              {t('sync:conflict.allTheirs')}
            </Button>
            <Button disabled={isBusy} onClick={() => void settle({ group, take: 'mine' })}>
              {t('sync:conflict.allMine')}
            </Button>
          </section>
        ))}
      {mayEdit && <p className="soft sync-keys">{t('sync:conflict.keys')}</p>}
      <ul className="sync-conflicts" aria-label={t('sync:conflict.list')} onKeyDown={onKey}>
        {data.items.map((item, index) => (
          <ConflictCard
            key={item.id}
            item={item}
            place={{ index: index + 1, total: data.total }}
            isCurrent={index === at}
            isTyping={typing === item.id}
            mayEdit={mayEdit}
            isBusy={isBusy}
            onChoose={() => setChosen(item.id)}
            onType={(isOpen) => setTyping(isOpen ? item.id : null)}
            onSettle={(asked) => void settle({ conflicts: [item.id], ...asked })}
          />
        ))}
      </ul>
    </>
  );
}
