import { QueryClientProvider } from '@tanstack/react-query';
import { queryClient } from '../rpc/queryClient.ts';
import { UndoBar } from '../ui/UndoBar.tsx';
import { DeskLook } from './DeskLook.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Gate } from './Gate.tsx';

/** The window: theme, language and data around the frame. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <DeskLook>
        <ErrorBoundary resetKey="window">
          <Gate />
        </ErrorBoundary>
        <UndoBar />
      </DeskLook>
    </QueryClientProvider>
  );
}
