import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ProgressRow } from '../../../shared/contract/campaigns.ts';

/** The whole school or one college of it, for the pictures of a campaign; null: the whole school. */
export function CollegeSelect({
  colleges,
  college,
  onCollege,
}: {
  colleges: readonly ProgressRow[];
  college: string | null;
  onCollege: (college: string | null) => void;
}) {
  const { t } = useTranslation('campaigns');
  return (
    <Select
      aria-label={t('trend.of')}
      value={college ?? ''}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      options={[
        { value: '', label: t('trend.all') },
        ...colleges.flatMap(({ group: [name] }) => (name ? [{ value: name, label: name }] : [])),
      ]}
      onChange={(value) => onCollege(value === '' ? null : value)}
    />
  );
}
