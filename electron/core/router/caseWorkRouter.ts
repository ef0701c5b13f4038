import { presentId } from '../../db/tables/studentAliases.ts';
import { openProblemCases } from '../caseProblems.ts';
import { progressStream } from '../progressStream.ts';
import { requireActing } from '../requireActing.ts';
import type { Services } from '../services.ts';
import type { Running } from '../writeBatch.ts';
import { actOnManyCases, openManyCases } from '../writeCases.ts';
import { type Procedures, stream } from './answer.ts';

export function caseWorkRouter({ caseWork }: Procedures, services: Services) {
  const { db, writes, incoming } = services;

  /** Long work in a turn of its own. */
  const told = <Result>(work: (running: Running) => Promise<Result>, outer: AbortSignal | undefined) =>
    stream(
      progressStream<Result>((onProgress, signal) => writes.take(() => work({ onProgress, signal })), outer),
      services,
    );

  return {
    open: caseWork.open.handler(({ input: { type, students, origin, ...opening }, signal }) => {
      const wanted = students.map((student) => ({
        student: presentId(db, student),
        opening: { ...opening, origin: { kind: origin, id: null } },
      }));
      return told((running) => openManyCases(services, type, wanted, running), signal);
    }),
    openProblems: caseWork.openProblems.handler(({ input, signal }) =>
      told((running) => openProblemCases(services, input, running), signal),
    ),
    openListed: caseWork.openListed.handler(({ input: { type, file, assignee }, signal }) =>
      told(async (running) => {
        const { openListedCases } = await import('../openListedCases.ts');
        const { path, name } = incoming.find(file);
        try {
          return await openListedCases(services, { type, path, file: name, assignee }, running);
        } finally {
          incoming.release([file]);
        }
      }, signal),
    ),
    act: caseWork.act.handler(({ input: { cases, action }, signal }) => {
      requireActing(
        db,
        cases.map((one) => one.case),
        action,
      );
      const acts = cases.map((one) => ({ ...one, action }));
      return told((running) => actOnManyCases(services, acts, running), signal);
    }),
  };
}
