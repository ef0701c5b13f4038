import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassWithContact, Contact } from '../../../shared/contract/contacts.ts';
import { isEmail } from '../../../shared/domain/isEmail.ts';
import { isPhone } from '../../../shared/domain/isPhone.ts';
import { orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { CONTACT_PARTS, type ContactPart } from './contactParts.ts';

/** Edits the contact of classes. `before` null: several classes, of which only what is filled in is set. */
export function ContactForm({
  classes,
  before,
  onDone,
}: {
  classes: readonly ClassWithContact[];
  before: Contact | null;
  onDone: (saved: boolean) => void;
}) {
  const { t } = useTranslation(['contacts', 'general']);
  const id = useId();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [typed, setTyped] = useState<Record<ContactPart, string>>({
    counsellor: before?.counsellor ?? '',
    phone: before?.phone ?? '',
    email: before?.email ?? '',
    qq: before?.qq ?? '',
  });
  const save = useMutation(
    orpc.contacts.save.mutationOptions({
      onSuccess: ({ batch, changed }) => {
        void queryClient.invalidateQueries({ queryKey: orpc.contacts.key() });
        if (batch !== null) showUndo(t('contacts:saved', { count: changed }), () => undoBatch(batch));
        onDone(true);
      },
    }),
  );
  const values: Partial<Contact> = {};
  for (const part of CONTACT_PARTS) {
    const text = typed[part].trim();
    if (text !== (before?.[part] ?? '')) values[part] = text === '' ? null : text;
  }
  const wrong: Partial<Record<ContactPart, string>> = {
    ...(values.phone && !isPhone(values.phone) ? { phone: t('contacts:wrongPhone') } : {}),
    ...(values.email && !isEmail(values.email) ? { email: t('contacts:wrongEmail') } : {}),
  };
  const cannotSave = Object.keys(values).length === 0 || Object.keys(wrong).length > 0;
  return (
    <form
      className="contacts-form"
      aria-label={t('contacts:edit')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onDone(false);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (cannotSave || save.isPending) return;
        save.mutate({
          classes: classes.map(({ collegeName, className }) => ({ collegeName, className })),
          values,
        });
      }}
    >
      {CONTACT_PARTS.map((part, index) => (
        <div key={part}>
          <label htmlFor={`${id}-${part}`}>{t(`contacts:part.${part}`)}</label>
          <Input
            id={`${id}-${part}`}
            autoFocus={index === 0}
            value={typed[part]}
            status={wrong[part] === undefined ? '' : 'error'}
            placeholder={before === null ? t('contacts:stays') : ''}
            maxLength={200}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setTyped({ ...typed, [part]: event.target.value })}
          />
          {wrong[part] !== undefined && <p className="contacts-wrong">{wrong[part]}</p>}
        </div>
      ))}
      {save.isError && <ErrorNotice error={save.error} />}
      <div className="contacts-buttons">
        <Button type="primary" htmlType="submit" disabled={cannotSave} loading={save.isPending}>
          {t('general:action.save')}
        </Button>
        <Button onClick={() => onDone(false)}>{t('general:action.cancel')}</Button>
      </div>
    </form>
  );
}
