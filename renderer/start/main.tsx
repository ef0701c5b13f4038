import '../app/parseWithoutEval.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { DeskLook } from '../app/DeskLook.tsx';
import { ErrorBoundary } from '../app/ErrorBoundary.tsx';
import { queryClient } from '../rpc/queryClient.ts';
import { usePreferences } from '../state/preferences.ts';
import { startTexts } from '../text/texts.ts';
import { StartWindow } from './StartWindow.tsx';
import '../app/desk.css';

startTexts(usePreferences.getState().language);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={queryClient}>
      <DeskLook>
        <ErrorBoundary resetKey="start">
          <StartWindow />
        </ErrorBoundary>
      </DeskLook>
    </QueryClientProvider>,
  );
}
