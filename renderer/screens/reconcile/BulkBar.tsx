import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BulkOffer } from '../../../shared/contract/reconcile.ts';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import type { Decide } from './WorkDetail.tsx';

/** What can be decided of a whole kind at once; the core says of which. */
export function BulkBar({
  offer,
  kind,
  sources,
  busy,
  onDecide,
}: {
  offer: BulkOffer;
  kind: string;
  sources: readonly FileSource[];
  busy: boolean;
  onDecide: Decide;
}) {
  const { t } = useTranslation('reconcile');
  const words = useWords();
  return (
    <section className="bulk" aria-label={t('bulk.label')}>
      <span>{t('bulk.text', { kind, count: offer.count, formatted: formatCount(offer.count) })}</span>
      {offer.decisions.includes('accept') &&
        sources.map((source) => (
          <Button key={source} size="small" disabled={busy} onClick={() => onDecide('accept', source)}>
            {t('bulk.accept', { source: words.source(source) })}
          </Button>
        ))}
      {offer.decisions.includes('alias') && (
        <Button size="small" disabled={busy} onClick={() => onDecide('alias', null)}>
          {t('bulk.alias')}
        </Button>
      )}
      {offer.decisions.includes('ignore') && (
        <Button size="small" disabled={busy} onClick={() => onDecide('ignore', null)}>
          {t('bulk.ignore')}
        </Button>
      )}
    </section>
  );
}
