import { Alert, Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

const MOST_CHARACTERS = 200;

/** What has no undo is typed out: how many, and why. */
export function EraseConfirm({
  students,
  isHeld,
  onErase,
}: {
  students: number;
  isHeld: boolean;
  onErase: (reason: string) => void;
}) {
  const { t } = useTranslation('privacy');
  const id = useId();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const phrase = t('confirm.phrase', { count: students });
  const cannot = isHeld || reason.trim() === '' || bare(typed) !== bare(phrase);
  return (
    <form
      className="erase-confirm"
      aria-label={t('confirm.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!cannot) onErase(reason.trim());
      }}
    >
      <Alert type="warning" showIcon title={t('confirm.warning')} />
      <label htmlFor={`${id}-reason`}>{t('confirm.reason')}</label>
      <Input
        id={`${id}-reason`}
        maxLength={MOST_CHARACTERS}
        placeholder={t('confirm.reasonExample')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <label htmlFor={`${id}-typed`}>{t('confirm.typed', { phrase })}</label>
      <Input
        id={`${id}-typed`}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div>
        <Button danger htmlType="submit" disabled={cannot}>
          {t('confirm.erase')}
        </Button>
      </div>
    </form>
  );
}

function bare(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();
}
