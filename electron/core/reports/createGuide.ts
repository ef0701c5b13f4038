import { once } from 'node:events';
import type { GUIDE_FORMATS, GuideContact } from '../../../shared/contract/guides.ts';
import type { ReportResult } from '../../../shared/contract/reports.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import {
  fillGuide,
  type GuidePart,
  type GuideValues,
  guideAsText,
} from '../../../shared/domain/guideText.ts';
import { createText } from '../../../shared/text/createText.ts';
import { guideContactOf, officeGuides } from '../../reports/guide/officeGuides.ts';
import type { RenderResult, SheetLanguage } from '../../reports/reportData.ts';
import { progressStream } from '../progressStream.ts';
import { schoolOf } from '../school.ts';
import type { Services } from '../services.ts';
import { writeDownload } from '../writeDownload.ts';

export interface GuideRequest {
  lang: SheetLanguage;
  /** null: the campaign that runs. */
  campaign: string | null;
  parts: readonly GuidePart[];
  format: (typeof GUIDE_FORMATS)[number];
}

/** What the fields of a guide say, of a campaign. Where there is none, what it would tell stays empty. */
export function guideValues(
  { db, index }: Services,
  { lang, campaign: id }: Pick<GuideRequest, 'lang' | 'campaign'>,
): { contact: GuideContact; values: GuideValues } {
  const campaign = index.campaignOf(id);
  const contact = guideContactOf(db);
  const { rule, office } = createText(lang).guide;
  const values = {
    school: schoolOf(db)?.name ?? '',
    campaign: campaign?.name ?? '',
    deadline: contact.deadline || (campaign?.deadline ?? ''),
    office: contact.office || office,
    address: contact.address,
    phone: contact.phone,
    hours: contact.hours,
    rule: rule[campaign?.lockRule ?? 'none'],
  };
  return { contact, values };
}

/** Makes guides into a file to take away: a PDF, Markdown, or a text for a chat. */
export function createGuide(services: Services, request: GuideRequest, outer: AbortSignal | undefined) {
  return progressStream<ReportResult>(async (onProgress, signal) => {
    const { lang, parts, format } = request;
    const now = services.clock.now();
    const day = beijingDay(now);
    const { values } = guideValues(services, request);
    const names = createText(lang).guide.name;
    const held = officeGuides(services.db, lang);
    const guides = parts.map((part) => ({
      name: names[part],
      body: fillGuide(held.find((one) => one.part === part)!.body, values),
    }));
    const name = `${guides.map((one) => one.name).join('-')}-${day}`;
    let made: RenderResult | null = null;
    const download = await writeDownload(services.downloads, [name, format], async (sink) => {
      if (format === 'pdf') {
        // What draws is loaded when the first sheet is asked for.
        const { renderGuide } = await import('../../reports/guide/renderGuide.ts');
        const document = { schoolName: values.school, lang, time: now, day, guides };
        made = await renderGuide(document, sink, {
          signal,
          onProgress: ({ sheets, ofSheets }) => onProgress({ stage: 'draw', done: sheets, total: ofSheets }),
        });
        return;
      }
      const texts = guides.map(({ body }) => (format === 'txt' ? guideAsText(body) : `${body.trim()}\n`));
      sink.end(texts.join('\n'));
      await once(sink, 'finish');
    });
    const { pages, cannotPrint } = made ?? { pages: null, cannotPrint: [] };
    return {
      download,
      fileName: `${name}.${format}`,
      sheets: guides.length,
      noted: null,
      pages,
      chased: [],
      cannotPrint: (cannotPrint as RenderResult['cannotPrint']).map(({ char, codePoint }) => ({
        char,
        codePoint,
        student: null,
      })),
    };
  }, outer);
}
