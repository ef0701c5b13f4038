import { useMutation } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundStudent } from '../../../shared/contract/counter.ts';
import { orpc } from '../../rpc/core.ts';
import { navigate } from '../../state/route.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/**
 * Where a card reader types (it is a keyboard that ends with Enter). What comes may be an identity number, so it is
 * shown as dots, and is gone as soon as it was looked up.
 */
export function CardField({ onFound }: { onFound: (students: readonly FoundStudent[]) => void }) {
  const { t } = useTranslation('counter');
  const [card, setCard] = useState('');
  const field = useRef<InputRef>(null);
  const find = useMutation(
    orpc.counter.find.mutationOptions({
      // Neither the question nor its answer is kept.
      gcTime: 0,
      onSuccess: ({ students }) => onFound(students),
    }),
  );
  return (
    <form
      className="counter-card"
      aria-label={t('scan')}
      onSubmit={(event) => {
        event.preventDefault();
        const scanned = card.trim();
        setCard('');
        field.current?.focus();
        if (scanned !== '') find.mutate({ card: scanned });
      }}
    >
      <Input
        ref={field}
        autoFocus
        className="counter-card-field"
        aria-label={t('scan')}
        placeholder={t('scanHint')}
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        value={card}
        onChange={(event) => setCard(event.target.value)}
      />
      <Button htmlType="submit" loading={find.isPending}>
        {t('find')}
      </Button>
      <Button type="link" onClick={() => navigate('students')}>
        {t('byName')}
      </Button>
      {find.isError && <ErrorNotice error={find.error} />}
      {find.data?.students.length === 0 && (
        <p className="counter-none" role="alert">
          {t('noneFound')}
        </p>
      )}
    </form>
  );
}
