import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChaseSelection } from '../../../shared/contract/chase.ts';
import {
  MAIL_AUDIENCES,
  type MailAudience,
  speaksOfPassword,
} from '../../../shared/domain/messageTemplate.ts';
import { core, orpc } from '../../rpc/core.ts';
import { hashOf } from '../../state/route.ts';
import { useUndo } from '../../state/undo.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { useTask } from '../../ui/useTask.ts';
import { MailPreview } from './MailPreview.tsx';
import { type Draft, TemplateEditor } from './TemplateEditor.tsx';
import { useMailPlan } from './useMailPlan.ts';

/** The template that each begins with. */
const FIRST: Record<MailAudience, string> = { student: 'mail', counsellor: 'counsellor' };

/** A template and who gets it, beside what would go: nothing is queued but what is shown here. */
export function WriteMails({
  campaign,
  selection,
  popups,
  onQueued,
}: {
  campaign: string;
  selection: ChaseSelection;
  popups: () => HTMLElement;
  onQueued: () => void;
}) {
  const { t } = useTranslation(['mail', 'chase', 'general']);
  const refusal = useWords().sayError({ code: 'USAGE', params: { case: 'template-password' } });
  const queryClient = useQueryClient();
  const showNote = useUndo((state) => state.show);
  const [audience, setAudience] = useState<MailAudience>('student');
  const [chosen, setChosen] = useState(FIRST.student);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [round, setRound] = useState<number | null>(null);
  const [unmasked, setUnmasked] = useState(false);
  const [at, setAt] = useState(0);
  const { data: templates = [] } = useQuery(orpc.chase.templates.queryOptions());
  const { data: kept } = useQuery(orpc.mail.server.queryOptions());
  const fitting = templates.filter((one) => one.audience === audience);
  const template = fitting.find(({ id }) => id === chosen) ?? fitting[0];
  const { subject, body } = useDeferredValue(draft) ?? template ?? { subject: '', body: '' };
  const isRefused = speaksOfPassword(`${subject}\n${body}`);
  const isComplete = subject.trim() !== '' && body.trim() !== '' && !isRefused;
  const request = { campaign, selection, audience, subject, body, round, unmasked };
  const planned = useMailPlan(request, { offset: at, limit: 1 }, isComplete);
  const queueing = useTask<{ mailing: string; mails: number }>();
  const queue = async (plan: string, name: string) => {
    const queued = await queueing.start(t('mail:queueing'), (signal) =>
      core.mail.queue({ plan, name }, { signal }),
    );
    if (queued === null) return planned.refetch();
    showNote(t('mail:queued', { count: queued.mails, formatted: formatCount(queued.mails) }));
    return onQueued();
  };
  const plan = isComplete ? planned.data : undefined;
  const choose = (id: string) => {
    setChosen(id);
    setDraft(null);
    setAt(0);
  };
  const rounds = plan ? Array.from({ length: Math.max(1, plan.newestRound) }, (_, index) => index + 1) : [];
  const hasServer = kept === undefined || kept.server !== null;
  return (
    <div className="message-body">
      <div className="message-editor">
        <div className="message-line">
          <Segmented
            aria-label={t('mail:audience')}
            value={audience}
            options={MAIL_AUDIENCES.map((value) => ({ value, label: t(`mail:to.${value}`) }))}
            onChange={(value) => {
              setAudience(value);
              choose(FIRST[value]);
            }}
          />
          <Select
            className="mail-template"
            aria-label={t('chase:message.template')}
            value={template?.id ?? null}
            options={fitting.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={choose}
            getPopupContainer={popups}
          />
          <Select
            aria-label={t('mail:round')}
            title={t('mail:roundHelp')}
            value={plan?.round ?? null}
            popupMatchSelectWidth={false}
            options={[
              ...rounds.map((value) => ({ value, label: t('mail:roundOf', { round: value }) })),
              ...(plan && plan.newestRound > 0
                ? [
                    {
                      value: plan.newestRound + 1,
                      label: t('mail:newRound', { round: plan.newestRound + 1 }),
                    },
                  ]
                : []),
            ]}
            onChange={(value) => {
              setRound(value);
              setAt(0);
            }}
            getPopupContainer={popups}
          />
        </div>
        {template && (
          <TemplateEditor
            key={template.id}
            template={template}
            draft={draft ?? template}
            hasSubject
            onDraft={setDraft}
            onSaved={(saved) => {
              void queryClient
                .invalidateQueries({ queryKey: orpc.chase.templates.key() })
                .then(() => choose(saved.id));
            }}
          />
        )}
        <p className="soft message-help">{t('mail:help')}</p>
      </div>
      <div className="message-preview">
        {isRefused && (
          <p className="message-warning" role="alert">
            {refusal.message}
            {refusal.hint}
          </p>
        )}
        {planned.progress !== null && (
          <p className="soft mail-planning" role="status">
            {t('mail:planning', {
              done: formatCount(planned.progress.done),
              total: formatCount(planned.progress.total ?? 0),
            })}
          </p>
        )}
        {planned.isError && <ErrorNotice error={planned.error} />}
        {plan && (
          <MailPreview
            plan={plan}
            request={request}
            at={at}
            onAt={setAt}
            unmasked={unmasked}
            onUnmasked={setUnmasked}
          />
        )}
        {!hasServer && (
          <p className="message-warning">
            {t('mail:noServer')} <a href={hashOf('settings')}>{t('mail:toSettings')}</a>
          </p>
        )}
        <RunningTask state={queueing.state} onCancel={queueing.cancel} />
        <div className="message-line">
          <Button
            type="primary"
            disabled={!plan || plan.total === 0 || !hasServer || planned.isPlaceholderData}
            loading={queueing.state.kind === 'running'}
            onClick={() => {
              if (plan && template) void queue(plan.plan, template.name);
            }}
          >
            {t('mail:queue', { count: plan?.total ?? 0, formatted: formatCount(plan?.total ?? 0) })}
          </Button>
        </div>
      </div>
    </div>
  );
}
