import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { useMe } from '../../state/useMe.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

const CHOICES = [5, 10, 15, 30, 60, 0];

/** After how long without use windows lock. */
export function LockAfter() {
  const { t } = useTranslation('people');
  const id = useId();
  const me = useMe();
  const queryClient = useQueryClient();
  const save = useMutation(
    orpc.people.saveLockAfter.mutationOptions({ onSuccess: () => queryClient.invalidateQueries() }),
  );
  const minutes = me?.lockAfter ?? 0;
  const choices = [...new Set([...CHOICES, minutes])];
  return (
    <section className="people-tasks">
      <h2 className="people-title">
        <label htmlFor={id}>{t('lockAfter.title')}</label>
      </h2>
      <Select
        id={id}
        className="people-lock"
        value={minutes}
        loading={save.isPending}
        options={choices.map((value) => ({
          value,
          label: value === 0 ? t('lockAfter.never') : t('lockAfter.minutes', { count: value }),
        }))}
        onChange={(value) => save.mutate({ minutes: value })}
      />
      {save.isError && <ErrorNotice error={save.error} />}
    </section>
  );
}
