import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { likelyCharacters } from '../../../shared/domain/likelyName.ts';
import type { CharacterRequest } from '../../state/characterPanel.ts';

const LOST = /[?\uff1f\ufffd\u25a1\u3013]/u;

/** What probably stood where a name has a made-up character, or lost one. Only shown: a document decides. */
export function LikelyCharacters({
  request,
  onPick,
}: {
  request: CharacterRequest;
  onPick: (text: string) => void;
}) {
  const { t } = useTranslation('characters');
  const likely = likelyCharacters(request.name, request.otherNames);
  const lost = LOST.exec(request.name)?.[0];
  if (likely.length === 0) {
    return lost === undefined ? null : (
      <Alert type="warning" showIcon title={t('lostUnknown', { written: lost })} />
    );
  }
  return likely.map(({ at, written, likely: one, by }) => (
    <Alert
      key={`${at} ${one}`}
      type="info"
      showIcon
      title={
        <>
          {t(`likely.${by}`, { written })}{' '}
          <Button type="link" className="character-likely" onClick={() => onPick(one)}>
            {one}
          </Button>{' '}
          <span className="soft">{t('checkDocument')}</span>
        </>
      }
    />
  ));
}
