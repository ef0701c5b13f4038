import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptServer, MailServer } from '../../../shared/contract/mail.ts';
import { isEmailAddress } from '../../../shared/domain/emailAddress.ts';
import { orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useTyped } from '../../ui/useTyped.ts';

const UNSET: MailServer = {
  host: '',
  port: 465,
  security: 'tls',
  user: '',
  from: '',
  fromName: '',
  perMinute: 20,
  certificate: '',
};
/** The port that goes with it nearly everywhere. */
const PORTS: Record<MailServer['security'], number> = { tls: 465, starttls: 587, none: 25 };

/** The office's own SMTP server; tried before it is trusted. */
export function MailServerForm() {
  const { data: kept } = useQuery(orpc.mail.server.queryOptions());
  return kept ? <Form kept={kept} /> : null;
}

function Form({ kept }: { kept: KeptServer }) {
  const { t } = useTranslation('mail');
  const id = useId();
  const queryClient = useQueryClient();
  const showNote = useUndo((state) => state.show);
  const { typed: server, setTyped: setServer, noteSent } = useTyped(kept.server ?? UNSET);
  const [password, setPassword] = useState('');
  const [keep, setKeep] = useState(kept.password !== 'memory');
  const [typedTo, setTo] = useState<string | null>(null);
  const to = typedTo ?? server.from;
  const set = (part: Partial<MailServer>) => setServer((before) => ({ ...before, ...part }));
  const save = useMutation(
    orpc.mail.saveServer.mutationOptions({
      onMutate: ({ password: given }) => {
        if (given !== null) noteSent(server);
      },
      onError: () => noteSent(null),
      onSuccess: (now, { password: given }) => {
        queryClient.setQueryData(orpc.mail.server.queryKey(), now);
        setPassword((before) => (before === given?.text ? '' : before));
        showNote(t(given === null ? 'server.forgotten' : 'server.saved'));
      },
    }),
  );
  const test = useMutation(orpc.mail.test.mutationOptions());
  const isComplete = server.host.trim() !== '' && isEmailAddress(server.from.trim());
  return (
    <form
      className="mail-server"
      aria-label={t('server.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete)
          save.mutate({ server, ...(password === '' ? {} : { password: { text: password, keep } }) });
      }}
    >
      <p className="soft">{t('server.help')}</p>
      <Field id={`${id}-host`} label={t('server.host')}>
        <Input
          id={`${id}-host`}
          value={server.host}
          placeholder="smtp.example.edu.cn"
          onChange={(event) => set({ host: event.target.value })}
        />
      </Field>
      <Field id={`${id}-security`} label={t('server.security')}>
        <Select
          id={`${id}-security`}
          value={server.security}
          options={(['tls', 'starttls', 'none'] as const).map((value) => ({
            value,
            label: t(`server.${value}`),
          }))}
          onChange={(security) =>
            set({ security, ...(server.port === PORTS[server.security] ? { port: PORTS[security] } : {}) })
          }
        />
        <label htmlFor={`${id}-port`} className="mail-server-second">
          {t('server.port')}
        </label>
        <InputNumber
          id={`${id}-port`}
          value={server.port}
          min={1}
          max={65_535}
          precision={0}
          onChange={(port) => set({ port: port ?? PORTS[server.security] })}
        />
      </Field>
      {server.security === 'none' && <p className="mail-server-warning">{t('server.noneWarning')}</p>}
      <Field id={`${id}-user`} label={t('server.user')}>
        <Input
          id={`${id}-user`}
          value={server.user}
          autoComplete="off"
          placeholder={t('server.userHelp')}
          onChange={(event) => set({ user: event.target.value })}
        />
      </Field>
      <Field id={`${id}-password`} label={t('server.password')}>
        <Input.Password
          id={`${id}-password`}
          value={password}
          autoComplete="new-password"
          placeholder={kept.password === 'none' ? undefined : t(`server.passwordKept.${kept.password}`)}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Checkbox checked={keep} onChange={(event) => setKeep(event.target.checked)}>
          {t('server.keep')}
        </Checkbox>
        {kept.password !== 'none' && kept.server !== null && (
          <Button
            size="small"
            onClick={() => kept.server && save.mutate({ server: kept.server, password: null })}
          >
            {t('server.forget')}
          </Button>
        )}
      </Field>
      <p className="soft mail-server-note">{t('server.keepHelp')}</p>
      <Field id={`${id}-from`} label={t('server.from')}>
        <Input
          id={`${id}-from`}
          value={server.from}
          placeholder="xueji@example.edu.cn"
          status={server.from !== '' && !isEmailAddress(server.from.trim()) ? 'error' : ''}
          onChange={(event) => set({ from: event.target.value })}
        />
        <label htmlFor={`${id}-name`} className="mail-server-second">
          {t('server.fromName')}
        </label>
        <Input
          id={`${id}-name`}
          value={server.fromName}
          maxLength={60}
          onChange={(event) => set({ fromName: event.target.value })}
        />
      </Field>
      <Field id={`${id}-rate`} label={t('server.perMinute')}>
        <InputNumber
          id={`${id}-rate`}
          value={server.perMinute}
          min={1}
          max={600}
          precision={0}
          onChange={(perMinute) => set({ perMinute: perMinute ?? UNSET.perMinute })}
        />
        {t('server.perMinuteUnit')}
      </Field>
      <Field id={`${id}-certificate`} label={t('server.certificate')}>
        <Input.TextArea
          id={`${id}-certificate`}
          value={server.certificate}
          rows={2}
          placeholder={t('server.certificateHelp')}
          onChange={(event) => set({ certificate: event.target.value })}
        />
      </Field>
      {save.isError && <ErrorNotice error={save.error} />}
      <div className="settings-line mail-server-acts">
        <Button type="primary" htmlType="submit" disabled={!isComplete} loading={save.isPending}>
          {t('server.save')}
        </Button>
        <label htmlFor={`${id}-to`} className="mail-server-second">
          {t('server.testTo')}
        </label>
        <Input id={`${id}-to`} value={to} onChange={(event) => setTo(event.target.value)} />
        <Button
          disabled={!isComplete || !isEmailAddress(to.trim())}
          loading={test.isPending}
          onClick={() => test.mutate({ server, to, ...(password === '' ? {} : { password }) })}
        >
          {t('server.test')}
        </Button>
      </div>
      {test.isError && <ErrorNotice error={test.error} />}
      {test.data && <Tested result={test.data} to={test.variables?.to ?? ''} />}
    </form>
  );
}

function Field({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="settings-line mail-server-field">
      <label htmlFor={id} className="soft">
        {label}
      </label>
      <div>{children}</div>
    </div>
  );
}

function Tested({
  result: { trouble, reply },
  to,
}: {
  result: {
    trouble: { problem: Parameters<ReturnType<typeof useWords>['mail']['problem']>[0] } | null;
    reply: string;
  };
  to: string;
}) {
  const { t } = useTranslation('mail');
  const words = useWords();
  const said = trouble === null ? null : words.mail.problem(trouble.problem);
  return (
    <Alert
      role="status"
      showIcon
      type={said === null ? 'success' : 'error'}
      title={said === null ? t('server.ok', { to }) : said.message}
      description={
        <>
          {said?.hint}
          {reply !== '' && <div className="soft">{t('server.said', { reply })}</div>}
        </>
      }
    />
  );
}
