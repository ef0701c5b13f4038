import { useMutation, useQuery } from '@tanstack/react-query';
import { AutoComplete, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportWords } from '../../../shared/contract/imports.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { MeantVerdict } from '../../ui/MeantVerdict.tsx';
import { teachWords } from './importStore.ts';
import './WordQuestions.css';

type Question = ImportWords['questions'][number];

/** Names in two forms; words that no table knows; words for a verification, without which their rows are not taken. */
const ABOUT = {
  names: ({ why }: Question) => why !== 'unknown',
  codes: ({ field, why }: Question) => why === 'unknown' && field !== 'verdict',
  verdicts: ({ field }: Question) => field === 'verdict',
} as const;

/** Words of the file that may mean another one: what a person says here the dictionary learns with the import. */
export function WordQuestions({ session, about }: { session: string; about: keyof typeof ABOUT }) {
  const { t } = useTranslation('import');
  const { data } = useQuery(orpc.imports.words.queryOptions({ input: { session } }));
  const say = useMutation({ mutationFn: teachWords });
  const questions = (data?.questions ?? []).filter(ABOUT[about]);
  if (questions.length === 0) return null;
  const offered = questions.filter(({ suggestion, taken }) => suggestion !== null && taken === null);
  const takeOffered = () =>
    say.mutate(offered.map(({ field, written, suggestion }) => ({ field, written, meant: suggestion })));
  return (
    <section
      className="word-questions"
      aria-label={t(about === 'verdicts' ? 'words.verdicts' : 'words.title')}
    >
      <p className="word-questions-head">
        <strong>{t(about === 'verdicts' ? 'words.verdicts' : 'words.title')}</strong>
        <span className="soft">{t(about === 'verdicts' ? 'words.verdictsHelp' : 'words.help')}</span>
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
              onSay={(meant) => say.mutate([{ field: question.field, written: question.written, meant }])}
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
  if (question.field === 'verdict') return <VerdictRow question={question} onSay={onSay} />;
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

/** A word for a verification means one of a few: choosing it says so. */
function VerdictRow({ question, onSay }: { question: Question; onSay: (meant: string | null) => void }) {
  const { t } = useTranslation('import');
  const text = useWords();
  const { written } = question;
  return (
    <tr>
      <td>{text.label(question.field)}</td>
      <th scope="row">{written}</th>
      <td className="numbers">{formatCount(question.inFile)}</td>
      <td>
        <MeantVerdict
          size="small"
          className="word-meant"
          label={t('words.meantOf', { written })}
          placeholder={t('words.choose')}
          value={question.taken}
          onChange={onSay}
        />
      </td>
      <td>
        {question.taken !== null && (
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
