import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { core } from '../../rpc/core.ts';
import { navigate } from '../../state/route.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { useTask } from '../../ui/useTask.ts';
import { type OfferedPassphrase, PassphraseOffer } from './PassphraseOffer.tsx';
import { useFirstSetUp } from './useFirstSetUp.ts';
import './WelcomeScreen.css';

const DEMO_STUDENTS = 5000;
const STEPS = ['roster', 'campaign', 'chase', 'print'] as const;

/** The first start: set up the school, or look around with invented data. */
export function WelcomeScreen({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(['welcome', 'general']);
  const queryClient = useQueryClient();
  const [form] = Form.useForm<{ code: string; name: string }>();
  const demo = useTask<{ students: number; photos: number }>();
  const [passphrase, setPassphrase] = useState<OfferedPassphrase>({ next: '', again: '' });
  const initialise = useFirstSetUp(() => {
    navigate('import');
    onDone();
  });
  const isTyping = passphrase.next !== passphrase.again;
  const busy = demo.state.kind === 'running';

  const fillDemo = async () => {
    const result = await demo.start(t('welcome:demo.task'), (signal) =>
      core.admin.fillDemo({ students: DEMO_STUDENTS }, { signal }),
    );
    if (result === null) return;
    await queryClient.invalidateQueries();
    navigate('overview');
    onDone();
  };

  return (
    <main className="welcome">
      <header className="welcome-head">
        <h1>{t('welcome:title')}</h1>
        <p>{t('welcome:intro')}</p>
      </header>
      <div className="welcome-choices">
        <section className="welcome-choice">
          <h2>{t('welcome:school.title')}</h2>
          <p className="soft">{t('welcome:school.text')}</p>
          <Form
            form={form}
            layout="vertical"
            requiredMark={false}
            disabled={busy}
            onFinish={({ code, name }) => {
              if (!isTyping) initialise.mutate({ code, name: name.trim(), passphrase: passphrase.next });
            }}
          >
            <Form.Item
              name="code"
              label={t('welcome:school.code')}
              validateTrigger="onSubmit"
              rules={[{ required: true, pattern: /^\d{5}$/, message: t('welcome:school.codeWrong') }]}
            >
              <Input
                className="numbers"
                autoFocus
                inputMode="numeric"
                maxLength={5}
                placeholder={t('welcome:school.codeHint')}
              />
            </Form.Item>
            <Form.Item
              name="name"
              label={t('welcome:school.name')}
              validateTrigger="onSubmit"
              rules={[{ required: true, whitespace: true, message: t('welcome:school.nameMissing') }]}
            >
              <Input maxLength={60} placeholder={t('welcome:school.nameHint')} />
            </Form.Item>
            <PassphraseOffer
              value={passphrase}
              disabled={busy || initialise.isPending}
              onChange={setPassphrase}
            />
            {initialise.isError && <ErrorNotice error={initialise.error} />}
            <Button type="primary" htmlType="submit" block disabled={isTyping} loading={initialise.isPending}>
              {t('welcome:school.submit')}
            </Button>
          </Form>
        </section>
        <section className="welcome-choice">
          <h2>{t('welcome:demo.title')}</h2>
          <p className="soft">{t('welcome:demo.text', { students: formatCount(DEMO_STUDENTS) })}</p>
          <p className="soft">{t('welcome:demo.note')}</p>
          <div className="welcome-task">
            <RunningTask state={demo.state} onCancel={demo.cancel} />
          </div>
          <Button block disabled={busy || initialise.isPending} onClick={() => void fillDemo()}>
            {t('welcome:demo.submit')}
          </Button>
        </section>
      </div>
      <section className="welcome-next">
        <h2>{t('welcome:next.title')}</h2>
        <ol>
          {STEPS.map((step) => (
            <li key={step}>{t(`welcome:next.${step}`)}</li>
          ))}
        </ol>
      </section>
    </main>
  );
}
