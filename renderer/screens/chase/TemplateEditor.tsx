import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageTemplate } from '../../../shared/contract/chase.ts';
import { MESSAGE_FIELDS, speaksOfPassword } from '../../../shared/domain/messageTemplate.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Offered } from '../../ui/Offered.tsx';

export type Draft = Pick<MessageTemplate, 'subject' | 'body'>;

/** The text of a template with the fields that can stand in it; saved for the whole office, or as a new one. */
export function TemplateEditor({
  template,
  draft,
  hasSubject = false,
  onDraft,
  onSaved,
}: {
  template: MessageTemplate;
  draft: Draft;
  /** Of mails; what is pasted elsewhere has none. */
  hasSubject?: boolean;
  onDraft: (draft: Draft) => void;
  onSaved: (template: MessageTemplate) => void;
}) {
  const { t } = useTranslation('chase');
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const showUndo = useUndo((state) => state.show);
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.chase.templates.key() });
  /** As it was: what was there before is saved again under its id; what was not there goes. */
  const bringBack = (before: MessageTemplate | null, id: string) => async () => {
    if (before?.edited) await core.chase.saveTemplate(before);
    else await core.chase.deleteTemplate({ id });
    await refresh();
    return null;
  };
  const save = useMutation(
    orpc.chase.saveTemplate.mutationOptions({
      onSuccess: ({ template: saved }) => {
        const before = saved.id === template.id ? template : null;
        showUndo(t('message.saved', { name: saved.name }), bringBack(before, saved.id));
        onSaved(saved);
      },
    }),
  );
  const forget = useMutation(
    orpc.chase.deleteTemplate.mutationOptions({
      onSuccess: (left) => {
        const gone = template.builtIn ? 'message.restored' : 'message.deleted';
        showUndo(t(gone, { name: template.name }), bringBack(template, template.id));
        queryClient.setQueryData(orpc.chase.templates.queryKey(), left);
        onSaved(left.find(({ id }) => id === template.id) ?? left[0]!);
      },
    }),
  );
  const { audience } = template;
  const { subject, body } = draft;
  const isAsBefore = subject === template.subject && body === template.body;
  const isRefused = body.trim() === '' || speaksOfPassword(`${subject}\n${body}`);
  const isNew = name.trim() !== '';
  return (
    <section className="message-editor" aria-label={t('message.edit')}>
      {hasSubject && (
        <Input
          aria-label={t('message.subject')}
          placeholder={t('message.subject')}
          lang="zh-CN"
          value={subject}
          maxLength={120}
          onChange={(event) => onDraft({ subject: event.target.value, body })}
        />
      )}
      <Input.TextArea
        aria-label={t('message.edit')}
        lang="zh-CN"
        value={body}
        maxLength={2000}
        rows={9}
        onChange={(event) => onDraft({ subject, body: event.target.value })}
      />
      <fieldset className="message-fields" aria-label={t('message.fields')}>
        {MESSAGE_FIELDS[audience].map((field) => (
          <button
            key={field}
            type="button"
            className="message-field"
            onClick={() => onDraft({ subject, body: `${body}{${field}}` })}
          >
            {`{${field}}`}
          </button>
        ))}
      </fieldset>
      {(save.isError || forget.isError) && <ErrorNotice error={save.error ?? forget.error} />}
      <Offered call="chase.saveTemplate">
        <div className="message-line">
          <Input
            className="message-name"
            aria-label={t('message.newName')}
            placeholder={t('message.newName')}
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button
            disabled={isRefused || (!isNew && isAsBefore)}
            loading={save.isPending}
            onClick={() =>
              save.mutate(
                isNew
                  ? { id: null, name: name.trim(), audience, subject, body }
                  : { id: template.id, name: template.name, audience, subject, body },
              )
            }
          >
            {t(isNew ? 'message.saveNew' : 'message.save')}
          </Button>
          {template.edited && (
            <Button loading={forget.isPending} onClick={() => forget.mutate({ id: template.id })}>
              {t(template.builtIn ? 'message.restore' : 'message.delete')}
            </Button>
          )}
        </div>
      </Offered>
    </section>
  );
}
