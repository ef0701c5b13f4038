import { CheckOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactWay, ContactWhom } from '../../shared/domain/chaseStanding.ts';
import { orpc } from '../rpc/core.ts';
import { undoBatch } from '../state/undoBatch.ts';
import { useWords } from '../text/useWords.ts';
import { ErrorNotice } from './ErrorNotice.tsx';
import { formatCount } from './formatCount.ts';
import './MarkChased.css';

/**
 * What was copied or printed has chased nobody until somebody says that it went out: one press logs it as a contact
 * about exactly those students whom it was for, to be taken back like every contact. Rounds then count it.
 */
export function MarkChased({
  campaign,
  students,
  whom,
  ways,
}: {
  campaign: string;
  students: readonly string[];
  whom: ContactWhom;
  /** The first is taken unless another is chosen. */
  ways: readonly ContactWay[];
}) {
  const { t } = useTranslation(['chase', 'general']);
  const { chase } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const queryClient = useQueryClient();
  const [way, setWay] = useState(ways[0]!);
  const log = useMutation(
    orpc.chase.log.mutationOptions({ onSuccess: () => void queryClient.invalidateQueries() }),
  );
  // Beside what it takes back: a dialog covers the bar at the foot of the window.
  const takeBack = useMutation({ mutationFn: undoBatch, onSuccess: () => log.reset() });
  const count = { count: students.length, formatted: formatCount(students.length) };
  return (
    <div className="mark-chased" ref={place}>
      {log.isSuccess ? (
        <>
          <span className="soft" role="status">
            <CheckOutlined /> {t('chase:mark.done', { ...count, way: chase.way(way) })}
          </span>
          <Button size="small" loading={takeBack.isPending} onClick={() => takeBack.mutate(log.data.batch)}>
            {t('general:action.undo')}
          </Button>
        </>
      ) : (
        <>
          <span>{t('chase:mark.ask', count)}</span>
          {ways.length > 1 && (
            <Select
              size="small"
              className="mark-chased-way"
              aria-label={t('chase:log.way')}
              value={way}
              options={ways.map((one) => ({ value: one, label: chase.way(one) }))}
              onChange={setWay}
              getPopupContainer={() => place.current ?? document.body}
            />
          )}
          <Button
            size="small"
            loading={log.isPending}
            onClick={() =>
              log.mutate({
                campaign,
                selection: { ids: [...students] },
                contact: { whom, way, outcome: 'told' },
              })
            }
          >
            {t('chase:mark.action')}
          </Button>
        </>
      )}
      {log.isError && <ErrorNotice error={log.error} />}
      {takeBack.isError && <ErrorNotice error={takeBack.error} />}
    </div>
  );
}
