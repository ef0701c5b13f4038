import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ROUND_DAYS } from '../../../shared/domain/chaseRounds.ts';
import type { PictureKind } from '../../../shared/domain/pictureKinds.ts';
import { orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';

/** Saves a picture whole, on white: for a report, a slide or a notice board. */
export function SavePicture({
  campaign,
  picture,
  college,
  days = ROUND_DAYS,
}: {
  campaign: string;
  picture: PictureKind;
  college: string | null;
  days?: number;
}) {
  const { t } = useTranslation('campaigns');
  const language = usePreferences((state) => state.language);
  const make = useMutation(orpc.campaigns.picture.mutationOptions());
  const save = async (format: 'png' | 'svg') => {
    try {
      const made = await make.mutateAsync({ campaign, picture, college, days, format, language });
      saveDownload(made.download);
    } catch {
      // The mutation's own state says what went wrong.
    }
  };
  return (
    <span className="save-picture">
      {make.isError && <ErrorNotice error={make.error} />}
      {(['png', 'svg'] as const).map((format) => (
        <Button
          key={format}
          size="small"
          disabled={make.isPending}
          title={t(`pictures.save.${format}Help`)}
          onClick={() => void save(format)}
        >
          {t(`pictures.save.${format}`)}
        </Button>
      ))}
    </span>
  );
}
