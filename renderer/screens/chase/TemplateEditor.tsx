import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageTemplate } from '../../../shared/contract/chase.ts';
import { MESSAGE_FIELDS, speaksOfPassword } from '../../../shared/domain/messageTemplate.ts';
import { orpc } from '../../rpc/core.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** The text of a template with the fields that can stand in it; saved for the whole office, or as a new one. */
export function TemplateEditor({
  template,
  text,
  onText,
  onSaved,
}: {
  template: MessageTemplate;
  text: string;
  onText: (text: string) => void;
  onSaved: (template: MessageTemplate) => void;
}) {
  const { t } = useTranslation('chase');
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const save = useMutation(
    orpc.chase.saveTemplate.mutationOptions({ onSuccess: ({ template: saved }) => onSaved(saved) }),
  );
  const forget = useMutation(
    orpc.chase.deleteTemplate.mutationOptions({
      onSuccess: (left) => {
        queryClient.setQueryData(orpc.chase.templates.queryKey(), left);
        onSaved(left.find(({ id }) => id === template.id) ?? left[0]!);
      },
    }),
  );
  const { audience, subject } = template;
  const isNew = name.trim() !== '';
  return (
    <section className="message-editor" aria-label={t('message.edit')}>
      <Input.TextArea
        aria-label={t('message.edit')}
        lang="zh-CN"
        value={text}
        maxLength={2000}
        rows={9}
        onChange={(event) => onText(event.target.value)}
      />
      <fieldset className="message-fields" aria-label={t('message.fields')}>
        {MESSAGE_FIELDS[audience].map((field) => (
          <button
            key={field}
            type="button"
            className="message-field"
            onClick={() => onText(`${text}{${field}}`)}
          >
            {`{${field}}`}
          </button>
        ))}
      </fieldset>
      {(save.isError || forget.isError) && <ErrorNotice error={save.error ?? forget.error} />}
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
          disabled={text.trim() === '' || speaksOfPassword(text) || (!isNew && text === template.body)}
          loading={save.isPending}
          onClick={() =>
            save.mutate(
              isNew
                ? { id: null, name: name.trim(), audience, subject, body: text }
                : { id: template.id, name: template.name, audience, subject, body: text },
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
    </section>
  );
}
