import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SigningKey } from '../../../shared/contract/verifySheets.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { copyText } from '../../ui/copyText.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatTime } from '../../ui/formatTime.ts';

/** By which keys sheets are told genuine: to be copied to another computer of the school, or taken from there. */
export function SigningKeys() {
  const { t } = useTranslation('reports');
  const id = useId();
  const place = useRef<HTMLDetailsElement>(null);
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [pasted, setPasted] = useState('');
  const [said, setSaid] = useState('');
  const { data: keys = [] } = useQuery(orpc.reports.keys.list.queryOptions());
  const again = () => queryClient.invalidateQueries({ queryKey: orpc.reports.keys.key() });
  const trust = useMutation({
    mutationFn: (text: string) => core.reports.keys.trust({ text }),
    onSuccess: ({ added }) => {
      setPasted('');
      if (added.length === 0) setSaid(t('verify.keys.known'));
      else {
        showUndo(t('verify.keys.added', { count: added.length }), async () => {
          for (const one of added) await core.reports.keys.forget({ id: one });
          await again();
          return null;
        });
      }
      return again();
    },
  });
  const forget = useMutation({
    mutationFn: (key: SigningKey) => core.reports.keys.forget({ id: key.id }),
    onSuccess: (_left, key) => {
      showUndo(t('verify.keys.removed', { name: key.id }), async () => {
        await core.reports.keys.trust({ text: key.line });
        await again();
        return null;
      });
      return again();
    },
  });
  const copy = () => {
    const copied = copyText(keys.map(({ line }) => line).join('\n'), place.current!);
    setSaid(copied ? t('verify.keys.copied') : '');
  };
  return (
    <details ref={place} className="verify-keys">
      <summary>{t('verify.keys.title', { count: keys.length })}</summary>
      <p className="soft">{t('verify.keys.help')}</p>
      <ul>
        {keys.map((key) => (
          <li key={key.id}>
            <code>{key.id}</code>
            <span className="soft">
              {t(`verify.keys.${key.isOwn ? 'own' : key.isImported ? 'imported' : 'came'}`)}
            </span>
            <span className="soft numbers">{formatTime(key.since, Date.now())}</span>
            {key.isImported && (
              <Button
                size="small"
                type="text"
                aria-label={t('verify.keys.removeOf', { name: key.id })}
                onClick={() => forget.mutate(key)}
              >
                {t('verify.keys.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setSaid('');
          if (pasted.trim() !== '') trust.mutate(pasted);
        }}
      >
        <label htmlFor={`${id}-paste`}>{t('verify.keys.paste')}</label>
        <Input.TextArea
          id={`${id}-paste`}
          rows={2}
          value={pasted}
          placeholder="XJKEY1:…"
          spellCheck={false}
          onChange={({ target }) => setPasted(target.value)}
        />
        <span className="verify-keys-actions">
          <Button htmlType="submit" disabled={pasted.trim() === ''} loading={trust.isPending}>
            {t('verify.keys.add')}
          </Button>
          <Button onClick={copy}>{t('verify.keys.copy')}</Button>
          <span role="status" className="soft">
            {said}
          </span>
        </span>
      </form>
      {trust.isError && <ErrorNotice error={trust.error} />}
      {forget.isError && <ErrorNotice error={forget.error} />}
    </details>
  );
}
