import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../rpc/core.ts';
import { WelcomeScreen } from '../screens/welcome/WelcomeScreen.tsx';
import { useCharacterPanel } from '../state/characterPanel.ts';
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

/** Loaded when first opened. */
const CharacterPanel = lazy(async () => ({
  default: (await import('../screens/characters/CharacterPanel.tsx')).CharacterPanel,
}));

/** Navigation, top bar, the page, status line. */
export function Frame() {
  const { t } = useTranslation('general');
  const route = useRoute();
  const characters = useCharacterPanel((state) => state.request);
  const collapsed = usePreferences((state) => state.navigationCollapsed);
  const { changedAt, connected } = useDataWatch();
  useWindowKeys();
  const { data: status } = useQuery(orpc.admin.status.queryOptions());
  // The welcome stays until it is through, even when its work has already made the store no longer empty.
  const [welcoming, setWelcoming] = useState(false);
  const unset = status !== undefined && status.school === null;
  useEffect(() => {
    if (unset) setWelcoming(true);
  }, [unset]);
  const area = areas.find((entry) => entry.id === route.area);
  const Screen = area?.screen;

  if (welcoming) return <WelcomeScreen onDone={() => setWelcoming(false)} />;
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
      {characters && (
        <Suspense fallback={null}>
          <CharacterPanel request={characters} />
        </Suspense>
      )}
      <StatusLine changedAt={changedAt} connected={connected} />
    </div>
  );
}
