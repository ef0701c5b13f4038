import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FieldCorrection } from '../../../shared/domain/cases/caseType.ts';
import { MASKED_FIELDS, type StudentField } from '../../../shared/domain/studentFields.ts';
import { useWords } from '../../text/useWords.ts';

/** Which fields have to become what: a line each, what the record has now on the left. */
export function CorrectionRows({
  id,
  fields,
  corrections,
  isFixed,
  isUnmasked,
  onUnmask,
  onChange,
}: {
  id: string;
  fields: readonly StudentField[];
  corrections: readonly FieldCorrection[];
  isFixed: boolean;
  isUnmasked: boolean;
  onUnmask: () => void;
  onChange: (corrections: readonly FieldCorrection[]) => void;
}) {
  const { t } = useTranslation('cases');
  const words = useWords();
  const free = fields.filter((field) => !corrections.some((one) => one.field === field));
  // What is masked must not be saved as it is shown.
  const isHidden = !isUnmasked && corrections.some(({ field }) => isMasked(field));
  return (
    <div className="corrections">
      {corrections.map((one, at) => (
        <div key={one.field} className="correction">
          <span>{words.label(one.field)}</span>
          <span className="soft">{one.from ?? '—'}</span>
          <span aria-hidden>→</span>
          <Input
            aria-label={t('shouldBe', { field: words.label(one.field) })}
            disabled={isFixed || isHidden}
            value={one.to}
            onChange={(event) =>
              onChange(corrections.map((held, n) => (n === at ? { ...held, to: event.target.value } : held)))
            }
          />
          {!isFixed && (
            <Button
              size="small"
              disabled={isHidden}
              aria-label={t('removeCorrection', { field: words.label(one.field) })}
              onClick={() => onChange(corrections.filter((_, n) => n !== at))}
            >
              {t('remove')}
            </Button>
          )}
        </div>
      ))}
      {isHidden && (
        <Button size="small" onClick={onUnmask}>
          {t('unmask')}
        </Button>
      )}
      {!isFixed && !isHidden && free.length > 0 && (
        <Select
          id={id}
          className="correction-field"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('addCorrection')}
          value={null}
          options={free.map((field) => ({ value: field, label: words.label(field) }))}
          onChange={(field: StudentField | null) => {
            if (field !== null) onChange([...corrections, { field, from: null, to: '' }]);
          }}
        />
      )}
    </div>
  );
}

function isMasked(field: StudentField): boolean {
  return (MASKED_FIELDS as readonly StudentField[]).includes(field);
}
