import {
  DownOutlined,
  FolderOpenOutlined,
  IdcardOutlined,
  PrinterOutlined,
  UpOutlined,
} from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StudentDetail } from '../../../shared/contract/students.ts';
import { orpc } from '../../rpc/core.ts';
import { navigate } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { CloseButton } from '../../ui/CloseButton.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { isTyping } from '../../ui/isTyping.ts';
import { ClassContact } from './ClassContact.tsx';
import { CounterChecks } from './CounterChecks.tsx';
import { HeldButton } from './HeldButton.tsx';
import { NameCharacters } from './NameCharacters.tsx';
import { PhotoPair } from './PhotoPair.tsx';
import { RecordTable } from './RecordTable.tsx';
import { StatusPanel } from './StatusPanel.tsx';
import { StudentCases } from './StudentCases.tsx';
import { StudentTimeline } from './StudentTimeline.tsx';
import { SyncedTag } from './SyncedTag.tsx';
import './StudentDrawer.css';
import { useMay } from '../../state/useMay.ts';

/** To the reports, where this student's statement is made; null: no number tells the student from others. */
function statementLink(values: StudentDetail['values'], campaign: string | null): URLSearchParams | null {
  const field = (['studentNo', 'examNo'] as const).find((one) => values[one] !== null);
  if (!field) return null;
  const params = new URLSearchParams({ kind: 'student-statement', [`f.${field}`]: values[field] ?? '' });
  if (campaign !== null) params.set('campaign', campaign);
  return params;
}

/** All that is known of one student, beside the table, which stays usable. */
export function StudentDrawer({
  id,
  campaign,
  position,
  onStep,
  onClose,
  onChanged,
}: {
  id: string;
  /** Whose status is shown; null: of the newest open one. */
  campaign: string | null;
  /** Where the student stands in the list; null when not in sight there. */
  position: { index: number; total: number } | null;
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
  onChanged: () => void;
}) {
  const { t } = useTranslation(['students', 'general']);
  const words = useWords();
  const may = useMay();
  const { data, error, refetch, isPlaceholderData } = useQuery(
    orpc.students.get.queryOptions({ input: { id, campaign }, placeholderData: keepPreviousData }),
  );
  const shown = data !== undefined && !(isPlaceholderData && error !== null);
  const values = data?.values;
  const statement = shown ? statementLink(data.values, campaign) : null;

  return (
    <section
      className="drawer"
      aria-label={t('general:region.drawer')}
      aria-busy={isPlaceholderData}
      data-region
      tabIndex={-1}
      onKeyDown={(event) => {
        if (isTyping(event.target) || event.altKey || event.ctrlKey || event.metaKey) return;
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (step !== 0 && !(event.target instanceof HTMLInputElement)) {
          event.preventDefault();
          onStep(step);
        }
      }}
    >
      <header className="drawer-head">
        <h2 className="drawer-name">{shown ? (values?.name ?? t('students:nameless')) : ''}</h2>
        {shown && values?.name && <NameCharacters student={data} />}
        <span className="soft numbers drawer-keys">
          {shown &&
            [values?.studentNo, words.value('gender', values?.gender ?? null), values?.className]
              .filter((part) => part)
              .join(' · ')}
        </span>
        {shown && <SyncedTag student={data.id} />}
        <span className="drawer-step numbers soft">
          {position &&
            t('students:drawer.position', {
              index: formatCount(position.index + 1),
              total: formatCount(position.total),
            })}
        </span>
        <Button
          type="text"
          icon={<UpOutlined />}
          aria-label={t('students:drawer.previous')}
          title={t('students:drawer.previous')}
          disabled={position === null || position.index === 0}
          onClick={() => onStep(-1)}
        />
        <Button
          type="text"
          icon={<DownOutlined />}
          aria-label={t('students:drawer.next')}
          title={t('students:drawer.next')}
          disabled={position === null || position.index >= position.total - 1}
          onClick={() => onStep(1)}
        />
        {may('reports.create') && (
          <Button
            type="text"
            icon={<PrinterOutlined />}
            aria-label={t('students:drawer.statement')}
            title={t('students:drawer.statement')}
            disabled={statement === null}
            onClick={() => statement && navigate('reports', statement)}
          />
        )}
        {may('counter.show') && (
          <Button
            type="text"
            icon={<IdcardOutlined />}
            aria-label={t('students:drawer.counter')}
            title={t('students:drawer.counter')}
            disabled={!shown}
            onClick={() => shown && navigate('counter', { student: data.id })}
          />
        )}
        {may('cases.open') && (
          <Button
            type="text"
            icon={<FolderOpenOutlined />}
            aria-label={t('students:drawer.openCase')}
            title={t('students:drawer.openCase')}
            disabled={!shown}
            onClick={() => shown && navigate('cases', { new: data.id })}
          />
        )}
        <HeldButton key={id} student={shown ? data.id : null} />
        <CloseButton onClose={onClose} />
      </header>
      <div className="drawer-body">
        {error !== null && (
          <div className="drawer-section">
            <ErrorNotice error={error} onRetry={() => void refetch()} />
          </div>
        )}
        {shown && (
          <>
            <StatusPanel student={data} campaign={campaign} onChanged={onChanged} />
            <ClassContact student={data} />
            <PhotoPair student={data} />
            <RecordTable key={data.id} student={data} onChanged={onChanged} />
            <StudentCases student={data.id} />
            {may('counter.visits') && <CounterChecks student={data.id} />}
            <StudentTimeline student={data} />
          </>
        )}
      </div>
    </section>
  );
}
