import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeCase } from '../../../../shared/contract/cases.ts';
import type { ReportResult } from '../../../../shared/contract/reports.ts';
import { core, orpc } from '../../../rpc/core.ts';
import { useMay } from '../../../state/useMay.ts';
import { useWords } from '../../../text/useWords.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { RunningTask } from '../../../ui/RunningTask.tsx';
import { saveDownload } from '../../../ui/saveDownload.ts';
import { useTask } from '../../../ui/useTask.ts';
import { PaperViewer } from './PaperViewer.tsx';
import { useNoted } from './useNoted.ts';

type Letter = Awaited<ReturnType<typeof core.caseOutputs.letters>>['letters'][number];

/** What is written about a case: the letters of its type, those that are due first, and its proofs as a folder. */
export function CasePapers({ whole }: { whole: WholeCase }) {
  const { t } = useTranslation('cases');
  const words = useWords();
  const may = useMay();
  const id = useId();
  const told = useNoted();
  const found = useQuery(orpc.caseOutputs.letters.queryOptions());
  const letter = useTask<ReportResult>();
  const proofs = useTask<{ download: string; noted: { batch: string } | null }>();
  const [shown, setShown] = useState<{ title: string; download: string } | null>(null);
  const { item } = whole;
  const ofType = (found.data?.letters ?? []).filter(
    ({ types }) => types.length === 0 || types.includes(item.type.id),
  );
  const isDue = ({ states }: Letter) => states.includes(item.state.id);
  const others = ofType.filter((one) => !isDue(one));
  const print = async (one: Letter) => {
    const made = await letter.start(t('papers.writing'), (signal) =>
      core.reports.create(
        { kind: 'case-letter', letter: one.id, cases: [item.id], format: 'pdf' },
        { signal },
      ),
    );
    if (made === null) return;
    setShown({ title: words.cases.said(one.name), download: made.download });
    await told(made.noted);
  };
  const putOut = async () => {
    const made = await proofs.start(t('papers.packing'), (signal) =>
      core.caseEvidence.export({ cases: [item.id] }, { signal }),
    );
    if (made === null) return;
    saveDownload(made.download);
    await told(made.noted);
  };
  const isBusy = letter.state.kind === 'running' || proofs.state.kind === 'running';
  const line = (one: Letter) => (
    <li key={one.id}>
      <span>
        {words.cases.said(one.name)} <span className="soft">{words.cases.reader(one.to)}</span>
      </span>
      {may('reports.create') && (
        <Button
          size="small"
          disabled={isBusy}
          aria-label={t('papers.printOf', { name: words.cases.said(one.name) })}
          onClick={() => void print(one)}
        >
          {t('papers.print')}
        </Button>
      )}
    </li>
  );
  return (
    <section className="case-part case-papers" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('papers.title')}</h2>
      {found.isError && <ErrorNotice error={found.error} />}
      <ul>{ofType.filter(isDue).map(line)}</ul>
      {others.length > 0 && (
        <details>
          <summary>{t('papers.others', { count: others.length })}</summary>
          <ul>{others.map(line)}</ul>
        </details>
      )}
      {may('caseEvidence.export') && whole.evidence.length > 0 && (
        <Button size="small" disabled={isBusy} onClick={() => void putOut()}>
          {t('papers.proofs')}
        </Button>
      )}
      <RunningTask state={letter.state} onCancel={letter.cancel} />
      <RunningTask state={proofs.state} onCancel={proofs.cancel} />
      {shown && <PaperViewer {...shown} onClose={() => setShown(null)} />}
    </section>
  );
}
