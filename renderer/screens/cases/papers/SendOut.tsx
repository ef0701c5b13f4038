import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Select } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidenceExported } from '../../../../shared/contract/caseEvidence.ts';
import type { CaseUploadResult } from '../../../../shared/contract/caseOutputs.ts';
import { core, orpc } from '../../../rpc/core.ts';
import { useWords } from '../../../text/useWords.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { formatBytes } from '../../../ui/formatBytes.ts';
import { formatTime } from '../../../ui/formatTime.ts';
import { RunningTask } from '../../../ui/RunningTask.tsx';
import { saveDownload } from '../../../ui/saveDownload.ts';
import { useTask } from '../../../ui/useTask.ts';
import { useNoted } from './useNoted.ts';

/** Doubts named one by one; there may be as many as students. */
const NAMED = 8;

/** What goes out of all cases that are due for it: corrections for the platform, proofs for the province; and what is to be purged. */
export function SendOut({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('cases');
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <DialogFrame dialog={dialog} className="send-out" title={t('out.title')} onClose={onClose}>
      <div className="send-out-parts">
        <Upload />
        <Proofs />
        <Purge />
      </div>
    </DialogFrame>
  );
}

function Upload() {
  const { t } = useTranslation('cases');
  const words = useWords();
  const id = useId();
  const told = useNoted();
  const found = useQuery(orpc.caseOutputs.letters.queryOptions());
  const [layout, setLayout] = useState('current');
  const [unmasked, setUnmasked] = useState(false);
  const [again, setAgain] = useState(false);
  const task = useTask<CaseUploadResult>();
  const make = async () => {
    const made = await task.start(t('out.making'), (signal) =>
      core.caseOutputs.upload({ layout, unmasked, again }, { signal }),
    );
    if (made === null) return;
    if (made.download !== null) saveDownload(made.download);
    await told(made.noted);
  };
  const result = task.state.kind === 'done' ? task.state.result : null;
  return (
    <section aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t('out.upload')}</h3>
      <p className="soft">{t('out.uploadHelp')}</p>
      <div className="send-out-line">
        <Select
          className="send-out-layout"
          aria-label={t('out.layout')}
          // Within the dialog: what is outside of it can't be reached while it is open.
          getPopupContainer={(node) => node.parentElement ?? node}
          value={layout}
          options={(found.data?.layouts ?? []).map((one) => ({
            value: one.id,
            label: words.cases.said(one.name),
          }))}
          onChange={setLayout}
        />
        <Checkbox checked={unmasked} onChange={(event) => setUnmasked(event.target.checked)}>
          {t('out.unmasked')}
        </Checkbox>
        <Checkbox checked={again} onChange={(event) => setAgain(event.target.checked)}>
          {t('out.again')}
        </Checkbox>
        <Button type="primary" disabled={task.state.kind === 'running'} onClick={() => void make()}>
          {t(unmasked ? 'out.make' : 'out.draft')}
        </Button>
      </div>
      <RunningTask state={task.state} onCancel={task.cancel} />
      {result && (
        <div role="status">
          <p>
            {result.download === null
              ? t('out.nothing')
              : t(unmasked ? 'out.made' : 'out.drafted', { count: result.students })}
          </p>
          <ul className="send-out-told">
            {result.already.slice(0, NAMED).map(({ case: one, number, at, actor }) => (
              <li key={one}>{t('out.before', { number, actor, when: formatTime(at, Date.now()) })}</li>
            ))}
            {result.doubts.slice(0, NAMED).map(({ number, field, kind }) => (
              <li key={`${number} ${field}`}>
                {t(`out.doubt.${kind}`, { number, field: words.label(field) })}
              </li>
            ))}
          </ul>
          <Rest
            count={Math.max(0, result.already.length - NAMED) + Math.max(0, result.doubts.length - NAMED)}
          />
        </div>
      )}
    </section>
  );
}

function Rest({ count }: { count: number }) {
  const { t } = useTranslation('cases');
  return count === 0 ? null : <p className="soft">{t('out.rest', { count })}</p>;
}

function Proofs() {
  const { t } = useTranslation('cases');
  const id = useId();
  const told = useNoted();
  const task = useTask<EvidenceExported>();
  const make = async () => {
    const made = await task.start(t('papers.packing'), (signal) => core.caseEvidence.export({}, { signal }));
    if (made === null) return;
    saveDownload(made.download);
    await told(made.noted);
  };
  const result = task.state.kind === 'done' ? task.state.result : null;
  return (
    <section aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t('out.proofs')}</h3>
      <p className="soft">{t('out.proofsHelp')}</p>
      <Button disabled={task.state.kind === 'running'} onClick={() => void make()}>
        {t('out.pack')}
      </Button>
      <RunningTask state={task.state} onCancel={task.cancel} />
      {result && (
        <div role="status">
          <p>{t('out.packed', { count: result.students, files: result.files })}</p>
          <ul className="send-out-told">
            {result.doubts.slice(0, NAMED).map(({ number, file, why }) => (
              <li key={`${number} ${file}`}>{t(`out.left.${why}`, { number, file })}</li>
            ))}
          </ul>
          <Rest count={Math.max(0, result.doubts.length - NAMED)} />
        </div>
      )}
    </section>
  );
}

/** What need not be kept any more. It goes for good, so that what goes is told first and the press is a second one. */
function Purge() {
  const { t } = useTranslation('cases');
  const id = useId();
  const queryClient = useQueryClient();
  const due = useQuery(orpc.caseEvidence.due.queryOptions());
  const [isSure, setIsSure] = useState(false);
  const task = useTask<{ cases: number; files: number; bytes: number }>();
  const cases = due.data?.cases ?? [];
  const purge = async () => {
    await task.start(t('out.purging'), (signal) =>
      core.caseEvidence.purge({ cases: cases.map((one) => one.id) }, { signal }),
    );
    setIsSure(false);
    await queryClient.invalidateQueries({ queryKey: orpc.caseEvidence.key() });
    await queryClient.invalidateQueries({ queryKey: orpc.cases.key() });
  };
  return (
    <section aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t('out.purge')}</h3>
      <p className="soft">
        {cases.length === 0
          ? t('out.nothingDue')
          : t('out.due', {
              count: cases.length,
              files: due.data!.files,
              size: formatBytes(due.data!.bytes),
            })}
      </p>
      {cases.length > 0 && (
        <>
          <ul className="send-out-told">
            {cases.slice(0, NAMED).map(({ id: one, number, files, until }) => (
              <li key={one}>{t('out.dueOf', { number, files, until })}</li>
            ))}
          </ul>
          <Rest count={Math.max(0, cases.length - NAMED)} />
          <div className="send-out-line">
            <Checkbox checked={isSure} onChange={(event) => setIsSure(event.target.checked)}>
              {t('out.forGood')}
            </Checkbox>
            <Button danger disabled={!isSure || task.state.kind === 'running'} onClick={() => void purge()}>
              {t('out.purgeNow')}
            </Button>
          </div>
        </>
      )}
      <RunningTask state={task.state} onCancel={task.cancel} />
      {task.state.kind === 'done' && (
        <p role="status">
          {t('out.purged', { count: task.state.result.cases, files: task.state.result.files })}
        </p>
      )}
    </section>
  );
}
