import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useUndo } from '../../state/undo.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { PasswordForm } from './PasswordForm.tsx';

export function ChangePasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('people');
  const dialog = useRef<HTMLDialogElement>(null);
  const show = useUndo((state) => state.show);
  return (
    <DialogFrame dialog={dialog} className="me-dialog" title={t('change.title')} onClose={onClose}>
      <PasswordForm
        onDone={() => {
          show(t('change.done'));
          dialog.current?.close();
        }}
        onCancel={() => dialog.current?.close()}
      />
    </DialogFrame>
  );
}
