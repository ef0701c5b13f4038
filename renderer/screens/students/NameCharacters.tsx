import { FontSizeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StudentDetail } from '../../../shared/contract/students.ts';
import { hasRareCharacter } from '../../../shared/domain/likelyName.ts';
import { useCharacterPanel } from '../../state/characterPanel.ts';

/** Opens the panel for rare characters on a student's name, where it has one that is worth looking up. */
export function NameCharacters({ student }: { student: StudentDetail }) {
  const { t } = useTranslation('characters');
  const open = useCharacterPanel((state) => state.open);
  const names = [student.values.name, ...student.records.map(({ values }) => values.name ?? null)].filter(
    (name) => name !== null,
  );
  const rare = names.find(hasRareCharacter);
  if (rare === undefined) return null;
  const others = names.filter((name) => name !== rare);
  const label = t('ofName', { name: rare });
  return (
    <Button
      type="text"
      icon={<FontSizeOutlined />}
      aria-label={label}
      title={label}
      onClick={() => open(rare, others)}
    />
  );
}
