import { create } from 'zustand';
import { type ImportStep, type NeedsPerson, nextUnseen, sessionOf } from './importSteps.ts';
import { cancelRunning, commit, layAside, open, type PassedOver, plan, useImport } from './importStore.ts';
import { columnsNeedPerson, planNeedsPerson } from './needsPerson.ts';

const NOTHING: PassedOver = { findings: [], failed: [], leftOut: [] };

interface ThroughStore {
  running: boolean;
  /** The person asked to stop: the file in work is put back as it was. */
  stopping: boolean;
  /** What the zips held that is not imported: each is told of once, in the list. */
  passedOver: PassedOver;
}

/** Whether the list is being imported without a stop at every file. */
export const useThrough = create<ThroughStore>()(() => ({
  running: false,
  stopping: false,
  passedOver: NOTHING,
}));

function step(): ImportStep {
  return useImport.getState().state.step;
}

/**
 * Imports every file of the list that raises no question, each as a batch of its own that can be undone; the
 * others stay in the list with the reason, for a person to look at. Nothing is decided on the way.
 */
export async function runThrough(): Promise<void> {
  if (useThrough.getState().running) return;
  useThrough.setState({ running: true, stopping: false, passedOver: NOTHING });
  try {
    for (;;) {
      const item = nextUnseen(useImport.getState().state);
      if (!item || useThrough.getState().stopping) return;
      await open(item);
      rememberPassedOver();
      const needs = await importOpenFile();
      if (useThrough.getState().stopping) {
        layAside(null);
        return;
      }
      if (needs) layAside(needs);
    }
  } finally {
    useThrough.setState({ running: false, stopping: false });
  }
}

export function stopThrough(): void {
  useThrough.setState({ stopping: true });
  cancelRunning();
}

/** From the open file to its batch, or to what a person has to see first. */
async function importOpenFile(): Promise<NeedsPerson | null> {
  const { send } = useImport.getState();
  const session = sessionOf(step());
  if (step().name === 'failed' || !session) return FAILED;
  const columns = columnsNeedPerson(session);
  if (columns) return columns;
  if (step().name === 'header') {
    send({ type: 'wentTo', place: 'mapping' });
    await plan();
  }
  const planned = step();
  if (planned.name !== 'findings') return FAILED;
  const rows = planNeedsPerson(planned.plan, session.kind);
  if (rows) return rows;
  const { counts } = planned.plan;
  if (counts.created + counts.updated > 0) {
    send({ type: 'wentTo', place: 'changes' });
    await commit();
    if (step().name !== 'done') return FAILED;
  }
  layAside(null, counts);
  return null;
}

function rememberPassedOver(): void {
  const { findings, failed, leftOut } = useImport.getState().passedOver;
  useThrough.setState(({ passedOver: so }) => ({
    passedOver: {
      findings: [...so.findings, ...findings],
      failed: [...so.failed, ...failed],
      leftOut: [...so.leftOut, ...leftOut],
    },
  }));
}

const FAILED: NeedsPerson = { why: 'failed', count: 0 };
