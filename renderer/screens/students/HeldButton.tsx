import { ExportOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useMe } from '../../state/useMe.ts';

const HeldDialog = lazy(async () => ({ default: (await import('./HeldDialog.tsx')).HeldDialog }));

/** The way to everything held about a student; not there for whoever may never see whole numbers. */
export function HeldButton({ student }: { student: string | null }) {
  const { t } = useTranslation('privacy');
  const [open, setOpen] = useState(false);
  if (!may(useMe(), ['unmask', 'ask-unmask'])) return null;
  return (
    <>
      <Button
        type="text"
        icon={<ExportOutlined />}
        aria-label={t('held.button')}
        title={t('held.button')}
        disabled={student === null}
        onClick={() => setOpen(true)}
      />
      <Suspense fallback={null}>
        {open && student !== null && <HeldDialog student={student} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}
