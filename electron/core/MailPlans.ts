import type { ChaseSelection } from '../../shared/contract/chase.ts';
import type { ListedStudent } from '../../shared/contract/mail.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { type MailAudience, parseTemplate, speaksOfPassword } from '../../shared/domain/messageTemplate.ts';
import {
  counsellorRecipients,
  type MadeMail,
  type MailRecipient,
  type MailTemplate,
  mailMaker,
  type Recipients,
  studentRecipients,
} from '../chase/chaseMails.ts';
import { giveWay } from '../db/giveWay.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import { isSpoken, newestRound } from '../mail/mailTable.ts';
import type { ChaseLists, ChosenStudents } from './chaseLists.ts';
import { scopeKey } from './scoped.ts';
import type { Services } from './services.ts';

export interface MailRequest {
  campaign: string | null;
  selection: ChaseSelection;
  audience: MailAudience;
  subject: string;
  body: string;
  round: number | null;
}

/** Mails as a person looks at them before they are queued: these and no others go. */
export interface MailPlan {
  id: string;
  campaign: StoredCampaign;
  template: MailTemplate;
  newestRound: number;
  recipients: readonly MailRecipient[];
  /** Whoever got the same message in the same round. */
  already: number;
  unreached: Recipients['unreached'];
  unknown: string[];
  make(recipient: MailRecipient): MadeMail & { students: string[]; list: ListedStudent[] };
}

interface Kept {
  plan: MailPlan;
  request: string;
  stamp: string;
}

/** The plans that windows look at; few, since each keeps who would be written to. */
export class MailPlans {
  readonly #services: Services;
  readonly #lists: ChaseLists;
  readonly #kept: Kept[] = [];

  constructor(services: Services, lists: ChaseLists) {
    this.#services = services;
    this.#lists = lists;
  }

  /** Who would get what. Errors: NOT_FOUND (no campaign), CAMPAIGN_CLOSED, USAGE (speaks of a password), CANCELLED. */
  async make(asked: MailRequest, tell: Tell, signal: AbortSignal): Promise<MailPlan> {
    const { db, ids } = this.#services;
    if (speaksOfPassword(`${asked.subject}\n${asked.body}`))
      throw new AppError('USAGE', { case: 'template-password' });
    const campaign = this.#lists.open(asked.campaign);
    if (campaign.closedAt !== null) throw new AppError('CAMPAIGN_CLOSED', { name: campaign.name });
    const chosen = await this.#lists.chosen(campaign, asked.selection);
    const request = JSON.stringify({ ...asked, whose: scopeKey() });
    const stamp = this.#stampOf(chosen);
    const known = this.#kept.find((one) => one.request === request && one.stamp === stamp);
    if (known) return known.plan;
    const newest = newestRound(db, campaign.id);
    const { audience } = asked;
    const subject = asked.subject.toWellFormed();
    const body = asked.body.toWellFormed();
    const round = asked.round ?? Math.max(1, newest);
    const template = { campaign: campaign.id, round, audience, subject, body };
    const finder = (audience === 'student' ? studentRecipients : counsellorRecipients)(db, template);
    const total = chosen.ns.length;
    for (let done = 0; done < total; done += SLICE) {
      tell({ stage: 'plan', done, total });
      await giveWay(signal);
      finder.add(chosen.ns.subarray(done, done + SLICE));
    }
    const { found } = finder;
    const recipients: MailRecipient[] = [];
    for (const [at, recipient] of found.recipients.entries()) {
      if (at % SLICE === 0) await giveWay(signal);
      if (!isSpoken(db, recipient.key)) recipients.push(recipient);
    }
    const parsed = { subject: parseTemplate(subject, audience), body: parseTemplate(body, audience) };
    const fill = mailMaker(audience, parsed.subject, parsed.body, this.#lists.messageBasis(campaign));
    const plan: MailPlan = {
      id: ids.next(),
      campaign,
      template,
      newestRound: newest,
      recipients,
      already: found.recipients.length - recipients.length,
      unreached: found.unreached,
      unknown: [...new Set([...parsed.subject.unknown, ...parsed.body.unknown])],
      make: (recipient) => {
        const students = this.#lists.messaged(chosen, recipient.ns);
        return { ...fill(recipient, students), students: students.map(({ id }) => id) };
      },
    };
    this.#kept.push({ plan, request, stamp });
    if (this.#kept.length > KEPT) this.#kept.shift();
    return plan;
  }

  /** A plan as long as it still holds. Errors: STALE_PLAN. */
  async take(id: string): Promise<MailPlan> {
    const kept = this.#kept.find(({ plan }) => plan.id === id);
    if (!kept) throw new AppError('STALE_PLAN');
    const { whose, ...asked } = JSON.parse(kept.request) as MailRequest & { whose: string };
    // Who may know of others has made others' plan.
    if (whose !== scopeKey()) throw new AppError('STALE_PLAN');
    const chosen = await this.#lists.chosen(this.#lists.open(asked.campaign), asked.selection);
    if (this.#stampOf(chosen) !== kept.stamp) throw new AppError('STALE_PLAN');
    return kept.plan;
  }

  /** Also of what was queued or cancelled meanwhile, in which plans differ. */
  #stampOf({ stamp }: ChosenStudents): string {
    const { count, newest } = this.#services.db
      .read<{ count: number; newest: number | null }>(
        "SELECT count(*) AS count, max(n) AS newest FROM mail WHERE state NOT IN ('bounced', 'cancelled')",
      )
      .get()!;
    return `${stamp} ${count} ${newest}`;
  }
}

const KEPT = 4;
/** Students looked at between two breaths. */
const SLICE = 1_000;

type Tell = (event: { stage: 'plan'; done: number; total: number }) => void;
