import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../shared/contract/people.ts';
import { core, orpc } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';
import { useUndo } from '../../state/undo.ts';
import { useMe } from '../../state/useMe.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PersonForm } from './PersonForm.tsx';

/** What can be done about one person. */
export function PersonPanel({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const queryClient = useQueryClient();
  const show = useUndo((state) => state.show);
  const me = useMe();
  const [open, setOpen] = useState<'edit' | 'password' | null>(null);
  const setState = useMutation(
    orpc.people.setState.mutationOptions({
      onSuccess: async (after) => {
        await queryClient.invalidateQueries();
        const back = after.state === 'active' ? 'disabled' : 'active';
        show(t(`turned.${after.state}`, { name: after.name }), async () => {
          await core.people.setState({ id: after.id, state: back });
          await queryClient.invalidateQueries();
          return null;
        });
      },
    }),
  );
  if (open === 'edit') return <PersonForm person={person} isFirst={false} onDone={() => setOpen(null)} />;
  const isMe = me?.person?.id === person.id;
  const next = person.state === 'active' ? 'disabled' : 'active';
  return (
    <>
      <h2 className="people-title">{person.name}</h2>
      <div className="people-buttons">
        <Button onClick={() => setOpen('edit')}>{t('edit')}</Button>
        <Button onClick={() => setOpen(open === 'password' ? null : 'password')}>{t('setPassword')}</Button>
        {!isMe && (
          <Button
            loading={setState.isPending}
            onClick={() => setState.mutate({ id: person.id, state: next })}
          >
            {t(next === 'disabled' ? 'disable' : 'enable')}
          </Button>
        )}
      </div>
      {setState.isError && <ErrorNotice error={setState.error} />}
      {open === 'password' && <NewPassword person={person} onDone={() => setOpen(null)} />}
      <a href={hashOf('audit', { person: person.id })}>{t('whatDid', { name: person.name })}</a>
      <p className="soft people-help">{t('panelHelp')}</p>
    </>
  );
}

function NewPassword({ person, onDone }: { person: Person; onDone: () => void }) {
  const { t } = useTranslation(['people', 'general']);
  const id = useId();
  const show = useUndo((state) => state.show);
  const queryClient = useQueryClient();
  const [password, setPassword] = useState('');
  const save = useMutation(
    orpc.people.setPassword.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries();
        show(t('people:passwordSet', { name: person.name }));
        onDone();
      },
    }),
  );
  return (
    <form
      className="people-form"
      aria-label={t('people:setPassword')}
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== '' && !save.isPending) save.mutate({ id: person.id, password });
      }}
    >
      <label htmlFor={id}>{t('people:change.next')}</label>
      <Input.Password
        id={id}
        autoFocus
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <p className="soft people-help">{t('people:setPasswordHelp')}</p>
      {save.isError && <ErrorNotice error={save.error} />}
      <div className="people-buttons">
        <Button type="primary" htmlType="submit" disabled={password === ''} loading={save.isPending}>
          {t('general:action.save')}
        </Button>
        <Button onClick={onDone}>{t('general:action.cancel')}</Button>
      </div>
    </form>
  );
}
