import { CopyOutlined, DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GUIDE_FORMATS, GuideContact, ShownGuides } from '../../../shared/contract/guides.ts';
import type { ReportResult } from '../../../shared/contract/reports.ts';
import { fillGuide, type GuideValues, guideAsText } from '../../../shared/domain/guideText.ts';
import { core, orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useUndo } from '../../state/undo.ts';
import { useCampaign } from '../../state/useCampaign.ts';
import { wordsOf } from '../../text/useWords.ts';
import { copyText } from '../../ui/copyText.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { RunningTask } from '../../ui/RunningTask.tsx';
import { saveDownload } from '../../ui/saveDownload.ts';
import { useTask } from '../../ui/useTask.ts';
import { type ChosenGuide, GuideEditor } from './GuideEditor.tsx';
import { GuidePreview } from './GuidePreview.tsx';
import { useGuideDrafts } from './guideStore.ts';
import { MadeReportPanel } from './MadeReportPanel.tsx';
import './GuidesPanel.css';

/** The guides for students: written on the left, seen on the right, printed and taken away. */
export function GuidesPanel() {
  const campaign = useCampaign();
  const [chosen, choose] = useState<ChosenGuide>({
    part: campaign !== null && campaign.type !== 'graduation-photo' ? 'record' : 'graduation-photo',
    lang: usePreferences((state) => state.language),
  });
  const input = { lang: chosen.lang, campaign: campaign?.id ?? null };
  const shown = useQuery(orpc.guides.show.queryOptions({ input }));
  if (shown.isError) return <ErrorNotice error={shown.error} onRetry={() => void shown.refetch()} />;
  if (shown.data === undefined) return null;
  return (
    <Guides
      shown={shown.data}
      chosen={chosen}
      deadline={campaign?.deadline ?? ''}
      input={input}
      onChoose={choose}
    />
  );
}

function Guides({
  shown,
  chosen,
  deadline,
  input,
  onChoose,
}: {
  shown: ShownGuides;
  chosen: ChosenGuide;
  /** The campaign's. */
  deadline: string;
  input: { lang: 'zh' | 'en'; campaign: string | null };
  onChoose: (chosen: ChosenGuide) => void;
}) {
  const { t } = useTranslation('reports');
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const { drafts, contact: contactDraft, setDraft, setContact } = useGuideDrafts();
  const [made, setMade] = useState<ReportResult | null>(null);
  const making = useTask<ReportResult>();
  const host = useRef<HTMLDivElement>(null);
  const { part, lang } = chosen;
  const key = `${lang}/${part}`;
  const guide = shown.guides.find((one) => one.part === part)!;
  const body = drafts[key] ?? guide.body;
  const contact = contactDraft ?? shown.contact;
  const hints = { office: wordsOf(lang).guide.office, deadline };
  const values = {
    ...(shown.values as GuideValues),
    ...contact,
    office: contact.office || hints.office,
    deadline: contact.deadline || hints.deadline,
  };
  const filled = fillGuide(body, values);
  const bodyChanged = body !== guide.body;
  const contactChanged = JSON.stringify(contact) !== JSON.stringify(shown.contact);
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.guides.show.key() });

  /** Saves a text (null: none of the office's own) and what the office fills in, and offers the way back. */
  const save = useMutation({
    mutationFn: async ({
      own,
      filledIn,
      said,
    }: {
      own: string | null;
      filledIn: GuideContact;
      said: string;
    }) => {
      const before = { body: guide.edited ? guide.body : null, contact: shown.contact };
      await core.guides.save({ part, lang, body: own });
      await core.guides.saveContact(filledIn);
      setDraft(key, null);
      setContact(null);
      await refresh();
      showUndo(said, async () => {
        await core.guides.save({ part, lang, body: before.body });
        await core.guides.saveContact(before.contact);
        await refresh();
        return null;
      });
    },
  });
  const name = wordsOf(lang).guide.name[part];

  const make = async (format: (typeof GUIDE_FORMATS)[number]) => {
    const result = await making.start(t('making', { report: name }), (signal) =>
      core.guides.create({ ...input, parts: [part], format }, { signal }),
    );
    if (!result) return;
    making.reset();
    if (format === 'pdf') setMade(result);
    else saveDownload(result.download);
  };
  // What is taken away is what everybody in the office has.
  const reason = bodyChanged || contactChanged ? t('guide.saveFirst') : null;

  return (
    <div className="guides" ref={host}>
      <GuideEditor
        chosen={chosen}
        body={body}
        edited={guide.edited}
        contact={contact}
        hints={hints}
        changed={bodyChanged || contactChanged}
        saving={save.isPending}
        onChoose={(next) => {
          setMade(null);
          onChoose(next);
        }}
        onBody={(next) => setDraft(key, next)}
        onContact={setContact}
        onSave={() =>
          save.mutate({
            own: body === guide.shipped ? null : body,
            filledIn: contact,
            said: t('guide.saved', { name }),
          })
        }
        onReset={() =>
          save.mutate({ own: null, filledIn: shown.contact, said: t('guide.restored', { name }) })
        }
      />
      <section className="guide-shown" aria-label={t('view.guides')}>
        <div className="guide-line guide-actions">
          <ReasonButton type="primary" reason={reason} onClick={() => void make('pdf')}>
            {t('make.pdf')}
          </ReasonButton>
          <ReasonButton icon={<DownloadOutlined />} reason={reason} onClick={() => void make('md')}>
            {t('guide.markdown')}
          </ReasonButton>
          <Button
            icon={<CopyOutlined />}
            onClick={() => {
              if (host.current && copyText(guideAsText(filled), host.current)) showUndo(t('guide.copied'));
            }}
          >
            {t('guide.copy')}
          </Button>
          {made && (
            <Button type="link" onClick={() => setMade(null)}>
              {t('guide.back')}
            </Button>
          )}
        </div>
        {save.isError && <ErrorNotice error={save.error} />}
        {making.state.kind !== 'idle' && making.state.kind !== 'done' && (
          <RunningTask state={making.state} onCancel={making.cancel} />
        )}
        {made ? (
          <MadeReportPanel campaign={null} key={made.download} result={made} outdated={reason !== null} />
        ) : (
          <GuidePreview body={filled} lang={lang} />
        )}
      </section>
    </div>
  );
}
