import { DeleteOutlined, DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select, Upload } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WordEntry } from '../../../shared/contract/words.ts';
import { VERDICT_WORDS } from '../../../shared/domain/verdictWords.ts';
import { TAUGHT_FIELDS, type TaughtField } from '../../../shared/domain/wordMeanings.ts';
import { core, orpc } from '../../rpc/core.ts';
import { uploadFile } from '../../rpc/uploadFile.ts';
import type { TaskEvents } from '../../state/runTask.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { MeantVerdict } from '../../ui/MeantVerdict.tsx';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';
import '../../ui/PlainTable.css';

type SaveInput = Parameters<typeof core.words.save>[0];
type Rejected = readonly { row: number }[];
type Saved = { batch: string | null; changed: number; rejected?: Rejected };

/** The dictionary: what words of the sources mean at this school; every change can be taken back. */
export function WordList() {
  const { t } = useTranslation(['settings', 'general']);
  const text = useWords();
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [field, setField] = useState<TaughtField | null>(null);
  const [search, setSearch] = useState('');
  const { data } = useQuery(orpc.words.list.queryOptions({ input: { field, search } }));
  const task = useTask<Saved>();
  const [rejected, setRejected] = useState<Rejected>([]);
  /** One after the other: whoever goes on to the next word need not wait for the one before. */
  const queue = useRef<Promise<void>>(Promise.resolve());
  /** Follows what is said of words to its end; a word may be said of very many students. */
  const run = async (title: string, start: (signal: AbortSignal) => Promise<TaskEvents<Saved>>) => {
    setRejected([]);
    const saved = await task.start(title, start);
    // What a cancelled one left as it was is shown as it is.
    await queryClient.invalidateQueries({ queryKey: orpc.words.key() });
    if (saved === null) return;
    setRejected(saved.rejected ?? []);
    const { batch, changed } = saved;
    if (batch !== null) showUndo(t('settings:words.changed', { count: changed }), () => undoBatch(batch));
    task.reset();
  };
  const inTurn = (work: () => Promise<void>) => {
    queue.current = queue.current.then(work);
  };
  const save = (words: SaveInput['words']) =>
    inTurn(() => run(t('settings:words.saving'), (signal) => core.words.save({ words }, { signal })));
  const download = useMutation(
    orpc.words.export.mutationOptions({ onSuccess: (made) => saveDownload(made.download) }),
  );
  const takeIn = (file: File) =>
    inTurn(() =>
      run(t('settings:words.reading'), async (signal) =>
        core.words.import({ file: await uploadFile(file, { signal }) }, { signal }),
      ),
    );
  const error = download.error;
  const items = data?.items ?? [];
  const options = TAUGHT_FIELDS.map((value) => ({ value, label: text.label(value) }));
  return (
    <>
      <p className="soft">{t('settings:words.help')}</p>
      {error !== null && <ErrorNotice error={error} />}
      {rejected.length > 0 && (
        <p role="status">
          {t('settings:words.rejected', {
            count: rejected.length,
            rows: rejected.map(({ row }) => row).join(' '),
          })}
        </p>
      )}
      <div className="settings-line settings-words-tools">
        <Select
          allowClear
          aria-label={t('settings:words.field')}
          placeholder={t('settings:words.allFields')}
          className="settings-words-field"
          value={field}
          options={options}
          onChange={(value) => setField(value ?? null)}
        />
        <Input.Search
          allowClear
          aria-label={t('settings:words.search')}
          placeholder={t('settings:words.search')}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Upload
          accept=".csv,.xlsx,.xls"
          showUploadList={false}
          beforeUpload={(file) => {
            takeIn(file);
            return false;
          }}
        >
          <Button icon={<UploadOutlined />}>{t('settings:words.import')}</Button>
        </Upload>
        <Button
          icon={<DownloadOutlined />}
          disabled={data === undefined || data.fields.length === 0}
          onClick={() => download.mutate({ format: 'xlsx' })}
        >
          {t('settings:words.export')}
        </Button>
      </div>
      <RunningTask state={task.state} onCancel={task.cancel} />
      <NewWord field={field} onSave={(word) => save([word])} />
      {items.length === 0 ? (
        <p className="soft">{t('settings:words.none')}</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('settings:words.field')}</th>
              <th>{t('settings:words.written')}</th>
              <th>{t('settings:words.meant')}</th>
              <th>{t('settings:words.students')}</th>
              <th>{t('settings:words.how')}</th>
              <th aria-hidden />
            </tr>
          </thead>
          <tbody>
            {items.map((word) => (
              <WordRow
                key={`${word.field}/${word.written}/${word.meant}`}
                word={word}
                onMeant={(meant) => save([{ field: word.field, written: word.written, meant }])}
              />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function WordRow({ word, onMeant }: { word: WordEntry; onMeant: (meant: string | null) => void }) {
  const { t } = useTranslation('settings');
  const text = useWords();
  const change = (meant: string) => {
    if (meant.trim() !== '' && meant.trim() !== word.meant) onMeant(meant.trim());
  };
  return (
    <tr>
      <td>{text.label(word.field)}</td>
      <th scope="row">{word.written}</th>
      <td>
        {word.field === 'verdict' ? (
          <MeantVerdict
            size="small"
            className="settings-words-verdict"
            label={t('words.meantOf', { written: word.written })}
            value={word.meant}
            onChange={change}
          />
        ) : (
          <Input
            size="small"
            aria-label={t('words.meantOf', { written: word.written })}
            defaultValue={word.meant}
            maxLength={200}
            onBlur={(event) => change(event.target.value)}
            onPressEnter={(event) => event.currentTarget.blur()}
          />
        )}
      </td>
      <td className="numbers">{word.field === 'verdict' ? '' : formatCount(word.students)}</td>
      <td className="soft">{t(`words.origin.${word.how}`)}</td>
      <td>
        <Button
          size="small"
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('words.remove', { written: word.written })}
          title={t('words.removeHelp')}
          onClick={() => onMeant(null)}
        />
      </td>
    </tr>
  );
}

function NewWord({
  field: shown,
  onSave,
}: {
  field: TaughtField | null;
  onSave: (word: { field: TaughtField; written: string; meant: string }) => void;
}) {
  const { t } = useTranslation('settings');
  const text = useWords();
  const [chosen, setChosen] = useState<TaughtField>('collegeName');
  const [written, setWritten] = useState('');
  const [meant, setMeant] = useState('');
  const field = shown ?? chosen;
  const incomplete = written.trim() === '' || meant.trim() === '' || written.trim() === meant.trim();
  return (
    <form
      className="settings-line settings-words-tools"
      aria-label={t('words.add')}
      onSubmit={(event) => {
        event.preventDefault();
        if (incomplete) return;
        onSave({ field, written: written.trim(), meant: meant.trim() });
        setWritten('');
        setMeant('');
      }}
    >
      <Select
        aria-label={t('words.newField')}
        className="settings-words-field"
        value={field}
        disabled={shown !== null}
        options={TAUGHT_FIELDS.map((value) => ({ value, label: text.label(value) }))}
        onChange={(of) => {
          setChosen(of);
          setMeant('');
        }}
      />
      <Input
        aria-label={t('words.newWritten')}
        placeholder={t('words.written')}
        value={written}
        maxLength={200}
        onChange={(event) => setWritten(event.target.value)}
      />
      {field === 'verdict' ? (
        <MeantVerdict
          className="settings-words-verdict"
          label={t('words.newMeant')}
          placeholder={t('words.meant')}
          value={VERDICT_WORDS.includes(meant) ? meant : null}
          onChange={setMeant}
        />
      ) : (
        <Input
          aria-label={t('words.newMeant')}
          placeholder={t('words.meant')}
          value={meant}
          maxLength={200}
          onChange={(event) => setMeant(event.target.value)}
        />
      )}
      <Button htmlType="submit" icon={<PlusOutlined />} disabled={incomplete}>
        {t('words.addButton')}
      </Button>
    </form>
  );
}
