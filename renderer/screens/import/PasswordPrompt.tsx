import { Alert, Button, Input, type InputRef } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../text/useWords.ts';
import { errorParts } from '../../ui/errorParts.ts';

/** As the core takes them; no program that writes spreadsheets allows longer ones. */
const MAX_CHARACTERS = 255;

/**
 * Asks for the password of a file, and says when the one before was wrong. What is typed stands in this field only:
 * it is handed on with Enter, and gone with the field.
 */
export function PasswordPrompt({
  error,
  isArchive,
  onPassword,
}: {
  error: unknown;
  isArchive: boolean;
  onPassword: (password: string) => void;
}) {
  const { t } = useTranslation('import');
  const words = useWords();
  const [typed, setTyped] = useState('');
  const field = useRef<InputRef>(null);
  const label = useId();
  const parts = errorParts(error);
  const isWrong = parts?.code === 'FILE_PASSWORD_WRONG';
  const said = isWrong ? words.sayError(parts) : null;
  const open = () => {
    if (typed !== '') onPassword(typed);
  };

  // After the step has been shown, which takes the focus to its beginning.
  useEffect(() => {
    const shown = requestAnimationFrame(() => field.current?.focus());
    return () => cancelAnimationFrame(shown);
  }, []);

  return (
    <div className="password-prompt">
      {said && <Alert type="error" showIcon role="alert" title={said.message} description={said.hint} />}
      <label className="password-prompt-label" htmlFor={label}>
        {t('password.label')}
      </label>
      <div className="password-prompt-line">
        <Input.Password
          id={label}
          ref={field}
          className="password-prompt-field"
          value={typed}
          maxLength={MAX_CHARACTERS}
          autoComplete="off"
          spellCheck={false}
          {...(isWrong ? { status: 'error' as const } : {})}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={open}
        />
        <Button type="primary" disabled={typed === ''} onClick={open}>
          {t('password.open')}
        </Button>
      </div>
      <p className="soft">{t(isArchive ? 'password.helpArchive' : 'password.help')}</p>
    </div>
  );
}
