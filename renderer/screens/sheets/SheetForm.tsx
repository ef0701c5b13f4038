import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { ScannedSheet } from '../../../shared/contract/sheets.ts';
import { SHEET_ANSWERS } from '../../../shared/domain/sheetAnswer.ts';
import type { StudentField } from '../../../shared/domain/studentFields.ts';
import { orpc } from '../../rpc/core.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { isTyping } from '../../ui/isTyping.ts';
import { answerOfDigit, answersToSend, firstUnsaid, type SheetDraft, withRow } from './sheetDraft.ts';

/** What a person may have corrected by hand on a sheet. */
const CORRECTED: readonly StudentField[] = [
  'name',
  'gender',
  'birthDate',
  'ethnicity',
  'idNumber',
  'majorName',
  'level',
  'duration',
  'enrolDate',
  'className',
  'studentNo',
];

export interface SavedReturn {
  batch: string;
  recorded: number;
  unchanged: number;
  questions: number;
}

/** The rows of a scanned sheet: digits mark exceptions, Enter saves the whole. */
export function SheetForm({
  scanned,
  campaign,
  draft,
  onDraft,
  onSaved,
  onLeave,
  saveRequest,
}: {
  scanned: ScannedSheet;
  campaign: string;
  draft: SheetDraft;
  onDraft: (draft: SheetDraft) => void;
  onSaved: (saved: SavedReturn) => void;
  onLeave: () => void;
  /** Grows when the sheet is scanned once more: then it is saved. */
  saveRequest: number;
}) {
  const { t } = useTranslation(['sheets', 'general']);
  const words = useWords();
  const table = useRef<HTMLTableSectionElement>(null);
  const [current, setCurrent] = useState(0);
  const [unsaid, setUnsaid] = useState<number | null>(null);
  const [name, setName] = useState('');
  const [studentNo, setStudentNo] = useState('');
  const save = useMutation(orpc.sheets.return.mutationOptions({ onSuccess: onSaved }));

  const focusRow = (at: number) => {
    setCurrent(at);
    table.current?.querySelectorAll<HTMLElement>('.sheet-student')[at]?.focus();
  };
  const next = (at: number) => focusRow(Math.min(draft.rows.length - 1, at + 1));
  const submit = () => {
    if (save.isPending) return;
    const at = firstUnsaid(draft, scanned.rows);
    if (at >= 0) {
      setUnsaid(at);
      table.current?.querySelectorAll<HTMLElement>('.sheet-row')[at]?.querySelector('input')?.focus();
      return;
    }
    const added = [...draft.added, ...(name.trim() === '' ? [] : [{ name: name.trim(), studentNo }])];
    const evenVoid = scanned.kind === 'void';
    save.mutate({
      number: scanned.number!,
      campaign,
      answers: answersToSend(draft, scanned.rows),
      added,
      evenVoid,
    });
  };
  useEffect(() => {
    table.current?.querySelector<HTMLElement>('.sheet-student')?.focus();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: saves when asked to from outside, with what is marked then
  useEffect(() => {
    if (saveRequest > 0) submit();
  }, [saveRequest]);

  const onRowKey = (event: KeyboardEvent<HTMLTableRowElement>, at: number) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target instanceof HTMLSelectElement) return;
    if (isTyping(event.target)) {
      if (event.key === 'Enter' && !event.nativeEvent.isComposing) next(at);
      else return;
    } else if (event.key === 'Enter') submit();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      focusRow(Math.min(draft.rows.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1))));
    } else {
      const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
      const answer = digit === undefined ? undefined : answerOfDigit(Number(digit));
      if (answer === undefined || scanned.rows[at]?.student == null) return;
      // The field is there at once, so that the next key already goes into it.
      flushSync(() => onDraft(withRow(draft, at, { answer })));
      setUnsaid(null);
      if (answer === 'wrong' || answer === 'proxy') event.currentTarget.querySelector('input')?.focus();
      else next(at);
    }
    event.preventDefault();
  };
  const exceptions = draft.rows.filter(({ answer }) => answer !== 'correct').length;
  return (
    <section
      className="sheet-form"
      aria-label={t('sheets:rows')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onLeave();
      }}
    >
      <p className="sheet-form-head">
        <strong>{words.sheet.scan(scanned)}</strong>
        <span className="soft numbers">{scanned.number}</span>
        {scanned.sheet?.holder && (
          <span className="soft">{t('sheets:heldBy', { holder: scanned.sheet.holder })}</span>
        )}
      </p>
      <p className="sheet-legend soft">
        {SHEET_ANSWERS.map((answer, index) => (
          <span key={answer}>
            <kbd>{index + 1}</kbd> {words.sheet.answer(answer)}
          </span>
        ))}
        <span>
          <kbd>0</kbd> {t('sheets:noAnswer')}
        </span>
        <span>
          <kbd>Enter</kbd> {t('sheets:saveKey')}
        </span>
        <span>
          <kbd>Esc</kbd> {t('sheets:leaveKey')}
        </span>
      </p>
      <div className="sheet-place">
        <table className="plain-table" aria-label={t('sheets:rows')}>
          <thead>
            <tr>
              <th>{t('sheets:row')}</th>
              <th>{words.label('studentNo')}</th>
              <th>{words.label('name')}</th>
              <th>{t('sheets:answer')}</th>
              <th>{t('sheets:said')}</th>
            </tr>
          </thead>
          <tbody ref={table}>
            {scanned.rows.map((row, at) => {
              const said = draft.rows[at]!;
              const notes = [
                ...(row.student === null ? [t('sheets:gone')] : []),
                ...(row.movedTo === null ? [] : [t('sheets:moved', { class: row.movedTo })]),
                ...(row.changed.length === 0
                  ? []
                  : [
                      t('sheets:changed', {
                        fields: row.changed
                          .map((field) => (field === 'photo' ? t('sheets:photo') : words.label(field)))
                          .join(t('general:listJoin')),
                      }),
                    ]),
                ...(row.held?.byHand
                  ? [t('sheets:byHand', { verdict: words.verdict(row.held.verdict) })]
                  : []),
                ...(row.before === null
                  ? []
                  : [t('sheets:before', { answer: words.sheet.answer(row.before) })]),
              ];
              return (
                <tr
                  key={row.at}
                  className={`sheet-row sheet-${said.answer ?? 'none-row'}`}
                  onFocus={() => setCurrent(at)}
                  onKeyDown={(event) => onRowKey(event, at)}
                >
                  <td className="numbers">{at + 1}</td>
                  <td className="numbers">{row.studentNo}</td>
                  <td>
                    <button
                      type="button"
                      className="sheet-student"
                      tabIndex={at === current ? 0 : -1}
                      aria-label={t('sheets:studentAnd', {
                        name: row.name ?? '',
                        answer: said.answer === null ? t('sheets:noAnswer') : words.sheet.answer(said.answer),
                      })}
                    >
                      {row.name}
                    </button>
                  </td>
                  <td>
                    <select
                      tabIndex={-1}
                      aria-label={t('sheets:answerOf', { name: row.name ?? '' })}
                      value={said.answer ?? ''}
                      disabled={row.student === null}
                      onChange={({ target }) =>
                        onDraft(
                          withRow(draft, at, {
                            answer: SHEET_ANSWERS.find((one) => one === target.value) ?? null,
                          }),
                        )
                      }
                    >
                      <option value="">{t('sheets:noAnswer')}</option>
                      {SHEET_ANSWERS.map((answer) => (
                        <option key={answer} value={answer}>
                          {words.sheet.answer(answer)}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td className="sheet-said">
                    {said.answer === 'proxy' && (
                      <Input
                        size="small"
                        aria-label={t('sheets:by')}
                        placeholder={t('sheets:by')}
                        value={said.by}
                        maxLength={60}
                        onChange={({ target }) => onDraft(withRow(draft, at, { by: target.value }))}
                      />
                    )}
                    {said.answer === 'wrong' && (
                      <>
                        <Input
                          size="small"
                          aria-label={t('sheets:written')}
                          placeholder={t('sheets:written')}
                          status={unsaid === at ? 'error' : ''}
                          value={said.written}
                          maxLength={300}
                          onChange={({ target }) => onDraft(withRow(draft, at, { written: target.value }))}
                        />
                        <select
                          aria-label={t('sheets:field')}
                          value={said.field ?? ''}
                          onChange={({ target }) =>
                            onDraft(
                              withRow(draft, at, {
                                field: CORRECTED.find((one) => one === target.value) ?? null,
                              }),
                            )
                          }
                        >
                          <option value="">{t('sheets:field')}</option>
                          {CORRECTED.map((field) => (
                            <option key={field} value={field}>
                              {words.label(field)}
                            </option>
                          ))}
                        </select>
                        <Input
                          size="small"
                          aria-label={t('sheets:value')}
                          placeholder={t('sheets:value')}
                          value={said.value}
                          maxLength={200}
                          onChange={({ target }) => onDraft(withRow(draft, at, { value: target.value }))}
                        />
                      </>
                    )}
                    {unsaid === at && <span className="sheet-unsaid">{t('sheets:unsaid')}</span>}
                    {notes.length > 0 && <span className="soft">{notes.join(t('general:listJoin'))}</span>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {draft.added.length > 0 && (
        <p className="sheet-added">
          {draft.added
            .map(({ name: one, studentNo: no }) => `${one} ${no}`.trim())
            .join(t('general:listJoin'))}
        </p>
      )}
      <form
        className="sheet-bottom"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '') return;
          onDraft({ ...draft, added: [...draft.added, { name: name.trim(), studentNo: studentNo.trim() }] });
          setName('');
          setStudentNo('');
        }}
      >
        <Input
          className="sheet-bottom-name"
          aria-label={t('sheets:addName')}
          placeholder={t('sheets:addName')}
          value={name}
          maxLength={60}
          onChange={({ target }) => setName(target.value)}
        />
        <Input
          className="sheet-bottom-name"
          aria-label={t('sheets:addNo')}
          placeholder={t('sheets:addNo')}
          value={studentNo}
          maxLength={40}
          onChange={({ target }) => setStudentNo(target.value)}
        />
        <Button htmlType="submit" disabled={name.trim() === ''}>
          {t('sheets:add')}
        </Button>
        <span className="sheet-sum">{t('sheets:sum', { total: draft.rows.length, exceptions })}</span>
        <Button onClick={onLeave}>{t('general:action.cancel')}</Button>
        <Button type="primary" loading={save.isPending} onClick={submit}>
          {t('sheets:save')}
        </Button>
      </form>
      {save.isError && <ErrorNotice error={save.error} />}
    </section>
  );
}
