import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../text/useWords.ts';
import type { PassedOver } from './importStore.ts';
import { listNames } from './listNames.ts';

/** What was in a zip and is not imported, and why. Nothing when all of it is. */
export function PassedOverNotice({ passedOver }: { passedOver: PassedOver }) {
  const { t } = useTranslation(['import', 'general']);
  const text = useWords();
  const { findings, failed, leftOut } = passedOver;
  const sentences = [
    ...findings.map((finding) => text.sayFinding(finding)),
    ...failed.map(
      ({ name, error }) =>
        text.sayError({ code: error.code, params: { ...error.params, file: name } }).message,
    ),
    ...(leftOut.length === 0
      ? []
      : [
          t('choose.leftOut', {
            count: leftOut.length,
            names: listNames(
              leftOut.map(({ name }) => name),
              t('general:listJoin'),
              t('choose.more'),
            ),
          }),
        ]),
  ];
  return sentences.length === 0 ? null : <Alert type="warning" showIcon title={sentences.join(' ')} />;
}
