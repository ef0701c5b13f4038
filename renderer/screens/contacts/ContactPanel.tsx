import { EditOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ClassWithContact } from '../../../shared/contract/contacts.ts';
import { orpc } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Offered } from '../../ui/Offered.tsx';
import { ContactForm } from './ContactForm.tsx';
import { CONTACT_PARTS } from './contactParts.ts';

/** The contact of one class, masked until it is edited, or one form for several classes. */
export function ContactPanel({
  classes,
  editing,
  onEdit,
  onDone,
}: {
  classes: readonly ClassWithContact[];
  editing: boolean;
  onEdit: () => void;
  onDone: (saved: boolean) => void;
}) {
  const { t } = useTranslation(['contacts', 'general']);
  const only = classes.length === 1 ? classes[0]! : null;
  const reveal = useQuery(
    orpc.contacts.reveal.queryOptions({
      input: { key: only?.key ?? '' },
      enabled: editing && only !== null,
      // What was revealed for one edit is not kept for the next.
      gcTime: 0,
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
    }),
  );
  const college = only?.collegeName ?? null;
  return (
    <>
      <h2 className="contacts-title">
        {only ? only.className : t('contacts:several', { count: classes.length })}
        {college !== null && <span className="soft">{college}</span>}
      </h2>
      {only === null && (
        <p className="soft contacts-names">
          {classes.map(({ className }) => className).join(t('general:listJoin'))}
        </p>
      )}
      {editing && only === null && <ContactForm classes={classes} before={null} onDone={onDone} />}
      {editing && only !== null && reveal.data && (
        <ContactForm classes={classes} before={reveal.data} onDone={onDone} />
      )}
      {reveal.isError && <ErrorNotice error={reveal.error} onRetry={() => void reveal.refetch()} />}
      {!editing && (
        <>
          {only !== null && (
            <dl className="contacts-facts">
              {CONTACT_PARTS.map((part) => (
                <div key={part}>
                  <dt>{t(`contacts:part.${part}`)}</dt>
                  <dd>{only[part] ?? <span className="soft">{t('contacts:nobody')}</span>}</dd>
                </div>
              ))}
            </dl>
          )}
          <Offered call="contacts.save">
            <Button icon={<EditOutlined />} onClick={onEdit}>
              {t(only === null ? 'contacts:editSeveral' : 'contacts:edit')}
            </Button>
          </Offered>
          {only !== null && only.students > 0 && (
            <a
              href={hashOf('students', {
                'f.className': only.className,
                ...(college === null ? {} : { 'f.collegeName': college }),
              })}
            >
              {t('contacts:showStudents', { count: only.students })}
            </a>
          )}
          <p className="soft contacts-help">{t('contacts:help')}</p>
        </>
      )}
    </>
  );
}
