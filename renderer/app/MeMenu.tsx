import { UserOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { core, orpc } from '../rpc/core.ts';
import { onRefusedCall } from '../rpc/onRefusedCall.ts';
import { queryClient } from '../rpc/queryClient.ts';
import { keepMe, may, useMe } from '../state/useMe.ts';
import { useWindowLock } from '../state/windowLock.ts';
import { useWords } from '../text/useWords.ts';
import { clockText } from '../ui/useWait.ts';

const ChangePasswordDialog = lazy(async () => ({
  default: (await import('../screens/people/ChangePasswordDialog.tsx')).ChangePasswordDialog,
}));
const AskUnmask = lazy(async () => ({
  default: (await import('../screens/people/AskUnmask.tsx')).AskUnmask,
}));

/** Who is signed in, and what they do about it; nothing in a store without people. */
export function MeMenu() {
  const { t } = useTranslation('people');
  const text = useWords();
  const me = useMe();
  const [open, setOpen] = useState<'password' | 'unmask' | null>(null);
  const lock = useMutation(orpc.people.lock.mutationOptions({ onSuccess: keepMe }));
  const signOut = useMutation(orpc.people.signOut.mutationOptions({ onSuccess: keepMe }));
  const person = me?.person ?? null;
  const mayAsk = may(me, ['ask-unmask']) && !may(me, ['unmask']);
  useLockKey(person !== null);
  useAskWhenRefused(mayAsk, setOpen);
  if (!me || !person || me.role === null) return null;
  const scope = me.colleges === null ? t('wholeSchool') : me.colleges.join('、');
  return (
    <>
      {me.unmaskedUntil !== null && <Unmasked until={me.unmaskedUntil} />}
      <Dropdown
        trigger={['click']}
        getPopupContainer={(button) => button.parentElement!}
        menu={{
          items: [
            { key: 'who', disabled: true, label: `${text.trust.role(me.role)} · ${scope}` },
            ...(mayAsk && me.unmaskedUntil === null
              ? [{ key: 'unmask', label: t('unmask.ask'), onClick: () => setOpen('unmask') }]
              : []),
            { key: 'password', label: t('change.title'), onClick: () => setOpen('password') },
            { key: 'lock', label: `${t('lock')}  Ctrl+L`, onClick: () => lock.mutate({}) },
            { key: 'out', label: t('signOut'), onClick: () => signOut.mutate({}) },
          ],
        }}
      >
        <Button type="text" icon={<UserOutlined />} aria-label={t('meMenu', { name: person.name })}>
          {person.name}
        </Button>
      </Dropdown>
      <Suspense fallback={null}>
        {open === 'password' && <ChangePasswordDialog onClose={() => setOpen(null)} />}
        {open === 'unmask' && <AskUnmask onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  );
}

/** Ctrl+L hides everything at once, from wherever one is. */
function useLockKey(isIn: boolean): void {
  useEffect(() => {
    if (!isIn) return;
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'l') return;
      event.preventDefault();
      if (useWindowLock.getState().locked) return;
      void core.people.lock().then(keepMe, () => undefined);
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [isIn]);
}

/** Whoever wants to see whole numbers that are not open is asked for the reason at once. */
function useAskWhenRefused(mayAsk: boolean, open: (what: 'unmask') => void): void {
  useEffect(() => {
    if (!mayAsk) return;
    return onRefusedCall(({ code, params }) => {
      if (code === 'UNMASK_REFUSED' && params.case === 'ask') open('unmask');
    });
  }, [mayAsk, open]);
}

/** How long whole numbers are open yet; a press closes them. */
function Unmasked({ until }: { until: number }) {
  const { t } = useTranslation('people');
  const left = () => Math.max(0, Math.ceil((until - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = window.setInterval(() => {
      setSeconds(left());
      if (left() === 0) void queryClient.invalidateQueries();
    }, 1000);
    return () => window.clearInterval(timer);
  });
  const mask = useMutation(
    orpc.people.mask.mutationOptions({
      onSuccess: async (me) => {
        keepMe(me);
        await queryClient.invalidateQueries();
      },
    }),
  );
  if (seconds === 0) return null;
  return (
    <Button size="small" className="numbers" title={t('unmask.close')} onClick={() => mask.mutate({})}>
      {t('unmask.left', { time: clockText(seconds) })}
    </Button>
  );
}
