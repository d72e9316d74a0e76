import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TURN_OVER } from '../../packages/client/src/status.ts';
import { askOverlay } from '../../src-main/control-socket/socket-client.ts';
import type { ControlStatus } from '../../src-main/control-socket/socket-contract.ts';
import { EXIT, formatStatus, refusalLine } from '../../src-main/control-socket/verbs.ts';
import { ctl } from '../lab/ctl.ts';
import { isRunning, treeProcessorMs } from '../lab/processes.ts';
import { createSeededRandom } from '../lab/seeded-random.ts';
import { until } from '../lab/until.ts';
import { type Flood, floodedState, floodOf, markOf } from './floods.ts';
import { type Follower, startFollower } from './follower.ts';
import { countHours } from './hours.ts';
import { type MemorySample, memoryReport } from './memory-report.ts';
import { rest, restLine } from './rest.ts';
import type { SoakedOverlay } from './soaked-overlay.ts';
import { rowsBeside, type TypedVerb, verbTitle } from './verb-rounds.ts';
import { medianOf, type VerbTime, verbTable } from './verb-times.ts';

/** A short pause between the states of a flood, in which this process does everything else. */
const SEND_TURN_MS = 2;
/** Twice what is due in one; what was missed on a busy computer comes little by little. */
const STATES_PER_TURN = 20;
/** For a follower to print the present state, on a computer that is busy. */
const TOLD_LIMIT_MS = 20_000;
/** No verb may take longer, on such a computer. */
const VERB_LIMIT_MS = 5_000;
const END_LIMIT_MS = 10_000;

/** What the system and the overlay may keep for a follower that is stopped, in the buffers of a socket and a pipe. */
const KEPT_MAX_CHARACTERS = 400_000;
/** A few open and close as Chromium likes. */
const FILES_GROWTH_MAX = 4;

export interface FollowedRun {
  readonly minutes: number;
  readonly seed: number;
  /** Ends the run early. */
  readonly signal: AbortSignal;
}

/**
 * Let programs follow the overlay while its client floods it now and then, and another program asks with every verb. One of
 * the followers is stopped most of the time, and one comes and is killed with each flood. Print how the memory develops.
 *
 * @returns whether each follower came to print the present state after each flood, each verb was carried out, and the overlay
 *   kept nothing.
 */
