import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../../rpc/core.ts';
import { PopulationPicker } from '../../../ui/PopulationPicker.tsx';
import { type Chosen, saysNothing } from './eraseSelection.ts';

/** By what students are chosen: any fields, a campaign, a list. */
export function EraseChoice({
  chosen,
  isHeld,
  onChange,
  onPreview,
}: {
  chosen: Chosen;
  isHeld: boolean;
  onChange: (next: Chosen) => void;
  onPreview: () => void;
}) {
  const { t } = useTranslation('privacy');
  const id = useId();
  const { data: campaigns = [] } = useQuery(orpc.campaigns.list.queryOptions());
  return (
    <form
      className="erase-choice"
      aria-label={t('choose.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isHeld && !saysNothing(chosen)) onPreview();
      }}
    >
      <h2>{t('choose.title')}</h2>
      <p className="soft">{t('choose.help')}</p>
      <PopulationPicker
        population={chosen.fields}
        onChange={(field, values) => {
          const { [field]: _, ...others } = chosen.fields;
          onChange({ ...chosen, fields: values.length === 0 ? others : { ...others, [field]: values } });
        }}
      />
      <div className="population-field">
        <label htmlFor={`${id}-campaign`}>{t('choose.campaign')}</label>
        <Select
          id={`${id}-campaign`}
          allowClear
          value={chosen.campaign}
          placeholder={t('choose.anyCampaign')}
          options={campaigns.map(({ id: value, name }) => ({ value, label: name }))}
          onChange={(campaign: string | undefined) => onChange({ ...chosen, campaign: campaign ?? null })}
        />
      </div>
      <div className="population-field">
        <label htmlFor={`${id}-list`}>{t('choose.list')}</label>
        <Input.TextArea
          id={`${id}-list`}
          className="numbers"
          rows={3}
          spellCheck={false}
          placeholder={t('choose.listHint')}
          value={chosen.list}
          onChange={(event) => onChange({ ...chosen, list: event.target.value })}
        />
      </div>
      <div>
        <Button type="primary" htmlType="submit" disabled={isHeld || saysNothing(chosen)}>
          {t('choose.preview')}
        </Button>
      </div>
      {saysNothing(chosen) && <p className="soft">{t('choose.nothing')}</p>}
    </form>
  );
}
