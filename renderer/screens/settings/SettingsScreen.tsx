import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useRoute } from '../../state/route.ts';
import { useStudentColumns } from '../../state/studentColumns.ts';
import { may, useMe } from '../../state/useMe.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { BackupSection } from './BackupSection.tsx';
import { ChaseRulesForm } from './ChaseRulesForm.tsx';
import { KeySection } from './KeySection.tsx';
import { MailServerForm } from './MailServerForm.tsx';
import { MappingList } from './MappingList.tsx';
import { PrivacySection } from './privacy/PrivacySection.tsx';
import { UpdateForm } from './UpdateForm.tsx';
import { WordList } from './WordList.tsx';
import './SettingsScreen.css';
import { Offered } from '../../ui/Offered.tsx';

const ErasePage = lazy(async () => ({ default: (await import('./privacy/ErasePage.tsx')).ErasePage }));

const KEYS = [
  ['search', ['Ctrl K', '/']],
  ['area', ['Alt 1', '…', 'Alt 9', 'Alt 0']],
  ['region', ['F6', 'Shift F6']],
  ['rows', ['↑', '↓', 'Page Up', 'Page Down', 'Home', 'End']],
  ['open', ['Enter']],
  ['select', ['Space']],
  ['range', ['Shift ↑', 'Shift ↓']],
  ['all', ['Ctrl A']],
  ['undo', ['Ctrl Z']],
  ['close', ['Esc']],
] as const;

/** How the window looks, what school it is for, and the keys it knows. */
export function SettingsScreen() {
  const { params } = useRoute();
  const mayErase = may(useMe(), ['admin']);
  if (params.get('page') !== 'erase' || !mayErase)
    return <Settings isPrivacy={params.get('at') === 'privacy'} />;
  return (
    <Suspense fallback={null}>
      <ErasePage />
    </Suspense>
  );
}

function Settings({ isPrivacy }: { isPrivacy: boolean }) {
  const { t } = useTranslation(['settings', 'backups', 'mail', 'privacy', 'general']);
  const preferences = usePreferences();
  const resetColumns = useStudentColumns((state) => state.reset);
  const { data: status } = useQuery(orpc.admin.status.queryOptions());
  return (
    <>
      <PageHeader title={t('general:area.settings')} />
      <div className="settings">
        <Group title={t('settings:look')}>
          <Line label={t('settings:language')}>
            <Segmented
              aria-label={t('settings:language')}
              value={preferences.language}
              onChange={preferences.setLanguage}
              options={[
                { value: 'zh', label: t('settings:chinese') },
                { value: 'en', label: t('settings:english') },
              ]}
            />
          </Line>
          <Line label={t('settings:theme')}>
            <Segmented
              aria-label={t('settings:theme')}
              value={preferences.theme}
              onChange={preferences.setTheme}
              options={[
                { value: 'system', label: t('settings:system') },
                { value: 'light', label: t('settings:light') },
                { value: 'dark', label: t('settings:dark') },
              ]}
            />
          </Line>
          <Line label={t('settings:columns')}>
            <Button onClick={resetColumns}>{t('settings:resetColumns')}</Button>
          </Line>
        </Group>
        <Group title={t('settings:school')}>
          <Line label={t('settings:schoolCode')}>
            <span className="numbers">{status?.school?.code ?? ''}</span>
          </Line>
          <Line label={t('settings:schoolName')}>{status?.school?.name ?? ''}</Line>
        </Group>
        <Group title={t('settings:data')}>
          <Line label={t('settings:students')}>
            <span className="numbers">{status ? formatCount(status.students) : ''}</span>
          </Line>
          {status?.batches != null && (
            <Line label={t('settings:batches')}>
              <span className="numbers">{formatCount(status.batches)}</span>
            </Line>
          )}
          <Line label={t('settings:campaigns')}>
            <span className="numbers">{status ? formatCount(status.campaigns) : ''}</span>
          </Line>
          <Line label={t('settings:version')}>
            <span className="numbers">{status?.version ?? ''}</span>
          </Line>
        </Group>
        <Offered call="backups.list">
          <Group title={t('backups:title')}>
            <BackupSection />
          </Group>
        </Offered>
        <Group title={t('settings:encryption.title')}>
          <KeySection />
        </Group>
        <Group title={t('privacy:title')} isMeant={isPrivacy}>
          <PrivacySection />
        </Group>
        <Offered call="imports.saveMapping">
          <Group title={t('settings:mapping.title')}>
            <MappingList />
          </Group>
        </Offered>
        <Group title={t('settings:words.title')}>
          <WordList />
        </Group>
        <Group title={t('settings:chase.title')}>
          <ChaseRulesForm />
        </Group>
        <Offered call="mail.saveServer">
          <Group title={t('mail:server.title')}>
            <MailServerForm />
          </Group>
        </Offered>
        <Offered call="updates.saveFolder">
          <Group title={t('settings:update.title')}>
            <UpdateForm />
          </Group>
        </Offered>
        <Group title={t('settings:keys')}>
          {KEYS.map(([name, keys]) => (
            <Line key={name} label={t(`settings:key.${name}`)}>
              <span className="settings-keys">
                {keys.map((key) => (
                  <kbd key={key} className="key">
                    {key}
                  </kbd>
                ))}
              </span>
            </Line>
          ))}
        </Group>
      </div>
    </>
  );
}

/** `isMeant`: the window was led here, to this one. */
function Group({
  title,
  isMeant = false,
  children,
}: {
  title: string;
  isMeant?: boolean;
  children: ReactNode;
}) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isMeant) section.current?.scrollIntoView();
  }, [isMeant]);
  return (
    <section ref={section} className="settings-group">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="settings-line">
      <span className="soft">{label}</span>
      {children}
    </div>
  );
}
