import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../shared/contract/people.ts';
import { orpc } from '../../rpc/core.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { LockAfter } from './LockAfter.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { PersonForm } from './PersonForm.tsx';
import { PersonPanel } from './PersonPanel.tsx';
import { TaskKeys } from './TaskKeys.tsx';
import './People.css';

/** Who may sign in, as what, for which colleges. */
export function PeopleScreen() {
  const { t } = useTranslation(['people', 'general']);
  const list = useQuery(orpc.people.list.queryOptions());
  // In the link, so that the page comes back to whom it was about.
  const current = useRoute().params.get('person');
  const setCurrent = (person: string) => navigate('people', { person }, { replace: true });
  const [adding, setAdding] = useState(false);
  const title = t('general:area.people');
  if (list.isError) {
    return (
      <>
        <PageHeader title={title} />
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      </>
    );
  }
  if (!list.data) return <PageHeader title={title} />;
  const { people, tasks, here } = list.data;
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t(people.length === 0 ? 'people:addFirst' : 'people:add')}
    </Button>
  );
  const form = adding && (
    <PersonForm
      person={null}
      isFirst={people.length === 0}
      onDone={(saved) => {
        setAdding(false);
        if (saved) setCurrent(saved.id);
      }}
    />
  );
  if (people.length === 0) {
    return (
      <>
        <PageHeader title={title} />
        {form ? (
          <div className="people-first">{form}</div>
        ) : (
          <EmptyState title={t('people:empty.title')} actions={add}>
            <ul className="people-empty">
              {(['now', 'afterwards', 'commands', 'data'] as const).map((line) => (
                <li key={line}>{t(`people:empty.${line}`)}</li>
              ))}
            </ul>
          </EmptyState>
        )}
      </>
    );
  }
  const at: Person | undefined = people.find(({ id }) => id === current) ?? people[0];
  return (
    <>
      <PageHeader title={title} note={t('people:count', { count: people.length })} actions={add} />
      <div className="people-page">
        <div className="people-place">
          <PeopleTable
            people={people}
            here={here}
            current={at?.id ?? null}
            onCurrent={(id) => {
              setCurrent(id);
              setAdding(false);
            }}
          />
          <TaskKeys tasks={tasks} />
          <LockAfter />
        </div>
        <aside className="people-panel" aria-label={t('people:panel')}>
          {form || (at && <PersonPanel key={at.id} person={at} />)}
        </aside>
      </div>
    </>
  );
}
