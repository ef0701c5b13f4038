import { UploadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Upload } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedCases } from '../../../shared/contract/caseWork.ts';
import type { CaseType } from '../../../shared/domain/cases/caseType.ts';
import { core, orpc } from '../../rpc/core.ts';
import { uploadFile } from '../../rpc/uploadFile.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useWords } from '../../text/useWords.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { useTask } from '../../ui/useTask.ts';
import { CaseTypeSelect } from './CaseTypeSelect.tsx';

/** As many rows that were left are named; the command line names all. */
const ROWS_NAMED = 200;

/** Opens cases of a type for the students of a spreadsheet; what of it could not be used is told, row by row. */
export function OpenListedCases({ types }: { types: readonly CaseType[] }) {
  const { t } = useTranslation('cases');
  const id = useId();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const task = useTask<ListedCases>();
  const [type, setType] = useState<string | null>(null);
  const [person, setPerson] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const isRunning = task.state.kind === 'running';
  const open = async () => {
    if (type === null || file === null) return;
    const done = await task.start(t('opening'), async (signal) =>
      core.caseWork.openListed(
        { type, file: await uploadFile(file, { signal }), assignee: person.trim() || null },
        { signal },
      ),
    );
    if (done === null) return;
    const { batch, opened } = done;
    showUndo(t('opened', { count: opened }), batch === null ? null : () => undoBatch(batch));
    await queryClient.invalidateQueries({ queryKey: orpc.cases.key() });
    await queryClient.invalidateQueries({ queryKey: orpc.caseDay.key() });
  };
  return (
    <form
      className="open-case-form"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <label htmlFor={`${id}-type`}>{t('type')}</label>
      <CaseTypeSelect id={`${id}-type`} types={types} value={type} onChange={setType} />
      <span id={`${id}-file`}>{t('open.file')}</span>
      <Upload
        showUploadList={false}
        disabled={isRunning}
        beforeUpload={(chosen) => {
          setFile(chosen);
          task.reset();
          return false;
        }}
      >
        <Button icon={<UploadOutlined />} aria-describedby={`${id}-file`}>
          {file?.name ?? t('open.chooseFile')}
        </Button>
      </Upload>
      <p className="soft open-case-about">{t('open.fileHelp')}</p>
      <label htmlFor={`${id}-person`}>{t('assignee')}</label>
      <Input
        id={`${id}-person`}
        maxLength={40}
        value={person}
        onChange={(event) => setPerson(event.target.value)}
      />
      <RunningTask state={task.state} onCancel={task.cancel} />
      {task.state.kind === 'done' && <Outcome done={task.state.result} />}
      <div className="open-case-actions">
        <Button
          type="primary"
          htmlType="submit"
          disabled={type === null || file === null || isRunning || task.state.kind === 'done'}
        >
          {t('open.do')}
        </Button>
      </div>
    </form>
  );
}

function Outcome({ done: { rows, opened, already, rejected, ignored, otherSheets } }: { done: ListedCases }) {
  const { t } = useTranslation('cases');
  const words = useWords();
  return (
    <div className="open-case-outcome" role="status">
      <p>{t('open.outcome', { rows, opened, already, rejected: rejected.length })}</p>
      {ignored.length > 0 && <p>{t('open.ignored', { headings: ignored.join('、') })}</p>}
      {otherSheets.length > 0 && <p>{t('open.otherSheets', { names: otherSheets.join('、') })}</p>}
      {rejected.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keys
        <ul className="open-case-rejected" tabIndex={0} aria-label={t('open.rejected')}>
          {rejected.slice(0, ROWS_NAMED).map(({ row, fault, value }) => (
            <li key={row}>
              {t('open.rowLeft', { row, fault: words.cases.rowFault(fault) })}
              {value !== '' && <span className="soft"> {value}</span>}
            </li>
          ))}
          {rejected.length > ROWS_NAMED && (
            <li>{t('open.moreRows', { count: rejected.length - ROWS_NAMED })}</li>
          )}
        </ul>
      )}
    </div>
  );
}
