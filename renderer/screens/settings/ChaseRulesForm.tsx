import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChaseRules, Photographer } from '../../../shared/contract/chase.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { useColleges } from '../../state/useColleges.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { isSame, useTyped } from '../../ui/useTyped.ts';

/** After how many working days a photo is late, by who takes it, and when the college is told. */
export function ChaseRulesForm() {
  const { data: rules } = useQuery(orpc.chase.rules.queryOptions());
  return rules ? <Form rules={rules} /> : null;
}

function Form({ rules }: { rules: ChaseRules }) {
  const { t } = useTranslation(['settings', 'general']);
  const id = useId();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const { typed, setTyped, noteSent } = useTyped(rules);
  const colleges = useColleges(typed.photographers.flatMap((one) => one.colleges));
  const refresh = () => queryClient.invalidateQueries();
  const save = useMutation(
    orpc.chase.saveRules.mutationOptions({
      onMutate: () => noteSent(typed),
      onError: () => noteSent(null),
      onSuccess: () => {
        void refresh();
        showUndo(t('settings:chase.saved'), async () => {
          await core.chase.saveRules(rules);
          await refresh();
          return null;
        });
      },
    }),
  );
  const set = (part: Partial<ChaseRules>) => setTyped((before) => ({ ...before, ...part }));
  const setOne = (index: number, part: Partial<Photographer>) =>
    set({ photographers: typed.photographers.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  const taken = (index: number) =>
    new Set(typed.photographers.flatMap((one, at) => (at === index ? [] : one.colleges)));
  const isIncomplete = typed.photographers.some(({ name }) => name.trim() === '');
  const isAsBefore = isSame(typed, rules);
  return (
    <form
      aria-label={t('settings:chase.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isIncomplete && !isAsBefore) save.mutate(typed);
      }}
    >
      <div className="settings-line">
        <label htmlFor={`${id}-days`} className="soft">
          {t('settings:chase.photoDays')}
        </label>
        <span className="settings-number">
          <InputNumber
            id={`${id}-days`}
            value={typed.photoWorkingDays}
            min={1}
            max={120}
            precision={0}
            onChange={(days) => set({ photoWorkingDays: days ?? rules.photoWorkingDays })}
          />
          {t('settings:chase.workingDays')}
        </span>
      </div>
      {typed.photographers.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own until it is typed, and rows never move
        <div key={index} className="settings-line settings-photographer">
          <Input
            className="settings-photographer-name"
            aria-label={t('settings:chase.photographer', { count: index + 1 })}
            placeholder={t('settings:chase.photographerName')}
            value={one.name}
            maxLength={40}
            onChange={(event) => setOne(index, { name: event.target.value })}
          />
          <Select
            mode="multiple"
            className="settings-photographer-colleges"
            maxTagCount="responsive"
            aria-label={t('settings:chase.collegesOf', { name: one.name })}
            placeholder={t('settings:chase.colleges')}
            value={one.colleges}
            options={colleges
              .filter((name) => !taken(index).has(name))
              .map((name) => ({ value: name, label: name }))}
            onChange={(chosen) => setOne(index, { colleges: chosen })}
          />
          <span className="settings-number">
            <InputNumber
              aria-label={t('settings:chase.daysOf', { name: one.name })}
              value={one.workingDays}
              min={1}
              max={120}
              precision={0}
              onChange={(days) => setOne(index, { workingDays: days ?? typed.photoWorkingDays })}
            />
            {t('settings:chase.workingDays')}
          </span>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('settings:chase.remove', { name: one.name })}
            onClick={() => set({ photographers: typed.photographers.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <div className="settings-line">
        <span className="soft">{t('settings:chase.photographerHelp')}</span>
        <Button
          icon={<PlusOutlined />}
          disabled={typed.photographers.length >= 50}
          onClick={() =>
            set({
              photographers: [
                ...typed.photographers,
                { name: '', workingDays: typed.photoWorkingDays, colleges: [] },
              ],
            })
          }
        >
          {t('settings:chase.add')}
        </Button>
      </div>
      <div className="settings-line">
        <label htmlFor={`${id}-escalate`} className="soft">
          {t('settings:chase.escalateAfter')}
        </label>
        <span className="settings-number">
          <InputNumber
            id={`${id}-escalate`}
            value={typed.escalateAfter}
            min={1}
            max={20}
            precision={0}
            onChange={(times) => set({ escalateAfter: times ?? rules.escalateAfter })}
          />
          {t('settings:chase.times')}
        </span>
      </div>
      {save.isError && <ErrorNotice error={save.error} />}
      <div className="settings-line">
        <Button
          type="primary"
          htmlType="submit"
          disabled={isIncomplete || isAsBefore}
          loading={save.isPending}
        >
          {t('settings:chase.save')}
        </Button>
      </div>
    </form>
  );
}
