import i18next from 'i18next';
import { useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { CounterMark } from '../../shared/domain/counterVisit.ts';
import type { Language } from '../text/texts.ts';
import { darkPalette, lightPalette, paint } from '../ui/palette.ts';
import { RecordCheck } from './RecordCheck.tsx';
import { useCounterScreen } from './useCounterScreen.ts';
import './CounterWindow.css';

const DARK = window.matchMedia('(prefers-color-scheme: dark)');

function onDarkChange(listener: () => void): () => void {
  DARK.addEventListener('change', listener);
  return () => DARK.removeEventListener('change', listener);
}

/** The student's window: what the clerk has put on it, large, and nothing else. */
export function CounterWindow() {
  const { t } = useTranslation('counterWindow');
  const dark = useSyncExternalStore(onDarkChange, () => DARK.matches);
  const [language, setLanguage] = useState<Language>('zh');
  /** What was just signed; the record itself is gone by then. */
  const [signed, setSigned] = useState<CounterMark | null>(null);
  const screen = useCounterScreen();
  const record = screen.at === 'record' ? screen.record : null;

  useLayoutEffect(() => paint(document.documentElement, dark ? darkPalette : lightPalette, dark), [dark]);
  useLayoutEffect(() => {
    void i18next.changeLanguage(language);
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = i18next.t('title', { ns: 'counterWindow' });
  }, [language]);

  const switcher = (
    <button
      type="button"
      className="counter-button counter-language"
      lang={language === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      {t('language')}
    </button>
  );

  if (record) {
    return (
      <RecordCheck
        key={record.visit}
        record={record}
        language={language}
        switcher={switcher}
        onSigned={setSigned}
      />
    );
  }
  const school = screen.at === 'waiting' ? screen.school : '';
  return (
    <main className="counter-page counter-still">
      <header className="counter-head">
        <p className="counter-place">{school}</p>
        {switcher}
      </header>
      {signed && screen.at === 'waiting' ? (
        <section className="counter-message" role="status">
          <h1>{t('thanks.title')}</h1>
          <p>{t(`thanks.${signed}`)}</p>
          <p className="soft">{t('thanks.text')}</p>
          <button type="button" className="counter-button" onClick={() => setSigned(null)}>
            {t('thanks.again')}
          </button>
        </section>
      ) : (
        <section className="counter-message" role="status">
          <h1>{t(`${screen.at as 'waiting' | 'closed' | 'lost'}.title`)}</h1>
          <p>{t(`${screen.at as 'waiting' | 'closed' | 'lost'}.text`)}</p>
        </section>
      )}
    </main>
  );
}
