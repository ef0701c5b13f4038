import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber, Switch } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupPlan } from '../../../shared/contract/backups.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { isSame, useTyped } from '../../ui/useTyped.ts';

/** How often, where to, and how many stay. */
export function BackupPlanForm({ plan: kept }: { plan: BackupPlan }) {
  const { t } = useTranslation('backups');
  const id = useId();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const { typed: plan, setTyped: setPlan, noteSent } = useTyped(kept);
  const set = (part: Partial<BackupPlan>) => setPlan((before) => ({ ...before, ...part }));
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.backups.key() });
  const save = useMutation(
    orpc.backups.savePlan.mutationOptions({
      onMutate: () => noteSent(plan),
      onError: () => noteSent(null),
      onSuccess: () => {
        void refresh();
        showUndo(t('plan.saved'), async () => {
          await core.backups.savePlan(kept);
          await refresh();
          return null;
        });
      },
    }),
  );
  const number = (
    name: 'everyHours' | 'daily' | 'weekly' | 'before',
    least: number,
    most: number,
    label: string,
  ) => (
    <InputNumber
      aria-label={label}
      value={plan[name]}
      min={least}
      max={most}
      precision={0}
      onChange={(value) => set({ [name]: value ?? kept[name] })}
    />
  );
  return (
    <form
      aria-label={t('plan.on')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(plan);
      }}
    >
      <div className="settings-line">
        <label htmlFor={`${id}-on`} className="soft">
          {t('plan.on')}
        </label>
        <span className="backups-plan">
          {t('plan.every')}
          {number('everyHours', 1, 168, `${t('plan.every')} ${t('plan.hours')}`)}
          {t('plan.hours')}
          <Switch id={`${id}-on`} checked={plan.on} onChange={(on) => set({ on })} />
        </span>
      </div>
      <div className="settings-line">
        <label htmlFor={`${id}-folder`} className="soft">
          {t('plan.folder')}
        </label>
        <Input
          id={`${id}-folder`}
          className="backups-plan-folder"
          value={plan.folder ?? ''}
          placeholder={t('plan.folderHint')}
          onChange={(event) => set({ folder: event.target.value.trim() === '' ? null : event.target.value })}
        />
      </div>
      <div className="settings-line">
        <span className="soft">{t('plan.keep')}</span>
        <span className="backups-plan">
          {number('daily', 1, 60, t('plan.daily'))}
          {t('plan.daily')}
          {number('weekly', 0, 52, t('plan.weekly'))}
          {t('plan.weekly')}
          {number('before', 1, 60, t('plan.before'))}
          {t('plan.before')}
        </span>
      </div>
      {save.isError && <ErrorNotice error={save.error} />}
      <div className="settings-line">
        <Button htmlType="submit" disabled={isSame(plan, kept)} loading={save.isPending}>
          {t('plan.save')}
        </Button>
      </div>
    </form>
  );
}
