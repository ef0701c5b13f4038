import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import { navigate } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { Offered } from '../../ui/Offered.tsx';

/** What a comparison needs, what of it is there, and how the rest gets here. */
export function SourcesNeeded({
  sources,
}: {
  sources: readonly { source: FileSource; students: number; newest: { file: string; at: number } | null }[];
}) {
  const { t } = useTranslation('reconcile');
  const words = useWords();
  return (
    <EmptyState
      title={t('needed.title')}
      actions={
        <Offered call="imports.open">
          <Button type="primary" onClick={() => navigate('import')}>
            {t('needed.action')}
          </Button>
        </Offered>
      }
    >
      <p>{t('needed.text')}</p>
      <ul className="sources-needed">
        {sources.map(({ source, students, newest }) => (
          <li key={source}>
            {students > 0 ? (
              <CheckCircleFilled aria-hidden className="sources-there" />
            ) : (
              <MinusCircleOutlined aria-hidden />
            )}
            <strong>{words.source(source)}</strong>
            <span>
              {students === 0
                ? t('needed.missing')
                : t('needed.there', { count: students, formatted: formatCount(students) })}
              {newest &&
                ` · ${t('needed.newest', { file: newest.file, time: formatTime(newest.at, Date.now()) })}`}
            </span>
            <span className="soft">{t(`needed.from.${source}`)}</span>
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}
