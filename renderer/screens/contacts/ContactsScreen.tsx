import { ImportOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input, Pagination, Segmented } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassWithContact } from '../../../shared/contract/contacts.ts';
import { orpc } from '../../rpc/core.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ClassTable } from './ClassTable.tsx';
import { ContactPanel } from './ContactPanel.tsx';
import '../../ui/PlainTable.css';
import './Contacts.css';
import { Offered } from '../../ui/Offered.tsx';

const ROWS_PER_PAGE = 100;

/** Who looks after each class, and which classes have nobody. What is searched is in the hash. */
export function ContactsScreen() {
  const { t } = useTranslation(['contacts', 'general']);
  const { params } = useRoute();
  const search = params.get('search') ?? '';
  const onlyWithout = params.get('without') === '1';
  const [page, setPage] = useState(1);
  /** The class that the keys are on, by key; null: the first. */
  const [current, setCurrent] = useState<string | null>(null);
  const [ticked, setTicked] = useState<ReadonlyMap<string, ClassWithContact>>(new Map());
  const [editing, setEditing] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const list = useQuery(
    orpc.contacts.list.queryOptions({
      input: { search, onlyWithout, offset: (page - 1) * ROWS_PER_PAGE, limit: ROWS_PER_PAGE },
      placeholderData: keepPreviousData,
    }),
  );
  const show = (next: { search?: string; without?: boolean }) => {
    const wanted = { search, without: onlyWithout, ...next };
    setPage(1);
    setTicked(new Map());
    setEditing(false);
    navigate(
      'contacts',
      {
        ...(wanted.search === '' ? {} : { search: wanted.search }),
        ...(wanted.without ? { without: '1' } : {}),
      },
      { replace: true },
    );
  };
  const title = t('general:area.contacts');
  const toImport = (
    <Offered call="imports.open">
      <Button icon={<ImportOutlined />} onClick={() => navigate('import')}>
        {t('contacts:import')}
      </Button>
    </Offered>
  );
  if (list.isError) {
    return (
      <>
        <PageHeader title={title} />
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      </>
    );
  }
  if (!list.data) return <PageHeader title={title} />;
  const { items, total, classes, without } = list.data;
  if (classes === 0 && total === 0 && search === '' && !onlyWithout) {
    return (
      <>
        <PageHeader title={title} />
        <EmptyState title={t('contacts:empty.title')} actions={toImport}>
          {t('contacts:empty.text')}
        </EmptyState>
      </>
    );
  }
  const at = items.find(({ key }) => key === current) ?? items[0];
  const chosen = ticked.size > 0 ? [...ticked.values()] : at ? [at] : [];
  const backToTable = () => {
    setEditing(false);
    table.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  };
  const toggle = (one: ClassWithContact) => {
    const next = new Map(ticked);
    if (!next.delete(one.key)) next.set(one.key, one);
    setTicked(next);
    setEditing(false);
  };

  return (
    <>
      <PageHeader
        title={title}
        note={t('contacts:note', { classes: formatCount(classes) })}
        actions={
          <>
            <Segmented
              aria-label={t('contacts:which')}
              value={onlyWithout ? 'without' : 'all'}
              options={[
                { value: 'all', label: t('contacts:all') },
                { value: 'without', label: t('contacts:without', { count: without }) },
              ]}
              onChange={(value) => show({ without: value === 'without' })}
            />
            <Input.Search
              key={search}
              className="contacts-search"
              aria-label={t('contacts:search')}
              placeholder={t('contacts:search')}
              allowClear
              defaultValue={search}
              onSearch={(value) => show({ search: value.trim() })}
            />
            {toImport}
          </>
        }
      />
      <div className="contacts">
        <div className="contacts-list">
          <div className="contacts-place" aria-busy={list.isPlaceholderData}>
            <ClassTable
              ref={table}
              classes={items}
              current={at?.key ?? null}
              ticked={ticked}
              onCurrent={(key) => {
                setCurrent(key);
                if (ticked.size === 0) setEditing(false);
              }}
              onTick={toggle}
              onEdit={() => setEditing(true)}
            />
            {items.length === 0 && (
              <p className="soft contacts-none">
                {t(onlyWithout && search === '' ? 'contacts:allNamed' : 'contacts:none')}
              </p>
            )}
          </div>
          {total > ROWS_PER_PAGE && (
            <Pagination
              size="small"
              align="end"
              current={page}
              pageSize={ROWS_PER_PAGE}
              total={total}
              showSizeChanger={false}
              onChange={setPage}
            />
          )}
        </div>
        <aside className="contacts-panel" aria-label={t('contacts:panel')}>
          {chosen.length > 0 && (
            <ContactPanel
              key={chosen.map(({ key }) => key).join('\n')}
              classes={chosen}
              editing={editing}
              onEdit={() => setEditing(true)}
              onDone={(saved) => {
                if (saved) setTicked(new Map());
                backToTable();
              }}
            />
          )}
        </aside>
      </div>
    </>
  );
}
