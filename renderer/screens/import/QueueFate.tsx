import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { OUTCOMES } from '../../../shared/domain/findings.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import type { QueueItem } from './importSteps.ts';
import { canPutBack, open, useImport } from './importStore.ts';

/** What became of a file of the list: imported with which outcome, or skipped. */
export function QueueFate({ item }: { item: QueueItem }) {
  const { t } = useTranslation(['import', 'general']);
  const text = useWords();
  const send = useImport((store) => store.send);
  const { counts } = item;
  return (
    <span>
      {text.importKind(item.choice.kind)} · {t(`choose.fate.${item.fate}`)}
      {item.fate === 'imported' && counts && (
        <span className="soft numbers">
          {' · '}
          {OUTCOMES.filter((outcome) => counts[outcome] > 0)
            .map((outcome) => `${text.outcome(outcome)} ${formatCount(counts[outcome])}`)
            .join(t('general:listJoin'))}
        </span>
      )}
      {item.fate === 'skipped' && canPutBack(item.id) && (
        <Button type="link" size="small" onClick={() => send({ type: 'putBack', id: item.id })}>
          {t('choose.retry')}
        </Button>
      )}
    </span>
  );
}

/** Why a file was not imported together with the others, and the way into it. */
export function QueueNeeds({ item }: { item: QueueItem }) {
  const { t } = useTranslation('import');
  if (!item.needs) return null;
  const { why, count } = item.needs;
  return (
    <span className="import-queue-needs">
      {t(`needs.${why}`, { count, formatted: formatCount(count) })}
      <Button type="link" size="small" onClick={() => void open(item)}>
        {t('needs.look')}
      </Button>
    </span>
  );
}
