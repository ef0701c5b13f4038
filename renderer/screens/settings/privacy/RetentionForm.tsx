import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, InputNumber } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { core, orpc } from '../../../rpc/core.ts';
import { useUndo } from '../../../state/undo.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';

/** After how many years after graduation records are due; empty: the office has not said. */
export function RetentionForm({ years }: { years: number | null }) {
  const { t } = useTranslation('privacy');
  const id = useId();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [typed, setTyped] = useState(years);
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.privacy.key() });
  const save = useMutation(
    orpc.privacy.saveRetention.mutationOptions({
      onSuccess: () => {
        void refresh();
        showUndo(t('retention.saved'), async () => {
          await core.privacy.saveRetention({ years });
          await refresh();
          return null;
        });
      },
    }),
  );
  return (
    <form
      aria-label={t('retention.label')}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed !== years && !save.isPending) save.mutate({ years: typed });
      }}
    >
      <div className="settings-line">
        <label htmlFor={id} className="soft">
          {t('retention.label')}
        </label>
        <span className="settings-number">
          <InputNumber
            id={id}
            value={typed}
            min={1}
            max={100}
            precision={0}
            placeholder={t('retention.none')}
            onChange={setTyped}
          />
          {t('retention.years')}
          <Button htmlType="submit" disabled={typed === years} loading={save.isPending}>
            {t('retention.save')}
          </Button>
        </span>
      </div>
      <p className="soft">{t('retention.help')}</p>
      {save.isError && <ErrorNotice error={save.error} />}
    </form>
  );
}
