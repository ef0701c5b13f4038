import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { AutoComplete, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportWords } from '../../../shared/contract/imports.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import './WordQuestions.css';

type Question = ImportWords['questions'][number];

/** Words of the file that may mean another one: what a person says here the dictionary learns with the import. */
export function WordQuestions({ session, codes }: { session: string; codes: boolean }) {
  const { t } = useTranslation('import');
  const queryClient = useQueryClient();
  const asked = orpc.imports.words.queryOptions({ input: { session } });
  const { data } = useQuery(asked);
  const say = useMutation(
    orpc.imports.words.mutationOptions({
      onSuccess: (words) => queryClient.setQueryData(asked.queryKey, words),
    }),
  );
  const questions = (data?.questions ?? []).filter(({ why }) => (why === 'unknown') === codes);
  if (questions.length === 0) return null;
  const offered = questions.filter(({ suggestion, taken }) => suggestion !== null && taken === null);
  const takeOffered = () =>
    say.mutate({
      session,
      take: offered.map(({ field, written, suggestion }) => ({ field, written, meant: suggestion })),
    });
  return (
    <section className="word-questions" aria-label={t('words.title')}>
      <p className="word-questions-head">
        <strong>{t('words.title')}</strong>
        <span className="soft">{t('words.help')}</span>
        {offered.length > 1 && (
          <Button size="small" onClick={takeOffered}>
            {t('words.takeAll', { count: offered.length })}
          </Button>
        )}
      </p>
      {say.isError && <ErrorNotice error={say.error} />}
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('words.field')}</th>
            <th>{t('words.written')}</th>
            <th>{t('words.rows')}</th>
            <th>{t('words.meant')}</th>
            <th aria-hidden />
          </tr>
        </thead>
        <tbody>
          {questions.map((question) => (
            <Row
              key={`${question.field}/${question.written}`}
              question={question}
              onSay={(meant) =>
                say.mutate({ session, take: [{ field: question.field, written: question.written, meant }] })
              }
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ question, onSay }: { question: Question; onSay: (meant: string | null) => void }) {
  const { t } = useTranslation('import');
  const text = useWords();
  const [meant, setMeant] = useState(question.taken ?? question.suggestion ?? '');
  const { written, taken, candidates } = question;
  const clean = meant.trim();
  return (
    <tr>
      <td>{text.label(question.field)}</td>
      <th scope="row">
        {written} <span className="soft">{t(`words.why.${question.why}`)}</span>
      </th>
      <td className="numbers">{formatCount(question.inFile)}</td>
      <td>
        {taken === null ? (
          <AutoComplete
            size="small"
            className="word-meant"
            aria-label={t('words.meantOf', { written })}
            value={meant}
            options={candidates.map((value) => ({ value }))}
            maxLength={200}
            onChange={setMeant}
          />
        ) : (
          taken
        )}
      </td>
      <td>
        {taken === null ? (
          <Button
            size="small"
            disabled={clean === '' || clean === written}
            aria-label={t('words.takeOf', { written })}
            onClick={() => onSay(clean)}
          >
            {t('words.take')}
          </Button>
        ) : (
          <Button
            size="small"
            type="text"
            aria-label={t('words.leaveOf', { written })}
            onClick={() => onSay(null)}
          >
            {t('words.leave')}
          </Button>
        )}
      </td>
    </tr>
  );
}
