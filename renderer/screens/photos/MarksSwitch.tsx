import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../state/preferences.ts';

/** Whether faces are marked on large photos. */
export function MarksSwitch() {
  const { t } = useTranslation('photos');
  const marks = usePreferences((state) => state.photoMarks);
  const setMarks = usePreferences((state) => state.setPhotoMarks);
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch is a button inside it
    <label className="marks-switch">
      <Switch size="small" checked={marks} onChange={setMarks} aria-label={t('marks.switch')} />
      {t('marks.switch')} <kbd className="key">G</kbd>
    </label>
  );
}
