import { Button, Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { STUDENT_FIELDS, type StudentField } from '../../../shared/domain/studentFields.ts';
import { useWords } from '../../text/useWords.ts';

/** Our own notes of a student: no student is ever asked to verify them. */
const NEVER_COVERED: readonly StudentField[] = ['remark', 'counsellor', 'phone', 'email', 'originProvince'];
/** Left out by many schools, for the reason that the form says. */
const OFTEN_LEFT_OUT: readonly StudentField[] = ['politicalStatus', 'className', 'studentNo'];

/** The fields that a verification covers. */
export function CoveragePicker({
  covered,
  disabled = false,
  onChange,
  onReset,
}: {
  covered: readonly StudentField[];
  disabled?: boolean;
  onChange: (field: StudentField, covered: boolean) => void;
  /** Back to what is usual for the type; null while it is that. */
  onReset: (() => void) | null;
}) {
  const { t } = useTranslation(['campaigns', 'general']);
  const text = useWords();
  return (
    <>
      <div className="coverage">
        {STUDENT_FIELDS.filter((field) => !NEVER_COVERED.includes(field)).map((field) => (
          <Checkbox
            key={field}
            checked={covered.includes(field)}
            disabled={disabled}
            onChange={(event) => onChange(field, event.target.checked)}
          >
            {text.label(field)}
          </Checkbox>
        ))}
      </div>
      <p className="soft coverage-note">
        {t('form.leftOut', {
          fields: OFTEN_LEFT_OUT.map((field) => text.label(field)).join(t('general:listJoin')),
        })}{' '}
        {onReset && (
          <Button type="link" size="small" onClick={onReset}>
            {t('form.resetCoverage')}
          </Button>
        )}
      </p>
    </>
  );
}
