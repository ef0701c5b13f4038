import { useMutation } from '@tanstack/react-query';
import { Button, Input, Radio, Select } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HubDevice, HubGrant } from '../../../shared/contract/hub.ts';
import { core, orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { useColleges } from '../../state/useColleges.ts';
import { useJoined } from '../../text/useJoined.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** What a computer may hold; of one that waits also the digits that its own screen shows. */
export function DeviceGrant({ device, onDone }: { device: HubDevice; onDone: () => void }) {
  const { t } = useTranslation('hub');
  const id = useId();
  const joined = useJoined();
  const show = useUndo((undo) => undo.show);
  const isNew = device.state === 'enrolling';
  const before = device.grant;
  const [isWhole, setIsWhole] = useState(before === '*');
  const [colleges, setColleges] = useState<string[]>(before === '*' ? [] : before);
  const [seen, setSeen] = useState('');
  const known = useColleges();
  // A hub’s computer may have no students of its own, and knows no college then.
  const typed = colleges.filter((name) => !known.includes(name));
  const letIn = useMutation(orpc.hub.letIn.mutationOptions({ onSuccess: onDone }));
  const change = useMutation(
    orpc.hub.setGrant.mutationOptions({
      onSuccess: () => {
        onDone();
        show(t('grant.changed', { name: device.name }), async () => {
          await core.hub.setGrant({ device: device.id, grant: before });
          return null;
        });
      },
    }),
  );
  const isReady = (isWhole || colleges.length > 0) && (!isNew || seen.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    const grant: HubGrant = isWhole ? '*' : colleges;
    if (isNew) letIn.mutate({ device: device.id, seen, grant });
    else change.mutate({ device: device.id, grant });
  };
  const label = t(isNew ? 'grant.letIn' : 'grant.change', { name: device.name });
  return (
    <form className="hub-form" aria-label={label} onSubmit={submit}>
      {isNew && (
        <label htmlFor={`${id}-seen`}>
          <span>{t('grant.seen')}</span>
          <Input
            id={`${id}-seen`}
            className="numbers"
            autoFocus
            autoComplete="off"
            value={seen}
            placeholder="0000 0000 0000"
            onChange={(event) => setSeen(event.target.value)}
          />
          <span className="soft">{t('grant.seenHelp')}</span>
        </label>
      )}
      <Radio.Group
        aria-label={t('device.grant')}
        value={isWhole}
        onChange={(event) => setIsWhole(event.target.value as boolean)}
        options={[
          { value: true, label: t('device.whole') },
          { value: false, label: t('grant.some') },
        ]}
      />
      {!isWhole && (
        <div>
          <label htmlFor={`${id}-colleges`}>{t('grant.colleges')}</label>
          <Select
            id={`${id}-colleges`}
            className="hub-wide"
            mode="tags"
            showSearch
            maxLength={100}
            placeholder={t('grant.collegesHint')}
            aria-describedby={`${id}-colleges-help`}
            value={colleges}
            options={known.map((value) => ({ value, label: value }))}
            onChange={(names) => setColleges(trimmed(names))}
          />
          <p id={`${id}-colleges-help`} className="soft">
            {typed.length === 0 ? t('grant.collegesHelp') : t('grant.unknown', { names: joined(typed) })}
          </p>
        </div>
      )}
      {!isNew && <p className="soft">{t('grant.narrower')}</p>}
      {(letIn.isError || change.isError) && <ErrorNotice error={letIn.error ?? change.error} />}
      <div className="sync-buttons">
        <Button
          type="primary"
          htmlType="submit"
          disabled={!isReady}
          loading={letIn.isPending || change.isPending}
        >
          {t(isNew ? 'device.letIn' : 'grant.save')}
        </Button>
        <Button onClick={onDone}>{t('setUp.cancel')}</Button>
      </div>
    </form>
  );
}

function trimmed(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
}
