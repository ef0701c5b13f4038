import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../shared/contract/people.ts';
import { TASK_ROLES, type TaskRole } from '../../../shared/domain/roles.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { copyText } from '../../ui/copyText.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatTime } from '../../ui/formatTime.ts';
import '../../ui/PlainTable.css';

/** Keys of unattended tasks. A new one is shown once, and can be copied. */
export function TaskKeys({ tasks }: { tasks: readonly Task[] }) {
  const { t } = useTranslation('people');
  const text = useWords();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<TaskRole>('importer');
  const add = useMutation(
    orpc.people.addTask.mutationOptions({
      onSuccess: async () => {
        setName('');
        await queryClient.invalidateQueries();
      },
    }),
  );
  const revoke = useMutation(
    orpc.people.revokeTask.mutationOptions({ onSuccess: () => queryClient.invalidateQueries() }),
  );
  const failed = add.error ?? revoke.error;
  return (
    <section className="people-tasks" aria-label={t('task.title')}>
      <h2 className="people-title">{t('task.title')}</h2>
      <p className="soft people-help">{t('task.text')}</p>
      {tasks.length > 0 && (
        <table className="plain-table" aria-label={t('task.title')}>
          <thead>
            <tr>
              <th>{t('task.name')}</th>
              <th>{t('role')}</th>
              <th>{t('state')}</th>
              <th>{t('task.lastUsed')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <tr key={task.id}>
                <td>{task.name}</td>
                <td>{text.trust.role(task.role)}</td>
                <td>{t(task.state === 'active' ? 'task.active' : 'task.revoked')}</td>
                <td className="numbers">
                  {task.lastUsed === null ? '' : formatTime(task.lastUsed, Date.now())}
                </td>
                <td>
                  {task.state === 'active' && (
                    <Button
                      size="small"
                      aria-label={t('task.revokeOf', { name: task.name })}
                      onClick={() => revoke.mutate({ id: task.id })}
                    >
                      {t('task.revoke')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <form
        className="people-buttons"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && !add.isPending) add.mutate({ name, role });
        }}
      >
        <Input
          className="people-task-name"
          aria-label={t('task.name')}
          placeholder={t('task.example')}
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Select<TaskRole>
          aria-label={t('task.role')}
          value={role}
          options={TASK_ROLES.map((value) => ({ value, label: text.trust.role(value) }))}
          onChange={setRole}
        />
        <Button htmlType="submit" disabled={name.trim() === ''} loading={add.isPending}>
          {t('task.add')}
        </Button>
      </form>
      {failed && <ErrorNotice error={failed} />}
      {add.data && (
        <div className="people-key" role="status">
          <p>{t('task.once', { name: add.data.task.name })}</p>
          <code>{add.data.key}</code>
          <Button size="small" onClick={() => void copyText(add.data.key, document.body)}>
            {t('task.copy')}
          </Button>
        </div>
      )}
    </section>
  );
}
