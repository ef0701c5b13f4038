import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../state/preferences.ts';

/** The other language: settings cannot be reached from here. */
export function StartLanguage() {
  const { t } = useTranslation('start');
  const language = usePreferences((state) => state.language);
  const setLanguage = usePreferences((state) => state.setLanguage);
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <Button
      type="text"
      size="small"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => setLanguage(other)}
    >
      {t('language')}
    </Button>
  );
}
