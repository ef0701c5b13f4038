import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select, Switch } from 'antd';
import { useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChaseSelection, MessageTemplate } from '../../../shared/contract/chase.ts';
import { speaksOfPassword } from '../../../shared/domain/messageTemplate.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { useWords } from '../../text/useWords.ts';
import { copyText } from '../../ui/copyText.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { MarkChased } from '../../ui/MarkChased.tsx';
import { type Draft, TemplateEditor } from './TemplateEditor.tsx';
import './MessageDialog.css';

/** More than these in one paste are of no use to anybody. */
const COPIED_AT_ONCE = 1_000;

/** Where messages are pasted. */
const PASTED = ['qq', 'wechat', 'sms'] as const;

/** Messages of a template to be pasted elsewhere: one by one, or all; the template is edited beside them. */
export function MessageDialog({
  campaign,
  selection,
  onClose,
}: {
  campaign: string;
  selection: ChaseSelection;
  onClose: () => void;
}) {
  const { t } = useTranslation(['chase', 'general']);
  const refusal = useWords().sayError({ code: 'USAGE', params: { case: 'template-password' } });
  const queryClient = useQueryClient();
  const showNote = useUndo((state) => state.show);
  const dialog = useRef<HTMLDialogElement>(null);
  const [chosen, setChosen] = useState('personal');
  /** What is typed and not saved; null: the template as it is. */
  const [draft, setDraft] = useState<Draft | null>(null);
  const [unmasked, setUnmasked] = useState(false);
  const [at, setAt] = useState(0);
  /** Whom what was copied last is about. */
  const [copied, setCopied] = useState<readonly string[]>([]);
  const templates = useQuery(orpc.chase.templates.queryOptions());
  const template = templates.data?.find(({ id }) => id === chosen) ?? templates.data?.[0];
  const body = useDeferredValue(draft?.body ?? template?.body ?? '');
  const isRefused = speaksOfPassword(body);
  const request = {
    campaign,
    selection,
    template: { audience: template?.audience ?? ('student' as const), body },
    unmasked: unmasked && template?.audience === 'class',
  };
  const made = useQuery({
    ...orpc.chase.messages.queryOptions({ input: { ...request, offset: at, limit: 1 } }),
    enabled: body.trim() !== '' && !isRefused,
    placeholderData: keepPreviousData,
  });
  const copyAll = useMutation({
    mutationFn: () => core.chase.messages({ ...request, limit: COPIED_AT_ONCE }),
    onSuccess: ({ items, total }) => {
      if (!dialog.current) return;
      if (!copyText(items.map(({ text }) => text).join('\n\n'), dialog.current)) return;
      setCopied([...new Set(items.flatMap(({ about }) => about))]);
      showNote(
        t(items.length < total ? 'chase:message.copiedFirst' : 'chase:message.copiedAll', {
          count: items.length,
          formatted: formatCount(items.length),
        }),
      );
    },
  });
  const choose = (one: MessageTemplate) => {
    setChosen(one.id);
    setDraft(null);
    setAt(0);
    setCopied([]);
  };
  const message = isRefused ? undefined : made.data?.items[0];
  const total = isRefused ? 0 : (made.data?.total ?? 0);
  const step = (by: 1 | -1) => setAt((before) => Math.max(0, Math.min(total - 1, before + by)));

  return (
    <DialogFrame
      dialog={dialog}
      className="message-dialog"
      title={t('chase:message.title')}
      head={
        <Select
          className="message-template"
          aria-label={t('chase:message.template')}
          value={template?.id ?? null}
          options={(templates.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => {
            const one = templates.data?.find((each) => each.id === id);
            if (one) choose(one);
          }}
          getPopupContainer={() => dialog.current ?? document.body}
        />
      }
      onClose={onClose}
    >
      <div className="message-body">
        {template && (
          <TemplateEditor
            key={template.id}
            template={template}
            draft={draft ?? template}
            onDraft={setDraft}
            onSaved={(saved) => {
              void queryClient
                .invalidateQueries({ queryKey: orpc.chase.templates.key() })
                .then(() => choose(saved));
            }}
          />
        )}
        <section className="message-preview" aria-label={t('chase:message.preview')}>
          <div className="message-line">
            <strong>{message?.title}</strong>
            {message?.student === null && (
              <span className="soft">{t('chase:message.of', { count: message.students })}</span>
            )}
            <span className="message-steps">
              <Button size="small" disabled={at === 0} onClick={() => step(-1)}>
                {t('chase:message.before')}
              </Button>
              <span className="numbers soft">
                {t('chase:message.place', {
                  at: formatCount(Math.min(at + 1, total)),
                  total: formatCount(total),
                })}
              </span>
              <Button size="small" disabled={at + 1 >= total} onClick={() => step(1)}>
                {t('chase:message.next')}
              </Button>
            </span>
          </div>
          <pre className="message-text" lang="zh-CN">
            {message?.text}
          </pre>
          {made.isError && <ErrorNotice error={made.error} />}
          {isRefused && (
            <p className="message-warning" role="alert">
              {refusal.message}
              {refusal.hint}
            </p>
          )}
          {(made.data?.unknown.length ?? 0) > 0 && (
            <p className="message-warning" role="alert">
              {t('chase:message.unknown', {
                fields: made.data?.unknown.map((field) => `{${field}}`).join(' ') ?? '',
              })}
            </p>
          )}
          {message !== undefined && message.empty.length > 0 && (
            <p className="message-warning">
              {t('chase:message.empty', { fields: message.empty.join(t('general:listJoin')) })}
            </p>
          )}
          <div className="message-line">
            <Button
              type="primary"
              disabled={message === undefined}
              onClick={() => {
                if (!message || !dialog.current) return;
                if (!copyText(message.text, dialog.current)) return;
                setCopied(message.about);
                showNote(t('chase:message.copied', { title: message.title }));
              }}
            >
              {t('chase:message.copy')}
            </Button>
            <Button disabled={total === 0} loading={copyAll.isPending} onClick={() => copyAll.mutate()}>
              {t('chase:message.copyAll', { count: total, formatted: formatCount(total) })}
            </Button>
            {template?.audience === 'class' && (
              <span className="message-mask">
                <Switch
                  size="small"
                  checked={unmasked}
                  onChange={setUnmasked}
                  aria-label={t('chase:message.unmasked')}
                />
                {t('chase:message.unmasked')}
              </span>
            )}
          </div>
          {copied.length > 0 && (
            <MarkChased
              key={copied.join()}
              campaign={campaign}
              students={copied}
              whom={template?.audience === 'counsellor' ? 'counsellor' : 'student'}
              ways={PASTED}
            />
          )}
          <p className="soft message-help">{t('chase:message.help')}</p>
        </section>
      </div>
    </DialogFrame>
  );
}
