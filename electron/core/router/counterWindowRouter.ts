import { implement } from '@orpc/server';
import { counterWindow, type ShownRecord } from '../../../shared/contract/counterWindow.ts';
import { type CounterAnswers, counterNote, counterVerdict } from '../../../shared/domain/counterVisit.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { createText } from '../../../shared/text/createText.ts';
import { handBatchRow } from '../../changes/batchRow.ts';
import { readSignature } from '../../counter/readSignature.ts';
import type { CounterDesk } from '../CounterDesk.ts';
import { actAs } from '../Session.ts';
import type { Services } from '../services.ts';
import { stream, toWireError } from './answer.ts';

/** What the log and the sheets say is in Chinese, whatever language the student reads. */
const words = createText('zh');

/** What was shown is part of what was signed. Asked and answered are the same fields in the same order (`answered`). */
function withShown(answers: CounterAnswers, { fields }: ShownRecord): CounterAnswers {
  return {
    ...answers,
    fields: answers.fields.map((answer, at) => ({ ...answer, shown: fields[at]!.value })),
  };
}

/** The student's side of the counter: nothing but these, and only for the pass of the window that is open. */
export function counterWindowRouter(services: Services, desk: CounterDesk) {
  const { db, ids, clock, blobs, writes } = services;
  const procedures = implement(counterWindow)
    .$context<{ pass: string }>()
    .use(async ({ next }) => {
      try {
        return await next();
      } catch (error) {
        throw toWireError(error, services);
      }
    });
  return procedures.router({
    watch: procedures.watch.handler(({ input, context, signal }) =>
      stream(desk.screens(context.pass, input.holding, signal), services),
    ),
    reveal: procedures.reveal.handler(({ input, context }) => ({
      values: desk.reveal(context.pass, input.visit),
    })),
    press: procedures.press.handler(({ input, context }) => {
      desk.press(context.pass, input);
      return {};
    }),
    leave: procedures.leave.handler(({ input, context }) => {
      desk.leave(context.pass, input.visit, input.why);
      return {};
    }),
    answer: procedures.answer.handler(async ({ input, context }) => {
      const answers = {
        fields: input.fields.map(({ field, mark, claimed }) => ({
          field,
          mark,
          claimed: (mark === 'wrong' && claimed?.toWellFormed().trim()) || null,
        })),
        photo: input.photo && {
          ...input.photo,
          reason: input.photo.mark === 'wrong' ? input.photo.reason : null,
        },
        comment: input.comment.toWellFormed().trim(),
      };
      // Looked at before the picture is decoded, so that nobody without a pass costs anything; and again when written.
      desk.answered(context.pass, input.visit, answers);
      const { signature } = input;
      const drawn = signature.way === 'drawn' ? await blobs.put(await readSignature(signature.png)) : null;
      return writes.take(() => {
        const visit = desk.answered(context.pass, input.visit, answers);
        const [batch, event, at] = [ids.next(), ids.next(), clock.now()];
        const verdict = counterVerdict(answers);
        const isThere = () => db.read('SELECT 1 FROM counter_visit WHERE event = ?').get(event) !== undefined;
        const register = () =>
          db.transaction(() => {
            services.commit(
              'counter.record',
              {
                campaign: visit.campaign,
                batch,
                event,
                student: visit.student,
                startedAt: visit.startedAt,
                at,
                answers: withShown(answers, visit.record),
                note: counterNote(answers, { label: words.label, reason: words.counterPhotoReason }),
                signature: drawn?.hash ?? null,
                signedName: signature.way === 'typed' ? signature.name : null,
                witness: signature.way === 'typed' ? services.actor : null,
                revealed: visit.revealed,
              },
              batch,
            );
            if (!isThere()) throw new AppError('COUNTER_OVER');
            const about = { id: batch, kind: 'counter' as const, campaign: visit.campaign, students: 1 };
            services.commit('row.save', handBatchRow({ ...about, at, actor: services.actor }), batch);
          });
        // Registered by whoever called the student up, not by nobody.
        if (visit.session) actAs(visit.session, register);
        else register();
        desk.signed(visit, { event, verdict, batch });
        return { verdict };
      });
    }),
  });
}
