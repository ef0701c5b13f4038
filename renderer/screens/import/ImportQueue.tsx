import { DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { IMPORT_KIND, IMPORT_KINDS } from '../../../shared/domain/importKinds.ts';
import { FILE_SOURCES } from '../../../shared/domain/studentFields.ts';
import { hashOf } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { formatBytes } from '../../ui/formatBytes.ts';
import { formatCount } from '../../ui/formatCount.ts';
import type { ImportChoice, QueueItem } from './importSteps.ts';
import { removeItem, useImport } from './importStore.ts';
import { QueueFate, QueueNeeds } from './QueueFate.tsx';

const ROLES = ['graduation', 'admission'] as const;

function asks(item: QueueItem) {
  return IMPORT_KIND[item.choice.kind].asks;
}

/** The files to import, one after the other, each with what it is; guesses are marked and can be changed. */
export function ImportQueue({
  queue,
  parked,
  campaigns,
}: {
  queue: readonly QueueItem[];
  parked: string | null;
  campaigns: readonly Campaign[];
}) {
  const { t } = useTranslation('import');
  const newest = [...campaigns].sort((a, b) => b.createdAt - a.createdAt)[0]?.id ?? null;
  const lacksCampaign =
    campaigns.length === 0 && queue.some((item) => item.fate === 'waiting' && asks(item) === 'campaign');
  return (
    <div className="import-queue">
      <table className="plain-table">
        <caption>{t('choose.queue')}</caption>
        <thead>
          <tr>
            <th>{t('choose.file')}</th>
            <th>{t('choose.what')}</th>
            <th>{t('choose.detail')}</th>
            <th aria-hidden />
          </tr>
        </thead>
        <tbody>
          {queue.map((item) => (
            <QueueRow
              key={item.id}
              item={item}
              parked={item.id === parked}
              campaigns={campaigns}
              newest={newest}
            />
          ))}
        </tbody>
      </table>
      {lacksCampaign && (
        <p className="import-queue-note">
          {t('choose.noCampaign')} <a href={hashOf('campaigns', { new: '1' })}>{t('choose.newCampaign')}</a>
        </p>
      )}
      <p className="import-queue-note soft">{t('choose.order')}</p>
    </div>
  );
}

function QueueRow({
  item,
  parked,
  campaigns,
  newest,
}: {
  item: QueueItem;
  parked: boolean;
  campaigns: readonly Campaign[];
  newest: string | null;
}) {
  const { t } = useTranslation('import');
  const text = useWords();
  const send = useImport((store) => store.send);
  const choose = (choice: Partial<ImportChoice>) => send({ type: 'chosen', id: item.id, choice });
  const name = item.name === '' ? t('choose.looseSet') : item.name;
  const waiting = item.fate === 'waiting';
  const { kind, source, role, faces = false, campaign } = item.choice;
  return (
    <tr className={waiting ? '' : 'over'}>
      <td className="import-queue-cell import-queue-file">
        <span className="import-queue-name" title={name}>
          {name}
        </span>
        <span className="soft numbers">
          {item.files > 1 &&
            `${t('choose.files', { count: item.files, formatted: formatCount(item.files) })} · `}
          {item.bytes > 0 && formatBytes(item.bytes)}
          {parked && `${item.bytes > 0 ? ' · ' : ''}${t('choose.parked')}`}
        </span>
      </td>
      <td className="import-queue-cell">
        {waiting ? (
          <>
            <Segmented
              size="small"
              aria-label={t('choose.what')}
              value={kind}
              options={IMPORT_KINDS.map((value) => ({ value, label: text.importKind(value) }))}
              onChange={(value) =>
                choose({
                  kind: value,
                  campaign: IMPORT_KIND[value].asks === 'campaign' ? (campaign ?? newest) : campaign,
                })
              }
            />
            <QueueNeeds item={item} />
            {item.guessed && !item.needs && <span className="import-queue-guess">{t('choose.guessed')}</span>}
          </>
        ) : (
          <QueueFate item={item} />
        )}
      </td>
      <td className="import-queue-cell">
        {waiting && IMPORT_KIND[kind].asks === 'source' && (
          <Select
            size="small"
            className="import-queue-select"
            aria-label={t('choose.detail')}
            value={source}
            options={FILE_SOURCES.map((value) => ({ value, label: text.source(value) }))}
            onChange={(value) => choose({ source: value })}
          />
        )}
        {waiting && IMPORT_KIND[kind].asks === 'campaign' && (
          <Select
            size="small"
            className="import-queue-select"
            aria-label={t('choose.detail')}
            value={campaign}
            placeholder={t('choose.campaign')}
            {...(campaign === null ? { status: 'warning' as const } : {})}
            options={campaigns.map((entry) => ({ value: entry.id, label: entry.name }))}
            onChange={(value) => choose({ campaign: value })}
          />
        )}
        {waiting && IMPORT_KIND[kind].asks === 'role' && (
          <>
            <Select
              size="small"
              className="import-queue-select"
              aria-label={t('choose.detail')}
              value={role}
              options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
              onChange={(value) => choose({ role: value })}
            />
            <Checkbox
              className="import-queue-faces"
              checked={faces}
              title={t('choose.facesHelp')}
              onChange={({ target }) => choose({ faces: target.checked })}
            >
              {t('choose.faces')}
            </Checkbox>
          </>
        )}
      </td>
      <td className="import-queue-cell">
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={t('choose.remove', { name })}
          title={t('choose.remove', { name })}
          onClick={() => removeItem(item.id)}
        />
      </td>
    </tr>
  );
}
