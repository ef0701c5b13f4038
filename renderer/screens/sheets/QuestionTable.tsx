import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SheetQuestion } from '../../../shared/contract/sheets.ts';
import { SHEET_DECISIONS, type SheetDecision } from '../../../shared/domain/sheetQuestion.ts';
import { core, orpc } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';
import { useUndo } from '../../state/undo.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import '../../ui/PlainTable.css';
import { useMay } from '../../state/useMay.ts';

/** Students who were written in or crossed out on returned sheets: a person says where they belong. */
export function QuestionTable({ questions }: { questions: readonly SheetQuestion[] }) {
  const { t } = useTranslation('sheets');
  const words = useWords();
  const showUndo = useUndo((state) => state.show);
  const [notes, setNotes] = useState<ReadonlyMap<string, string>>(new Map());
  const may = useMay();
  const decide = useMutation(orpc.sheets.decide.mutationOptions());
  const run = async ({ id, name }: SheetQuestion, decision: SheetDecision) => {
    try {
      await decide.mutateAsync({ id, decision, note: notes.get(id) ?? '' });
      const said = t('decided', { name: name ?? '', decision: words.sheet.decision(decision) });
      showUndo(said, async () => {
        await core.sheets.decide({ id, decision: null, note: '' });
        return null;
      });
    } catch {
      // The mutation's own state says what went wrong.
    }
  };
  return (
    <>
      {decide.isError && <ErrorNotice error={decide.error} />}
      <p className="soft sheet-help">{t('questionsHelp')}</p>
      <table className="plain-table" aria-label={t('questions')}>
        <thead>
          <tr>
            <th scope="col">{words.label('name')}</th>
            <th scope="col">{words.label('studentNo')}</th>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('onSheet')}</th>
            <th scope="col">{t('noteField')}</th>
            <th scope="col">{t('decide')}</th>
          </tr>
        </thead>
        <tbody>
          {questions.map((question) => (
            <tr key={question.id}>
              <td>
                {question.student === null ? (
                  question.name
                ) : (
                  <a href={hashOf('students', { student: question.student })}>{question.name}</a>
                )}
              </td>
              <td className="numbers">{question.studentNo}</td>
              <td>
                {words.sheet.question(question.kind)}
                {question.kind === 'added' && question.student === null && (
                  <span className="soft"> {t('notHere')}</span>
                )}
                {question.written !== '' && <div className="soft">{question.written}</div>}
              </td>
              <td>
                {question.className} <span className="soft numbers">{question.number}</span>
              </td>
              <td>
                <Input
                  size="small"
                  aria-label={t('noteOf', { name: question.name ?? '' })}
                  maxLength={300}
                  value={notes.get(question.id) ?? ''}
                  onChange={({ target }) => setNotes(new Map(notes).set(question.id, target.value))}
                />
              </td>
              <td className="sheet-decisions">
                {may('sheets.decide') &&
                  SHEET_DECISIONS.map((decision) => (
                    <Button
                      key={decision}
                      size="small"
                      disabled={decide.isPending}
                      onClick={() => void run(question, decision)}
                    >
                      {words.sheet.decision(decision)}
                    </Button>
                  ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {questions.length === 0 && <p className="soft sheet-none">{t('noQuestions')}</p>}
    </>
  );
}
