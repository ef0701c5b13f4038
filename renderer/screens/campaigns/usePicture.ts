import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { studentQuery } from '../../../shared/contract/students.ts';
import type { PictureKind } from '../../../shared/domain/pictureKinds.ts';
import { statusesOf } from '../../../shared/domain/statusGroups.ts';
import { isSettled, STATUSES } from '../../../shared/domain/verificationStatus.ts';
import { HEAT_DARK, HEAT_LIGHT, heatPicture } from '../../../shared/pictures/heatPicture.ts';
import type { Picture } from '../../../shared/pictures/picture.ts';
import { type ProgressTarget, progressPicture } from '../../../shared/pictures/progressPicture.ts';
import { reasonsPicture } from '../../../shared/pictures/reasonsPicture.ts';
import { roundsPicture } from '../../../shared/pictures/roundsPicture.ts';
import { orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { type AreaId, navigate } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { darkPalette, lightPalette } from '../../ui/palette.ts';
import { useDark } from '../../ui/useDark.ts';
import { studentsOfGroup } from './progressRows.ts';

/** Those of the panel: the trend has a place of its own. */
export type PanelPicture = Exclude<PictureKind, 'trend'>;

/** Where a part of a picture leads to. */
type Place = [AreaId, URLSearchParams];

/** A picture of a campaign from what the core counts, and how its parts are opened; null while it is counted. */
export function usePicture(
  { id: campaign }: Campaign,
  { kind, college, days, room }: { kind: PanelPicture; college: string | null; days: number; room: number },
): {
  picture: Picture<Place> | null;
  error: Error | null;
  refetch: () => void;
  open: ((place: Place) => void) | null;
} {
  const text = useWords().picture;
  const dark = useDark();
  const setCampaign = usePreferences((state) => state.setCampaign);
  const by = kind === 'colleges' ? 'college' : 'class';
  const progress = useQuery(
    orpc.campaigns.progress.queryOptions({
      input: { campaign, by },
      enabled: kind === 'colleges' || kind === 'classes' || kind === 'heat',
    }),
  );
  const counts = useQuery(
    orpc.chase.counts.queryOptions({
      input: {
        query: {
          students: studentQuery.parse({
            campaign,
            filter: { fields: college === null ? {} : { collegeName: [college] } },
          }),
        },
        by: 'college',
      },
      enabled: kind === 'reasons',
      placeholderData: keepPreviousData,
    }),
  );
  const rounds = useQuery(
    orpc.chase.rounds.queryOptions({ input: { campaign, days }, enabled: kind === 'rounds' }),
  );
  const asked = kind === 'reasons' ? counts : kind === 'rounds' ? rounds : progress;
  const rows = progress.data?.rows;
  const reasons = counts.data?.reasons;
  const made = rounds.data;

  const picture = useMemo((): Picture<Place> | null => {
    const about = { text, colours: dark ? darkPalette : lightPalette, room };
    if (kind === 'reasons')
      return reasons === undefined
        ? null
        : leading(reasonsPicture(reasons, about), (reason) => {
            const params = new URLSearchParams({ reason });
            if (college !== null) params.append('f.collegeName', college);
            return ['chase', params];
          });
    if (kind === 'rounds')
      return made === undefined
        ? null
        : leading(roundsPicture(made, days, about), () => ['chase', new URLSearchParams()]);
    if (rows === undefined) return null;
    const shown = college === null ? rows : rows.filter(({ group }) => group[0] === college);
    if (kind === 'heat')
      return leading(heatPicture(shown, { ...about, heat: dark ? HEAT_DARK : HEAT_LIGHT }), (group) => {
        const params = studentsOfGroup(campaign, 'class', group, null);
        for (const status of STATUSES) if (!isSettled(status)) params.append('status', status);
        return ['students', params];
      });
    const nameOf = ({ group }: { group: string[] }) =>
      (kind === 'colleges' ? [group[0]] : college === null ? [group[0], group[2]] : [group[2]])
        .map((part) => part || text.none)
        .join(' ');
    return leading(progressPicture(shown, nameOf, about), ({ group, of }: ProgressTarget) => {
      const params = studentsOfGroup(campaign, by, group, null);
      if (of === 'late') params.set('overdue', '1');
      else for (const status of statusesOf(of)) params.append('status', status);
      return ['students', params];
    });
  }, [kind, college, days, campaign, by, rows, reasons, made, text, dark, room]);

  return {
    picture,
    error: asked.data === undefined ? asked.error : null,
    refetch: () => void asked.refetch(),
    open: ([area, params]) => {
      // The page of chasing is of the campaign that the window is about.
      if (area === 'chase') setCampaign(campaign);
      navigate(area, params);
    },
  };
}

function leading<Target>(picture: Picture<Target>, to: (target: Target) => Place): Picture<Place> {
  return { ...picture, items: picture.items.map((item) => ({ ...item, target: to(item.target) })) };
}
