import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { errorParts } from '../../ui/errorParts.ts';
import { isArchive } from './guessChoice.ts';
import { currentItem, type ImportState, type ImportStep } from './importSteps.ts';
import { open, plan, skipCurrent, useImport } from './importStore.ts';
import { PasswordPrompt } from './PasswordPrompt.tsx';

/** What went wrong with this file, said where it happened, with the ways on. What was chosen is kept. */
export function FailedStep({
  state,
  step,
}: {
  state: ImportState;
  step: Extract<ImportStep, { name: 'failed' }>;
}) {
  const { t } = useTranslation('import');
  const send = useImport((store) => store.send);
  const item = currentItem(state);
  const stale = errorParts(step.error)?.code === 'STALE_PLAN';
  const name = item?.name === '' ? t('choose.looseSet') : (item?.name ?? '');
  const code = errorParts(step.error)?.code;
  const wantsPassword = code === 'FILE_ENCRYPTED' || code === 'FILE_PASSWORD_WRONG';
  const locked = step.during === 'opening' && wantsPassword ? item : null;
  const back = step.session === null || step.session.kind === 'photos' ? null : 'mapping';

  return (
    <div className="failed-step">
      <p className="step-title">{t(locked ? 'failed.locked' : `failed.${step.during}`, { file: name })}</p>
      {locked ? (
        <PasswordPrompt
          error={step.error}
          isArchive={isArchive(name)}
          onPassword={(password) => void open(locked, password)}
        />
      ) : (
        <ErrorNotice error={step.error} />
      )}
      {stale && <p>{t('failed.stale')}</p>}
      <div className="done-actions">
        {stale ? (
          <Button type="primary" onClick={() => void plan()}>
            {t('failed.replan')}
          </Button>
        ) : (
          <Button type={locked ? 'default' : 'primary'} onClick={skipCurrent}>
            {t('failed.other')}
          </Button>
        )}
        {back !== null && (
          <Button onClick={() => send({ type: 'wentTo', place: back })}>{t('failed.back')}</Button>
        )}
        {item && !locked && <Button onClick={() => void open(item)}>{t('failed.again')}</Button>}
        {stale && <Button onClick={skipCurrent}>{t('failed.other')}</Button>}
      </div>
    </div>
  );
}
