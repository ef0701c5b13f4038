import { Button, Input, type InputRef, Segmented } from 'antd';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';

export const SCAN_PURPOSES = ['back', 'out'] as const;
export type ScanPurpose = (typeof SCAN_PURPOSES)[number];

/** Where numbers are typed by hand, and what a scan is for. Remounted after each scan: an input method may have kept letters. */
export function ScanField({
  ref,
  purpose,
  busy,
  onPurpose,
  onText,
}: {
  ref: Ref<InputRef>;
  purpose: ScanPurpose;
  busy: boolean;
  onPurpose: (purpose: ScanPurpose) => void;
  onText: (text: string) => void;
}) {
  const { t } = useTranslation('sheets');
  const [text, setText] = useState('');
  return (
    <form
      className="sheet-scan"
      aria-label={t('scan')}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        setText('');
        onText(text);
      }}
    >
      <Segmented
        aria-label={t('purpose')}
        value={purpose}
        options={SCAN_PURPOSES.map((value) => ({ value, label: t(`scanTo.${value}`) }))}
        onChange={onPurpose}
      />
      <Input
        ref={ref}
        autoFocus
        className="sheet-scan-field"
        aria-label={t('scan')}
        placeholder={t('scanPlaceholder')}
        autoComplete="off"
        spellCheck={false}
        maxLength={2_000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Button htmlType="submit" loading={busy}>
        {t('look')}
      </Button>
      <span className="soft sheet-ready">{t('ready')}</span>
    </form>
  );
}
