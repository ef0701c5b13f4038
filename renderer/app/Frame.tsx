import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../shared/contract/people.ts';
import { orpc } from '../rpc/core.ts';
import { WelcomeScreen } from '../screens/welcome/WelcomeScreen.tsx';
import { useCharacterPanel } from '../state/characterPanel.ts';
import { usePreferences } from '../state/preferences.ts';
import { navigate, useRoute } from '../state/route.ts';
import { mayCall, useMay } from '../state/useMay.ts';
import { useMe } from '../state/useMe.ts';
import { useWords } from '../text/useWords.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { areas } from './areas.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Navigation } from './Navigation.tsx';
import { StatusLine } from './StatusLine.tsx';
import { TopBar } from './TopBar.tsx';
import { useDataWatch } from './useDataWatch.ts';
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
  const { data: status } = useQuery(orpc.admin.status.queryOptions());
  // The welcome stays until it is through, even when its work has already made the store no longer empty.
  const [welcoming, setWelcoming] = useState(false);
  const unset = status !== undefined && status.school === null;
  useEffect(() => {
    if (unset) setWelcoming(true);
  }, [unset]);
  const area = areas.find((entry) => entry.id === route.area);
  const Screen = area?.screen;
  const me = useMe();
  const may = useMay();
  useFirstArea(me);

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
          <Suspense fallback={null}>
            {Screen &&
              (area?.calls.some(may) ? (
                <Screen key={route.area} />
              ) : (
                <RefusedPage me={me} title={t(area?.title ?? 'product')} />
              ))}
          </Suspense>
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

/** Whoever opens the window where their role has nothing, without having asked for it, gets the first page that has. */
function useFirstArea(me: Me | null): void {
  useEffect(() => {
    if (me === null || window.location.hash !== '') return;
    const first = areas.find(({ calls }) => calls.some((call) => mayCall(me, call)));
    if (first && first.id !== 'overview') navigate(first.id, {}, { replace: true });
  }, [me]);
}

/** A page that the role may not use: why, and who can change it. */
function RefusedPage({ me, title }: { me: Me | null; title: string }) {
  const { t } = useTranslation('people');
  const text = useWords();
  if (me?.role == null) return null;
  return (
    <>
      <PageHeader title={title} />
      <EmptyState title={t('refused.title')}>
        {t('refused.text', { role: text.trust.role(me.role) })}
      </EmptyState>
    </>
  );
}
