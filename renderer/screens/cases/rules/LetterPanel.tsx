import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  LETTER_READERS,
  MOST_LETTER_TEXT,
  unknownLetterFields,
} from '../../../../shared/domain/cases/caseLetter.ts';
import { core, orpc } from '../../../rpc/core.ts';
import { useUndo } from '../../../state/undo.ts';
import { useWords } from '../../../text/useWords.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { RuleBench } from './RuleBench.tsx';

type Letter = Awaited<ReturnType<typeof core.caseOutputs.letters>>['letters'][number];

/** What is written about cases, and to whom: each letter's text is the program's until the office writes its own. */
export function LetterPanel() {
  const { t } = useTranslation('caseRules');
  const words = useWords();
  const known = useQuery(orpc.caseOutputs.letters.queryOptions());
  const types = useQuery(orpc.cases.types.queryOptions());
  const [shown, setShown] = useState<string | null>(null);
  const error = known.error ?? types.error;
  if (error) return <ErrorNotice error={error} onRetry={() => void known.refetch()} />;
  if (!known.data || !types.data) return null;
  const { letters, fields } = known.data;
  const letter = letters.find(({ id }) => id === shown) ?? letters[0]!;
  const items = types.data.types
    .filter(({ id }) => letter.types.length === 0 || letter.types.includes(id))
    .flatMap(({ form }) => form.map(({ name }) => name.zh));
  return (
    <RuleBench
      label={t('part.letters')}
      groups={LETTER_READERS.map((reader) => ({
        name: words.cases.reader(reader),
        rules: letters
          .filter(({ to }) => to === reader)
          .map((one) => ({
            rule: one,
            from: one.isOwn ? ('office' as const) : ('program' as const),
            isUnreadable: false,
          })),
      })).filter(({ rules }) => rules.length > 0)}
      shown={letter.id}
      onShow={setShown}
    >
      <LetterForm
        key={`${letter.id} ${letter.body}`}
        letter={letter}
        fields={fields}
        items={[...new Set(items)]}
      />
    </RuleBench>
  );
}

function LetterForm({
  letter,
  fields,
  items,
}: {
  letter: Letter;
  /** What can stand in braces in every letter. */
  fields: readonly string[];
  /** Names of the forms' items of the cases that it is about, which can stand there too. */
  items: readonly string[];
}) {
  const { t } = useTranslation('caseRules');
  const words = useWords();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [body, setBody] = useState(letter.body);
  const place = useRef<HTMLDivElement>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.caseOutputs.letters.key() });
  const save = useMutation({
    mutationFn: (own: string | null) => core.caseOutputs.saveLetter({ letter: letter.id, body: own }),
    onSuccess: async ({ isOwn }) => {
      showUndo(t(isOwn ? 'letter.saved' : 'letter.restored', { name: letter.title }), async () => {
        const before = letter.isOwn ? letter.body : null;
        await core.caseOutputs.saveLetter({ letter: letter.id, body: before });
        await refresh();
        return null;
      });
      await refresh();
    },
  });
  const unknown = unknownLetterFields(body, items);
  const isRefused = body.trim() === '' || unknown.length > 0 || body.trim() === letter.body;
  /** Where the caret stands, or stood. */
  const insert = (field: string) => {
    const area = place.current?.querySelector('textarea');
    const [from, to] = [area?.selectionStart ?? body.length, area?.selectionEnd ?? body.length];
    setBody(`${body.slice(0, from)}{${field}}${body.slice(to)}`);
    area?.focus();
  };
  return (
    <form
      className="case-part rule-form"
      aria-label={letter.title}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRefused) save.mutate(body);
      }}
    >
      <div className="rule-head">
        <h2>{letter.title}</h2>
        <span className="soft">{t('letter.to', { reader: words.cases.reader(letter.to) })}</span>
      </div>
      <div ref={place}>
        <Input.TextArea
          aria-label={t('letter.body')}
          lang="zh-CN"
          rows={12}
          maxLength={MOST_LETTER_TEXT}
          value={body}
          onChange={(event) => setBody(event.target.value)}
        />
      </div>
      <p className="soft rule-help">{t('letter.help')}</p>
      <fieldset className="rule-fields" aria-label={t('letter.fields')}>
        {[...fields, ...items.filter((item) => !fields.includes(item))].map((field) => (
          <Button key={field} size="small" type="text" onClick={() => insert(field)}>
            {`{${field}}`}
          </Button>
        ))}
      </fieldset>
      {unknown.length > 0 && (
        <p className="rule-unreadable" role="alert">
          {t('letter.unknown', { fields: unknown.map((field) => `{${field}}`).join('、') })}
        </p>
      )}
      {save.isError && <ErrorNotice error={save.error} />}
      <div className="rule-tools">
        <Button type="primary" htmlType="submit" disabled={isRefused} loading={save.isPending}>
          {t('save')}
        </Button>
        {body !== letter.body && <Button onClick={() => setBody(letter.body)}>{t('leave')}</Button>}
        {letter.isOwn && (
          <Button loading={save.isPending} onClick={() => save.mutate(null)}>
            {t('letter.restore')}
          </Button>
        )}
      </div>
    </form>
  );
}
