import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../state/preferences.ts';
import { useRoute } from '../state/route.ts';
import { areas } from './areas.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Navigation } from './Navigation.tsx';
import { StatusLine } from './StatusLine.tsx';
import { TopBar } from './TopBar.tsx';
import { useDataWatch } from './useDataWatch.ts';
import { useWindowKeys } from './useWindowKeys.ts';
import './Frame.css';

/** Navigation, top bar, the page, status line. */
export function Frame() {
  const { t } = useTranslation('general');
  const route = useRoute();
  const collapsed = usePreferences((state) => state.navigationCollapsed);
  const { changedAt, connected } = useDataWatch();
  useWindowKeys();
  const area = areas.find((entry) => entry.id === route.area);
  const Screen = area?.screen;

  return (
    <div className={collapsed ? 'frame collapsed' : 'frame'}>
      <button type="button" className="skip-link" onClick={() => document.getElementById('main')?.focus()}>
        {t('skip')}
      </button>
      <Navigation current={route.area} />
      <TopBar />
      <main id="main" className="frame-main" tabIndex={-1} data-region aria-label={t('region.main')}>
        <ErrorBoundary resetKey={route.area}>
          <Suspense fallback={null}>{Screen && <Screen key={route.area} />}</Suspense>
        </ErrorBoundary>
      </main>
      <StatusLine changedAt={changedAt} connected={connected} />
    </div>
  );
}
