import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { deadlineHint } from './deadlineHint.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** A day, with what is worth knowing of it: weekday, how far away, whether anybody is in the office then. */
export function DeadlineField({
  id,
  value,
  onChange,
}: {
  id: string;
  /** YYYY-MM-DD. */
  value: string | null;
  onChange: (deadline: string | null) => void;
}) {
  const { t } = useTranslation('campaigns');
  const hint = value === null ? null : deadlineHint(value, Date.now());
  return (
    <span className="deadline-field">
      <DatePicker
        id={id}
        value={value === null ? null : dayjs(value)}
        onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : null)}
        format="YYYY-MM-DD"
        placeholder="YYYY-MM-DD"
      />
      <span className="soft" role="status">
        {hint && (
          <>
            {t(`weekday.${WEEKDAYS[hint.weekday] ?? 'sunday'}`)}
            {' · '}
            {hint.days < 0
              ? t('days.over', { count: -hint.days })
              : hint.days === 0
                ? t('days.today')
                : t('days.left', { count: hint.days, working: hint.workingDays })}
            {!hint.workday && <span className="deadline-rest"> · {t('form.restDay')}</span>}
          </>
        )}
      </span>
    </span>
  );
}
