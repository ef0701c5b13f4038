import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StoreExplanation } from '../../shared/contract/start.ts';
import { startCore } from '../rpc/startCore.ts';
import { formatCount } from '../ui/formatCount.ts';
import { formatTime } from '../ui/formatTime.ts';
import { RunningTask } from '../ui/RunningTask.tsx';
import { useTask } from '../ui/useTask.ts';

interface ExplainProps {
  explanation: StoreExplanation | null;
  onExplained: (explanation: StoreExplanation) => void;
  busy: boolean;
  onBusy: (busy: boolean) => void;
}

/** What of the store is sound, and up to which change. */
export function ExplainStep({ explanation, onExplained, busy, onBusy }: ExplainProps) {
  const { t } = useTranslation('start');
  const task = useTask<StoreExplanation>();
  const explain = async () => {
    onBusy(true);
    const result = await task.start(t('explain.task'), (signal) => startCore.explain(undefined, { signal }));
    if (result) onExplained(result);
    onBusy(false);
  };
  return (
    <section className="start-step" aria-labelledby="start-explain">
      <h2 id="start-explain">{t('explain.title')}</h2>
      <p className="soft">{t('explain.help')}</p>
      {explanation && <Explanation explanation={explanation} />}
      <RunningTask state={task.state} onCancel={task.cancel} />
      <div className="start-acts">
        <Button {...(explanation ? {} : { type: 'primary' })} disabled={busy} onClick={() => void explain()}>
          {t(explanation ? 'explain.again' : 'explain.button')}
        </Button>
      </div>
    </section>
  );
}

function Explanation({
  explanation: { log, audit, tables, damagedTables, damagedOutside },
}: {
  explanation: StoreExplanation;
}) {
  const { t } = useTranslation('start');
  if (log === null) return <p>{t('explain.nothing')}</p>;
  return (
    <ul className="start-found">
      <LogFound log={log} />
      <li>
        {damagedTables.length === 0
          ? t('explain.tablesWhole', { total: formatCount(tables) })
          : t(damagedOutside === 0 ? 'explain.tablesDamaged' : 'explain.tablesOutside', {
              total: formatCount(tables),
              damaged: damagedTables.length,
              outside: damagedOutside,
            })}
      </li>
      {audit && (
        <li>
          {t(audit.isWhole ? 'explain.auditWhole' : 'explain.auditDamaged', {
            total: formatCount(audit.good),
          })}
        </li>
      )}
    </ul>
  );
}

function LogFound({ log }: { log: NonNullable<StoreExplanation['log']> }) {
  const { t } = useTranslation('start');
  const now = Date.now();
  if (log.goodAt === null) return <li>{t('explain.logNone')}</li>;
  const time = formatTime(log.goodAt, now);
  if (log.lost === 0) {
    return (
      <li>
        {log.fromBackup > 0
          ? t('explain.logBackup', { total: formatCount(log.fromBackup), time })
          : t('explain.logWhole', { total: formatCount(log.good), time })}
      </li>
    );
  }
  return (
    <li>
      {t('explain.logLost', { total: formatCount(log.good), time, lost: formatCount(log.lost) })}
      <ul>
        {log.lostWork.map((work) => (
          <li key={`${work.what} ${work.at}`}>
            {t('explain.lostWork', {
              time: formatTime(work.at, now),
              changes: formatCount(work.changes),
            })}
          </li>
        ))}
      </ul>
    </li>
  );
}