export async function follow(overlay: SoakedOverlay, { minutes, seed, signal }: FollowedRun): Promise<boolean> {
  const { client, profile } = overlay;
  const socket = join(profile, 'overlay.sock');
  const random = createSeededRandom(seed);
  const samples: MemorySample[] = [];
  const problems: string[] = [];
  const [files, toldMs]: [number[], number[]] = [[], []];
  const kept: { readonly missed: number; readonly characters: number }[] = [];
  const times: VerbTime[] = [];
  const readers = (['text', 'json', 'waybar'] as const).map((format) => startFollower(profile, format));
  const sleeper = startFollower(profile, 'json');
  /** What another has printed when it was stopped; null: it is awake. */
  let asleepSince: number | null = null;
  let [floods, states] = [0, 0];
  const startedMs = performance.now();
  const usedMs = treeProcessorMs(process.pid);
  const time = countHours((hours) =>
    console.log(`soak: flood ${floods}, ${states} states, ${hours.toFixed(2)} h${restLine(samples.at(-1))}`),
  );

  try {
    while ((samples.at(-1)?.hours ?? 0) * 60 < minutes) {
      floods += 1;
      await goThrough(floodOf(floods, random));
    }
    await wake();
    await end();
  } catch (error) {
    if (!signal.aborted) problems.push(error instanceof Error ? error.message : String(error));
  }
  time.stop();
  for (const follower of [...readers, sleeper]) follower.kill();
  report();
  return problems.length === 0;

  /** A turn that floods, and a rest. */
  async function goThrough(flood: Flood): Promise<void> {
    if (flood.isSleeping) sleep();
    else await wake();
    const visitor = startFollower(profile, (['text', 'json', 'waybar'] as const)[floods % 3] ?? 'text');
    try {
      await floodAndAsk(flood, [...awake(), visitor]);
    } finally {
      visitor.kill();
    }
    // One line, after which the bubble leaves as soon as it can.
    client.update({ text: `Flood ${floods} is over.` });
    client.update(TURN_OVER);
    await overlay.closeWindows();
    const bytes = await rest(overlay, `after flood ${floods}`, signal);
    samples.push({ hours: time.hours(), bytes });
    files.push(readdirSync(`/proc/${overlay.pid}/fd`).length);
    await untilTold(awake(), 'the state at rest', () => true);
  }

  async function floodAndAsk(flood: Flood, followers: readonly Follower[]): Promise<void> {
    client.update({ status: 'słucham', is_listening: true, wake_word_detected: true });
    client.update({ status: 'myślę' });
    const rows = rowsBeside(floods).map((row) => () => run(row));
    let isFlooding = true;
    const asking = (async () => {
      while (isFlooding) await (rows.shift() ?? (() => delay(SEND_TURN_MS)))();
    })();
    const count = await send(flood).finally(() => {
      isFlooding = false;
    });
    states += count;
    const sentMs = performance.now();
    client.update(floodedState(floods, count));
    let repeats = 0;
    // A verb may have ended the turn. A text that comes again in another turn would be an old one.
    const speakOn = () => {
      if (client.status().is_speaking) return;
      repeats += 1;
      client.update(floodedState(floods, count + repeats));
    };
    await untilTold(followers, `the last of flood ${floods}`, ({ answer }) => {
      speakOn();
      return answer?.includes(markOf(floods, count + repeats)) === true;
    });
    toldMs.push(performance.now() - sentMs);
    await asking;
    for (const row of rows) {
      speakOn();
      await row();
    }
  }

  /** @returns how many states were sent. */
  async function send({ seconds, perSecond }: Flood): Promise<number> {
    const fromMs = performance.now();
    let count = 0;
    for (let nowMs = fromMs; nowMs - fromMs < seconds * 1_000; nowMs = performance.now()) {
      const due = ((nowMs - fromMs) * perSecond) / 1_000;
      // A client drops an overlay that has a megabyte to read.
      const next = Math.min(due, count + STATES_PER_TURN);
      for (; count < next; count += 1) client.update(floodedState(floods, count));
      await delay(SEND_TURN_MS, undefined, { signal });
    }
    return count;
  }

  async function run(row: readonly TypedVerb[]): Promise<void> {
    for (const verb of row) await ask(verb, 0);
  }

  async function ask(verb: TypedVerb, expected: number): Promise<void> {
    const askedMs = performance.now();
    try {
      let { code, stderr } = await ctl(profile, verb, VERB_LIMIT_MS);
      // In a flood, the client's answer to the command before is behind the states.
      while (stderr.includes(refusalLine('pending')) && performance.now() - askedMs < VERB_LIMIT_MS) {
        ({ code, stderr } = await ctl(profile, verb, VERB_LIMIT_MS));
      }
      times.push({ title: verbTitle(verb), tookMs: performance.now() - askedMs });
      if (code !== expected) throw new Error(`"${verbTitle(verb)}" ended with ${code}: ${stderr.trim()}`);
    } catch (error) {
      problems.push(`flood ${floods}: ${error instanceof Error ? error.message : error}`);
    }
  }

  function awake(): readonly Follower[] {
    return asleepSince === null ? [...readers, sleeper] : readers;
  }

  function sleep(): void {
    if (asleepSince === null) sleeper.suspend();
    asleepSince ??= printed();
  }

  /** What a follower has printed that prints the same as the one that is stopped. */
  function printed(): number {
    return readers.find(({ format }) => format === sleeper.format)?.characters() ?? 0;
  }

  /** Let the follower that was stopped read what was kept for it, and then the present state. */
  async function wake(): Promise<void> {
    if (asleepSince === null) return;
    const [before, missed] = [sleeper.characters(), printed() - asleepSince];
    // Something new: what was kept for it may end with a line like the present one.
    const text = `Awake after flood ${floods}.`;
    client.update({ status: 'mówię', is_speaking: true, text });
    sleeper.resume();
    asleepSince = null;
    await untilTold([sleeper], 'the present state at the one that was stopped', ({ answer }) => answer === text);
    client.update(TURN_OVER);
    const characters = sleeper.characters() - before;
    kept.push({ missed, characters });
    if (characters > KEPT_MAX_CHARACTERS) problems.push(`${characters} characters were kept for who was stopped`);
  }

  /** Wait until the present state is as it should be, and the last line of each follower. */
  async function untilTold(
    followers: readonly Follower[],
    what: string,
    isRight: (status: ControlStatus) => boolean,
  ): Promise<void> {
    await until(
      () => `${what}; the last lines are ${followers.map((follower) => follower.last()).join(' | ')}`,
      async () => {
        signal.throwIfAborted();
        const asked = await askOverlay(socket, { verb: 'status' });
        if (asked.kind !== 'answered' || !asked.answer.ok || asked.answer.status === undefined) return false;
        const { status } = asked.answer;
        return isRight(status) && followers.every(({ format, last }) => last() === formatStatus(status, format));
      },
      TOLD_LIMIT_MS,
    );
  }

  /** End the overlay by its verb: all that follow it end as well. */
  async function end(): Promise<void> {
    await ask(['quit'], 0);
    await until('the end of the overlay', () => !isRunning(overlay.pid), END_LIMIT_MS);
    await ask(['status'], EXIT.absent);
    const overdue = delay(END_LIMIT_MS, null, { ref: false });
    const codes = Promise.all([...readers, sleeper].map(({ ended }) => ended));
    const ended = await Promise.race([codes, overdue]);
    if (ended?.every((code) => code === 0) !== true) problems.push(`the followers ended with ${ended}`);
  }

  function report(): void {
    const shareOfCore = (treeProcessorMs(process.pid) - usedMs) / (performance.now() - startedMs);
    console.log(
      `${states} states; the last of a flood at every follower after ${medianOf(toldMs).toFixed(0)} ms (median), ` +
        `${Math.max(...toldMs).toFixed(0)} ms (longest)`,
    );
    for (const { format, lines, characters } of readers) {
      console.log(`follow, ${format}: ${lines()} lines, ${(characters() / 1e6).toFixed(1)} MB`);
    }
    const most = kept.toSorted((a, b) => b.characters - a.characters)[0] ?? { missed: 0, characters: 0 };
    console.log(
      `follow, stopped in 19 floods of 20: ${sleeper.lines()} lines; ` +
        `kept for it at most ${most.characters} of ${most.missed} characters`,
    );
    for (const line of verbTable(times)) console.log(line);
    console.log(`open files ${files[0]} → ${files.at(-1)}; processor ${(shareOfCore * 100).toFixed(0)} % of a core`);
    if ((files.at(-1) ?? 0) > (files[0] ?? 0) + FILES_GROWTH_MAX) problems.push('open files grew');
    const memory = memoryReport(samples);
    for (const line of memory.lines) console.log(line);
    problems.push(...memory.problems);
    for (const problem of problems) console.log(`soak: FAILED: ${problem} (SOAK_SEED=${seed})`);
    if (problems.length === 0) console.log(`soak: passed, ${floods} floods in ${time.hours().toFixed(2)} h`);
  }
}
