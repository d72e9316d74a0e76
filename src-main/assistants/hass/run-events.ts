import * as v from 'valibot';

/** The events of a pipeline's run: of a satellite's, as recorded for debugging, or of one that we have started. */

export interface Run {
  /** Home Assistant's id of the conversation; null until it is known. */
  readonly conversation: string | null;
  /** The device that asks; null until it is known, or without one. */
  readonly device: string | null;
  /** Whether it has got to the intent, which names the device. */
  readonly hasIntent: boolean;
  /** Started over a WebSocket by an app, not by a satellite. */
  readonly isOfApp: boolean;
  readonly heard: string | null;
  /** The answer as far as it is known; empty before it begins. */
  readonly text: string;
  /** The text is whole. */
  readonly isAnswered: boolean;
  /** The satellite listens on after the answer, which is a question. */
  readonly isContinued: boolean;
  /** The tool that is in use for the answer; null without one. */
  readonly tool: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly isOver: boolean;
  /** When the recogniser started, and the time of the last event: milliseconds since 1970 by Home Assistant's clock. */
  readonly sttAtMs: number | null;
  readonly lastAtMs: number;
}

export const NO_RUN: Run = {
  conversation: null,
  device: null,
  hasIntent: false,
  isOfApp: false,
  heard: null,
  text: '',
  isAnswered: false,
  isContinued: false,
  tool: null,
  error: null,
  isOver: false,
  sttAtMs: null,
  lastAtMs: 0,
};

const MaybeText = v.fallback(v.nullable(v.string()), null);
const RunStart = v.object({ conversation_id: MaybeText, runner_data: v.optional(v.unknown()) });
const SttEnd = v.object({ stt_output: v.object({ text: v.string() }) });
const IntentStart = v.object({ intent_input: v.string(), device_id: MaybeText });
const ToolCalls = v.fallback(v.array(v.object({ tool_name: v.string() })), []);
const Delta = v.object({
  chat_log_delta: v.object({ role: MaybeText, content: MaybeText, tool_calls: ToolCalls }),
});
const Speech = v.object({ plain: v.object({ speech: v.string() }) });
const IntentEnd = v.object({
  intent_output: v.object({
    conversation_id: MaybeText,
    continue_conversation: v.fallback(v.boolean(), false),
    response: v.object({ speech: Speech }),
  }),
});
const TtsStart = v.object({ tts_input: v.string() });
const Failure = v.object({ code: v.string(), message: v.fallback(v.string(), '') });
const Event = v.object({ type: v.string(), data: v.unknown(), timestamp: v.fallback(v.string(), '') });

/** Return a run after one more event. An event of another form, or of a newer server, changes nothing. Pure. */
export function runAfter(before: Run, event: unknown): Run {
  const parsed = v.safeParse(Event, event);
  if (!parsed.success) return before;
  const { type, data, timestamp } = parsed.output;
  const atMs = Date.parse(timestamp);
  const run = Number.isNaN(atMs) ? before : { ...before, lastAtMs: atMs };
  switch (type) {
    case 'run-start':
      return withData(run, RunStart, data, ({ conversation_id, runner_data }) => ({
        conversation: conversation_id,
        isOfApp: runner_data !== undefined,
      }));
    case 'stt-start':
      return Number.isNaN(atMs) ? run : { ...run, sttAtMs: atMs };
    case 'stt-end':
      return withData(run, SttEnd, data, ({ stt_output }) => ({ heard: stt_output.text }));
    case 'intent-start':
      return withData(run, IntentStart, data, (intent) => ({
        hasIntent: true,
        heard: intent.intent_input,
        device: intent.device_id,
      }));
    case 'intent-progress':
      return withData(run, Delta, data, ({ chat_log_delta }) => textAfterDelta(run, chat_log_delta));
    case 'intent-end':
      return withData(run, IntentEnd, data, ({ intent_output }) => ({
        text: intent_output.response.speech.plain.speech,
        isAnswered: true,
        isContinued: intent_output.continue_conversation,
        conversation: intent_output.conversation_id ?? run.conversation,
      }));
    case 'tts-start':
      return withData(run, TtsStart, data, ({ tts_input }) => ({ text: tts_input, isAnswered: true }));
    case 'error':
      return withData(run, Failure, data, (error) => ({ error, isOver: true }));
    case 'run-end':
      return { ...run, isOver: true };
    default:
      return run;
  }
}

const KeptRun = v.object({ events: v.array(v.unknown()) });

/** Return the run in debug data; null if they hold none. Pure. */
export function keptRun(result: unknown): Run | null {
  const parsed = v.safeParse(KeptRun, result);
  return parsed.success ? parsed.output.events.reduce(runAfter, NO_RUN) : null;
}

const KeptRuns = v.object({
  pipeline_runs: v.array(v.object({ pipeline_run_id: v.string(), timestamp: v.fallback(v.string(), '') })),
});

/** Return the newest of the runs that are kept for debugging; null without one. Pure. */
export function newestRun(result: unknown): { readonly id: string; readonly atMs: number } | null {
  const parsed = v.safeParse(KeptRuns, result);
  const newest = parsed.success ? parsed.output.pipeline_runs.at(-1) : undefined;
  return newest === undefined ? null : { id: newest.pipeline_run_id, atMs: Date.parse(newest.timestamp) || 0 };
}

/** A message of the assistant begins with its role; the deltas that follow are parts of its text, or the tools that it uses. */
function textAfterDelta({ text, tool }: Run, delta: v.InferOutput<typeof Delta>['chat_log_delta']): Partial<Run> {
  const { role, content, tool_calls } = delta;
  const isOfAssistant = role === null || role === 'assistant';
  const begun = role === 'assistant' && text !== '' ? `${text}\n` : text;
  const used = tool_calls.at(-1)?.tool_name ?? (content === null ? tool : null);
  return { text: isOfAssistant ? begun + (content ?? '') : text, tool: used };
}

function withData<Schema extends v.GenericSchema>(
  run: Run,
  schema: Schema,
  data: unknown,
  change: (data: v.InferOutput<Schema>) => Partial<Run>,
): Run {
  const parsed = v.safeParse(schema, data);
  return parsed.success ? { ...run, ...change(parsed.output) } : run;
}
