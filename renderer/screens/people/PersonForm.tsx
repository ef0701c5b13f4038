import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../shared/contract/people.ts';
import { ASSIGNED_ROLES, type AssignedRole } from '../../../shared/domain/roles.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { useColleges } from '../../state/useColleges.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** Somebody new (`person` null), or what is said of somebody. */
export function PersonForm({
  person,
  isFirst,
  onDone,
}: {
  person: Person | null;
  isFirst: boolean;
  onDone: (saved: Person | null) => void;
}) {
  const { t } = useTranslation(['people', 'general']);
  const text = useWords();
  const id = useId();
  const queryClient = useQueryClient();
  const show = useUndo((state) => state.show);
  const [typed, setTyped] = useState({
    signInName: person?.signInName ?? '',
    name: person?.name ?? '',
    role: person?.role ?? (isFirst ? 'admin' : 'clerk'),
    colleges: person?.colleges ?? [],
    password: '',
    mustChange: true,
  });
  const known = useColleges(typed.colleges);
  const saved = async (made: Person) => {
    await queryClient.invalidateQueries();
    onDone(made);
  };
  const add = useMutation(
    orpc.people.add.mutationOptions({
      onSuccess: async (made) => {
        if (!isFirst) {
          show(t('people:added', { name: made.name }), async () => {
            await core.people.remove({ id: made.id });
            await queryClient.invalidateQueries();
            return null;
          });
        }
        await saved(made);
      },
    }),
  );
  const edit = useMutation(
    orpc.people.edit.mutationOptions({
      onSuccess: async (made) => {
        const { signInName, name, role, colleges } = person!;
        show(t('people:edited', { name: made.name }), async () => {
          await core.people.edit({ id: made.id, signInName, name, role, colleges });
          await queryClient.invalidateQueries();
          return null;
        });
        await saved(made);
      },
    }),
  );
  const { signInName, name, role, password, mustChange } = typed;
  const cannot = signInName.trim() === '' || name.trim() === '' || (person === null && password === '');
  const failed = add.error ?? edit.error;
  const submit = () => {
    const colleges = typed.colleges.length > 0 ? typed.colleges : null;
    const profile = { signInName, name, role, colleges };
    if (person) edit.mutate({ id: person.id, ...profile });
    else add.mutate({ ...profile, password, mustChange: !isFirst && mustChange });
  };
  const textField = (field: 'signInName' | 'name', autoFocus: boolean) => (
    <div>
      <label htmlFor={`${id}-${field}`}>{t(`people:${field}`)}</label>
      <Input
        id={`${id}-${field}`}
        autoFocus={autoFocus}
        value={typed[field]}
        maxLength={40}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
      />
    </div>
  );
  return (
    <form
      className="people-form"
      aria-label={t(person ? 'people:edit' : 'people:add')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!cannot && !add.isPending && !edit.isPending) submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone(null);
      }}
    >
      {isFirst && <p className="people-note">{t('people:firstText')}</p>}
      {textField('signInName', true)}
      {textField('name', false)}
      {!isFirst && (
        <>
          <div>
            <label htmlFor={`${id}-role`}>{t('people:role')}</label>
            <Select<AssignedRole>
              id={`${id}-role`}
              className="people-wide"
              value={role}
              options={ASSIGNED_ROLES.map((value) => ({ value, label: text.trust.role(value) }))}
              onChange={(value) => setTyped({ ...typed, role: value })}
            />
            <p className="soft people-help">{t(`people:roleText.${role}`)}</p>
          </div>
          <div>
            <label htmlFor={`${id}-colleges`}>{t('people:scope')}</label>
            <Select
              id={`${id}-colleges`}
              className="people-wide"
              mode="multiple"
              value={typed.colleges}
              placeholder={t('people:wholeSchool')}
              options={known.map((value) => ({ value, label: value }))}
              onChange={(colleges) => setTyped({ ...typed, colleges })}
            />
          </div>
        </>
      )}
      {person === null && (
        <div>
          <label htmlFor={`${id}-password`}>{t('people:password')}</label>
          <Input.Password
            id={`${id}-password`}
            value={password}
            autoComplete="new-password"
            onChange={(event) => setTyped({ ...typed, password: event.target.value })}
          />
          <p className="soft people-help">{t('people:passwordHelp')}</p>
          {!isFirst && (
            <Checkbox
              checked={mustChange}
              onChange={(event) => setTyped({ ...typed, mustChange: event.target.checked })}
            >
              {t('people:mustChangeFirst')}
            </Checkbox>
          )}
        </div>
      )}
      {failed && <ErrorNotice error={failed} />}
      <div className="people-buttons">
        <Button type="primary" htmlType="submit" disabled={cannot} loading={add.isPending || edit.isPending}>
          {t('general:action.save')}
        </Button>
        <Button onClick={() => onDone(null)}>{t('general:action.cancel')}</Button>
      </div>
    </form>
  );
}
