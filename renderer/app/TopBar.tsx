import { FontSizeOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { orpc } from '../rpc/core.ts';
import { useCharacterPanel } from '../state/characterPanel.ts';
import { may, useMe } from '../state/useMe.ts';
import { CampaignPicker } from './CampaignPicker.tsx';
import { MeMenu } from './MeMenu.tsx';
import { SearchBox } from './SearchBox.tsx';

/** Whose data these are, which campaign is meant, and the search. */
export function TopBar() {
  const { t } = useTranslation(['general', 'characters']);
  const openCharacters = useCharacterPanel((state) => state.open);
  const mayLook = may(useMe(), ['look']);
  const { data: status } = useQuery(orpc.admin.status.queryOptions());
  return (
    <section className="top-bar" tabIndex={-1} aria-label={t('region.top')} data-region>
      <strong className="top-bar-school" title={status?.school?.name}>
        {status ? (status.school?.name ?? t('noSchool')) : ''}
      </strong>
      {mayLook && <CampaignPicker />}
      {mayLook && <SearchBox />}
      <Button
        type="text"
        icon={<FontSizeOutlined />}
        aria-label={t('characters:title')}
        aria-keyshortcuts="F8"
        title={t('characters:open')}
        onClick={() => openCharacters()}
      />
      <MeMenu />
    </section>
  );
}
