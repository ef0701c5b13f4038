import { useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useState } from 'react';
import { orpc } from '../rpc/core.ts';
import { onRefusedCall } from '../rpc/onRefusedCall.ts';
import { queryClient } from '../rpc/queryClient.ts';
import { ChangePasswordPage } from '../screens/people/ChangePasswordPage.tsx';
import { LockOverlay } from '../screens/people/LockOverlay.tsx';
import { SignInPage } from '../screens/people/SignInPage.tsx';
import { useUndo } from '../state/undo.ts';
import { useWindowLock } from '../state/windowLock.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Frame } from './Frame.tsx';
import { useIdleLock } from './useIdleLock.ts';
import { useWindowKeys } from './useWindowKeys.ts';

/** Whoever may, comes in; everybody else is asked who they are. What stands on the window stays when it locks. */
export function Gate() {
  const { data: me = null, error, refetch } = useQuery(orpc.people.me.queryOptions());
  const setLocked = useWindowLock((state) => state.setLocked);
  const locked = me?.held === 'locked';
  const isIn = me !== null && (!me.signsIn || me.person !== null) && me.held !== 'must-change';
  /** Of whom the pages below are; null: there are none. */
  const [shown, setShown] = useState<string | null>(null);
  const whose = me === null ? null : me.signsIn ? (me.person?.id ?? null) : '';
  useIdleLock(me);
  // Heard from the first moment on: whoever knows the keys does not wait for the page.
  useWindowKeys();
  useRefusals();

  useLayoutEffect(() => {
    // What changed while nothing was asked is asked now.
    if (!locked && useWindowLock.getState().locked) void queryClient.invalidateQueries();
    setLocked(locked);
  }, [locked, setLocked]);
  useLayoutEffect(() => {
    if (me === null || locked) return;
    // Nothing of what one person was shown is kept for the next.
    if (!isIn) {
      queryClient.removeQueries({ predicate: ({ queryKey }) => !isMe(queryKey) });
      useUndo.getState().dismiss();
    }
    setShown(isIn ? whose : null);
  }, [me, locked, isIn, whose]);

  if (me === null) return error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : null;
  if (me.signsIn && me.person === null) return <SignInPage />;
  if (me.held === 'must-change') return <ChangePasswordPage />;
  return (
    <>
      {shown !== null && (
        <div className="gate-inside" inert={locked} key={shown}>
          <Frame />
        </div>
      )}
      {locked && <LockOverlay me={me} />}
    </>
  );
}

function isMe(queryKey: readonly unknown[]): boolean {
  return JSON.stringify(queryKey).includes('["people","me"]');
}

/** A question that was refused because nobody is signed in, or the window is locked: ask who it is. */
function useRefusals(): void {
  useEffect(
    () =>
      onRefusedCall(({ code }) => {
        if (code !== 'NOT_SIGNED_IN') return;
        void queryClient.invalidateQueries({ queryKey: orpc.people.me.queryKey() });
      }),
    [],
  );
}
