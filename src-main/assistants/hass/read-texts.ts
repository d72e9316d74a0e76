import { satellitePipelines } from './device.ts';
import { ask, forget, type Memory, type Purpose, type Reading, type Work } from './memory.ts';
import { keptRun, newestRun, type Run } from './run-events.ts';
import { isRunOfTurn } from './turn.ts';

/**
 * The satellite's entity has no texts. Those who may read them are administrators: out of the runs that are kept for
 * debugging, which have to be asked for, and out of the conversation's log, which newer servers push.
 */

/** From one reading to the next, while the texts of a turn are not complete and no log is pushed. */
const READ_AGAIN_MS = 700;

/** Long enough to be read; the satellite itself goes back to waiting at once. */
const ERROR_SHOWN_MS = 10_000;

/** Begin to read the texts of the satellite's turn, or have it done again if a reading is under way. */
export function readTexts(work: Work): Work {
  if (work.isAdmin !== true || work.pipelines === null || work.turn.isTyped) return work;
  if (work.reading !== null) return { ...work, reading: { ...work.reading, again: true } };
  const chosen = (work.device?.pipelineSelects ?? []).flatMap((id) => work.entities.get(id)?.state ?? []);
  const pipelines = satellitePipelines(work.pipelines, chosen);
  if (pipelines.length === 0) return work;
  const number = work.lastReading + 1;
  const reading: Reading = { number, due: pipelines.length, newest: null, again: false };
  const begun: Work = { ...work, readAtMs: null, lastReading: number, reading };
  return pipelines.reduce(
    (each, pipeline) =>
      ask(
        each,
        { kind: 'runs', reading: number, pipeline },
        { type: 'assist_pipeline/pipeline_debug/list', pipeline_id: pipeline },
      ),
    begun,
  );
}

/** Take the list of a pipeline's runs. @param result null: it can't be had. */
export function takeRuns(
  work: Work,
  { reading: number, pipeline }: Extract<Purpose, { kind: 'runs' }>,
  result: unknown,
): Work {
  if (work.reading?.number !== number) return work;
  const found = newestRun(result);
  const before = work.reading.newest;
  const newest = found !== null && (before === null || found.atMs > before.atMs) ? { ...found, pipeline } : before;
  const reading = { ...work.reading, due: work.reading.due - 1, newest };
  if (reading.due > 0) return { ...work, reading };
  if (newest === null) return endReading({ ...work, reading });
  return ask(
    { ...work, reading },
    { kind: 'run', reading: number },
    {
      type: 'assist_pipeline/pipeline_debug/get',
      pipeline_id: newest.pipeline,
      pipeline_run_id: newest.id,
    },
  );
}

/** Take the recorded events of the newest run. @param result null: they can't be had. */
export function takeRun(
  work: Work,
  { reading: number }: Extract<Purpose, { kind: 'run' }>,
  result: unknown,
  nowMs: number,
): Work {
  if (work.reading?.number !== number) return work;
  const run = keptRun(result);
  const isOurs = run !== null && isRunOfTurn(run, work.turn, work.device?.id ?? null);
  const read = isOurs ? followChat(withRun(work, run, nowMs)) : work;
  return endReading(!isOurs || isComplete(read) ? read : { ...read, readAtMs: nowMs + READ_AGAIN_MS });
}

/** Return the memory with the turn's run. */
export function withRun<Of extends Memory>(work: Of, run: Run, nowMs: number): Of {
  const { turn } = work;
  const begun = turn.error === 'none' ? { untilMs: nowMs + ERROR_SHOWN_MS } : turn.error;
  return { ...work, turn: { ...turn, run, error: run.error === null ? 'none' : begun } };
}

function endReading(work: Work): Work {
  const done = { ...work, reading: null };
  return work.reading?.again === true ? readTexts(done) : done;
}

/** Whether another reading would bring nothing new: nothing is pushed, and the answer is still on its way. */
function isComplete({ turn, chatId, entities, satellite }: Memory): boolean {
  const state = entities.get(satellite)?.state;
  const isAnswering = state === 'processing' || state === 'responding';
  return !isAnswering || turn.run.isAnswered || turn.run.isOver || chatId !== null;
}

/** Follow the log of the turn's conversation, if the server has it. */
function followChat(work: Work): Work {
  const { conversation, hasIntent, isAnswered } = work.turn.run;
  if (work.turn.isChatRefused) return work;
  if (work.chatLog === 'missing' || work.chatId !== null || conversation === null || !hasIntent || isAnswered)
    return work;
  const asked = ask(
    work,
    { kind: 'chat', turn: work.turn.number },
    {
      type: 'conversation/chat_log/subscribe',
      conversation_id: conversation,
    },
  );
  return { ...asked, chatId: asked.lastId };
}

/** End the subscription to the log of a turn that is over. */
export function leaveChat(work: Work): Work {
  if (work.chatId === null) return work;
  const left = { ...forget(work, work.chatId), chatId: null };
  return ask(left, { kind: 'ignored' }, { type: 'unsubscribe_events', subscription: work.chatId });
}
