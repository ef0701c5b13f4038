import { DownloadOutlined } from '@ant-design/icons';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSession, PlanSummary } from '../../../shared/contract/imports.ts';
import type { FindingCode } from '../../../shared/domain/findings.ts';
import { core } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';
import { BlankFlagsChoice } from './BlankFlagsChoice.tsx';
import { PlannedRows } from './PlannedRows.tsx';
import { SuggestionOffers } from './SuggestionOffers.tsx';
import { sortFindings } from './sortFindings.ts';
import { WordQuestions } from './WordQuestions.tsx';

const SEVERITIES = ['block', 'warn', 'note'] as const;

/** What is odd in the file: kinds of findings on the left, the rows of the chosen kind on the right. */
export function FindingsStep({ session, plan }: { session: ImportSession; plan: PlanSummary }) {
  const { t } = useTranslation('import');
  const language = usePreferences((state) => state.language);
  const text = useWords();
  const kinds = sortFindings(plan.findings);
  const [picked, setPicked] = useState<FindingCode | null>(null);
  const exporting = useTask<{ download: string }>();
  const current = kinds.find((kind) => kind.code === picked) ?? kinds[0];

  const verdictWords = session.fields.includes('verdict') && (
    <WordQuestions session={session.session} about="verdicts" />
  );

  if (current === undefined) {
    return (
      <>
        {verdictWords}
        <EmptyState title={t('findings.none')}>
          {t(session.kind === 'photos' ? 'findings.noneTextPhotos' : 'findings.noneText', {
            rows: formatCount(plan.counts.rows),
          })}
        </EmptyState>
      </>
    );
  }

  const countOf = (severity: 'block' | 'warn' | 'note') =>
    formatCount(
      plan.findings
        .filter((entry) => entry.severity === severity)
        .reduce((sum, entry) => sum + entry.count, 0),
    );
  const exportAll = async () => {
    const result = await exporting.start(t('findings.exporting', { file: session.file }), (signal) =>
      core.imports.exportFindings({ session: session.session, lang: language }, { signal }),
    );
    if (result) saveDownload(result.download);
  };
  const onKey = (event: KeyboardEvent<HTMLUListElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = kinds.indexOf(current) + step;
    const next = kinds[at];
    if (!next) return;
    setPicked(next.code);
    event.currentTarget.querySelectorAll<HTMLElement>('button')[at]?.focus();
  };
  const ofFile = plan.fileFindings.filter((finding) => finding.code === current.code);
  const ofRows = current.count - ofFile.length;

  return (
    <div className="findings-step">
      <div className="findings-head">
        <span className="numbers">
          {SEVERITIES.map((severity) => (
            <span key={severity} className="findings-count" title={t(`findings.severityHelp.${severity}`)}>
              <span className={`severity severity-${severity}`}>{text.severity(severity)}</span>{' '}
              {countOf(severity)}
            </span>
          ))}
        </span>
        <ReasonButton
          icon={<DownloadOutlined />}
          title={t('findings.exportHelp')}
          reason={exporting.state.kind === 'running' ? t('hindrance.running') : null}
          onClick={() => void exportAll()}
        >
          {t('findings.export')}
        </ReasonButton>
      </div>
      <RunningTask state={exporting.state} onCancel={exporting.cancel} />
      <SuggestionOffers session={session} plan={plan} />
      {verdictWords}
      <div className="findings-columns">
        <ul className="finding-kinds" aria-label={t('findings.list')} onKeyDown={onKey}>
          {kinds.map((kind) => (
            <li key={`${kind.code}-${kind.severity}`}>
              <button
                type="button"
                className={kind === current ? 'finding-kind current' : 'finding-kind'}
                aria-pressed={kind === current}
                tabIndex={kind === current ? 0 : -1}
                onClick={() => setPicked(kind.code)}
              >
                <span
                  className={`severity severity-${kind.severity}`}
                  title={t(`findings.severityHelp.${kind.severity}`)}
                >
                  {text.severity(kind.severity)}
                </span>
                <span className="finding-kind-title">{t(`finding.${kind.code}`)}</span>
                <span className="finding-kind-count numbers">{formatCount(kind.count)}</span>
              </button>
            </li>
          ))}
        </ul>
        <section className="finding-rows" aria-label={t(`finding.${current.code}`)}>
          <p className="finding-said">
            <strong>{t(`finding.${current.code}`)}</strong>
            <span className="soft">
              {t(
                session.kind === 'photos' && current.severity === 'block'
                  ? 'findings.blockedPhoto'
                  : `findings.severityHelp.${current.severity}`,
              )}
            </span>
          </p>
          {(current.code === 'WORD_VARIANT' || current.code === 'UNKNOWN_CODE') && (
            <WordQuestions
              session={session.session}
              about={current.code === 'UNKNOWN_CODE' ? 'codes' : 'names'}
            />
          )}
          {current.code === 'FLAG_GONE' && <BlankFlagsChoice session={session} />}
          {ofFile.length > 0 && (
            <ul className="file-findings">
              {ofFile.map((finding) => (
                <li
                  key={`${finding.column}-${finding.value}`}
                  className={`row-finding severity-${finding.severity}`}
                >
                  {text.sayFinding(finding)}
                </li>
              ))}
            </ul>
          )}
          {ofRows > 0 && (
            <PlannedRows
              key={current.code}
              session={session.session}
              kind={session.kind}
              outcomes={[]}
              code={current.code}
              show="findings"
            />
          )}
        </section>
      </div>
    </div>
  );
}
