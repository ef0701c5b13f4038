import { SafetyCertificateOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportResult } from '../../../shared/contract/reports.ts';
import { core } from '../../rpc/core.ts';
import { navigate, useRoute } from '../../state/route.ts';
import { useCampaign } from '../../state/useCampaign.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';
import { GuidesPanel } from './GuidesPanel.tsx';
import { MadeReportPanel } from './MadeReportPanel.tsx';
import { ReportForm } from './ReportForm.tsx';
import { isPdf, newRequest, requestOfLink, sameReport } from './reportDraft.ts';
import { REPORT_VIEWS, useReports } from './reportStore.ts';
import { VerifyDialog } from './VerifyDialog.tsx';
import './Reports.css';
import { Offered } from '../../ui/Offered.tsx';

/** Choose, make, look, print. */
export function ReportsScreen() {
  const { t } = useTranslation(['reports', 'general']);
  const campaign = useCampaign();
  const chosen = useReports((store) => store.request);
  const setRequest = useReports((store) => store.setRequest);
  const made = useReports((store) => store.made);
  const setMade = useReports((store) => store.setMade);
  const { params } = useRoute();
  const making = useTask<ReportResult>();
  const view = useReports((store) => store.view);
  const setView = useReports((store) => store.setView);
  const [verifying, setVerifying] = useState(false);
  const request = chosen ?? newRequest(campaign?.id ?? null);

  // A link is taken up once; from then on the form is what counts.
  const campaignId = campaign?.id ?? null;
  useEffect(() => {
    const linked = requestOfLink(params, campaignId);
    if (linked === null) return;
    setRequest(linked);
    navigate('reports', undefined, { replace: true });
  }, [params, campaignId, setRequest]);

  const make = async () => {
    const result = await making.start(
      t('reports:making', { report: t(`reports:kind.${request.kind}`) }),
      (signal) => core.reports.create(request, { signal }),
    );
    if (!result) return;
    making.reset();
    setMade({ request, result });
    if (!isPdf(result)) saveDownload(result.download);
  };

  return (
    <>
      <PageHeader
        title={t('general:area.reports')}
        actions={
          <>
            <Segmented
              aria-label={t('reports:view.label')}
              value={view}
              options={REPORT_VIEWS.map((value) => ({ value, label: t(`reports:view.${value}`) }))}
              onChange={setView}
            />
            <Offered call="reports.verify">
              <Button icon={<SafetyCertificateOutlined />} onClick={() => setVerifying(true)}>
                {t('reports:verify.open')}
              </Button>
            </Offered>
          </>
        }
      />
      {verifying && <VerifyDialog onClose={() => setVerifying(false)} />}
      {view === 'guides' ? (
        <GuidesPanel />
      ) : (
        <div className="reports">
          <ReportForm
            request={request}
            running={making.state.kind === 'running'}
            onChange={setRequest}
            onMake={() => void make()}
          />
          <section className="report-result" aria-label={t('reports:result')}>
            {making.state.kind !== 'idle' && making.state.kind !== 'done' && (
              <div className="report-making">
                <RunningTask state={making.state} onCancel={making.cancel} />
              </div>
            )}
            {made ? (
              <MadeReportPanel
                key={made.result.download}
                result={made.result}
                campaign={made.request.campaign}
                outdated={!sameReport(made.request, request)}
              />
            ) : (
              making.state.kind !== 'running' && (
                <EmptyState title={t('reports:empty.title')}>{t('reports:empty.text')}</EmptyState>
              )
            )}
          </section>
        </div>
      )}
    </>
  );
}
