import type { ClientNumbers, DiagnosticsView, Happening, Problem, ProcessNumbers } from './diagnostics-contract.ts';
import { COMMAND_OUTCOMES, END_REASONS, POLL_OUTCOMES } from './diagnostics-contract.ts';
import type { Language } from './languages.ts';
import type { Translate } from './strings.ts';

/** The wording of the diagnostics' numbers, for page and report alike. Pure. */

/** Formats numbers and times in a language. */
export interface Words {
  readonly t: Translate;
  /** Whole numbers. */
  readonly count: (value: number) => string;
  /** Format a duration in milliseconds as milliseconds; null: unknown. */
  readonly milliseconds: (ms: number | null) => string;
  /** Format a duration in milliseconds as seconds, minutes and hours. */
  readonly duration: (ms: number) => string;
  readonly bytes: (bytes: number) => string;
  readonly percent: (percent: number | null) => string;
  /** A time of day, in milliseconds since 1970. */
  readonly time: (epochMs: number) => string;
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB'];

export function wordsOf(language: Language, t: Translate): Words {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const tenths = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const clock = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const duration = (ms: number) => {
    const seconds = Math.floor(ms / 1_000);
    const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
    if (h > 0) return t('diagnostics.hours', { h: whole.format(h), m });
    return m > 0 ? t('diagnostics.minutes', { m, s }) : t('diagnostics.seconds', { s });
  };
  return {
    t,
    count: (value) => whole.format(value),
    milliseconds: (ms) =>
      ms === null
        ? t('diagnostics.unknown')
        : t('diagnostics.milliseconds', { value: ms < 100 ? fine.format(ms) : whole.format(ms) }),
    duration,
    bytes(bytes) {
      const power = Math.min(BYTE_UNITS.length - 1, bytes < 1_000 ? 0 : Math.floor(Math.log10(bytes) / 3));
      return `${fine.format(bytes / 1_000 ** power)} ${BYTE_UNITS[power]}`;
    },
    percent: (percent) =>
      percent === null ? t('diagnostics.unknown') : t('diagnostics.percent', { value: tenths.format(percent) }),
    time: (epochMs) => clock.format(epochMs),
  };
}

export function clientName(name: string | null, t: Translate): string {
  return name ?? t('clients.local');
}

/** List the names with a count, or say that there are none. */
function counted<Name extends string>(
  names: readonly Name[],
  counts: Readonly<Record<Name, number>>,
  nameOf: (name: Name) => string,
  { t, count }: Words,
): string {
  const some = names.filter((name) => counts[name] > 0);
  if (some.length === 0) return t('diagnostics.nothing');
  return some.map((name) => t('diagnostics.counted', { name: nameOf(name), count: count(counts[name]) })).join(', ');
}

/** Return a client's counts, row by row. An id names its label, and the row for styles and tests. */
export function clientRows(numbers: ClientNumbers, words: Words) {
  const { t, count, milliseconds, duration, bytes } = words;
  const lastAndMean = (last: number | null, total: number, of: number) =>
    last === null
      ? t('diagnostics.nothing')
      : t('diagnostics.lastAndMean', { last: milliseconds(last), mean: milliseconds(of === 0 ? null : total / of) });
  const { liveForMs, commandsSent } = numbers;
  const commands = counted(COMMAND_OUTCOMES, numbers.commands, (name) => t(`commandOutcome.${name}`), words);
  const rows = [
    ['transport', carrierText(numbers, t)],
    ['liveFor', liveForMs === null ? t('diagnostics.unknown') : duration(liveForMs)],
    ['connections', t('diagnostics.connectionsOf', { count: numbers.connections, attempts: count(numbers.attempts) })],
    ['ends', counted(END_REASONS, numbers.ends, (name) => t(`endReason.${name}`), words)],
    ['framesIn', count(numbers.framesIn)],
    ['framesOut', count(numbers.framesOut)],
    ['framesCoalesced', count(numbers.framesCoalesced)],
    ['framesDropped', count(numbers.framesDropped)],
    ['bytesIn', bytes(numbers.bytesIn)],
    ['bytesOut', bytes(numbers.bytesOut)],
    ['polls', counted(POLL_OUTCOMES, numbers.polls, (name) => t(`pollOutcome.${name}`), words)],
    [
      'commands',
      commandsSent === 0
        ? t('diagnostics.nothing')
        : `${t('diagnostics.sent', { count: count(commandsSent) })}, ${commands}`,
    ],
    ['ping', lastAndMean(numbers.pingLastMs, numbers.pingTotalMs, numbers.pongs)],
    ['paint', lastAndMean(numbers.paintLastMs, numbers.paintTotalMs, numbers.paints)],
  ] as const;
  return rows.map(([id, value]) => ({ id, label: t(`diagnostics.${id}`), value }));
}

/** Return the rows about the X server and about the guard of the windows. */
export function windowRows({ server, guard }: NonNullable<DiagnosticsView['windows']>, { t, count }: Words) {
  const { isOn, repairs, raises } = guard;
  const ofServer =
    server === null
      ? []
      : ([
          [
            'server',
            t(server.isXWayland ? 'diagnostics.xwayland' : 'diagnostics.xserver', { version: server.version }),
          ],
          ['transparency', t(server.isComposited ? 'diagnostics.drawn' : 'diagnostics.notDrawn')],
          ['clicks', t(server.passesClicks ? 'diagnostics.clicksPass' : 'diagnostics.clicksStay')],
        ] as const);
  const rows = [
    ...ofServer,
    ['guard', t(isOn ? 'diagnostics.guardOn' : 'diagnostics.guardOff')],
    ['repairs', count(repairs)],
    ['raises', count(raises)],
  ] as const;
  return rows.map(([id, value]) => ({ id, label: t(`diagnostics.${id}`), value }));
}

function carrierText({ transport, port }: ClientNumbers, t: Translate): string {
  return transport === 'socket' && port === null ? t('carried.guest') : t(`carried.${transport}`, { port: port ?? 0 });
}

/** Return a problem, what to do about it, and where to read more. */
export function problemText({ name, source }: Problem, t: Translate): string {
  return source === null ? t(`knownProblem.${name}`) : `${t(`knownProblem.${name}`)} (${source})`;
}

export function happeningText(happening: Happening, t: Translate): string {
  switch (happening.kind) {
    case 'live':
      if (happening.port === null) return t('event.live-guest');
      return t(happening.transport === 'socket' ? 'event.live-socket' : 'event.live-polling', { port: happening.port });
    case 'ended': {
      const reason = t(`endReason.${happening.reason}`);
      return happening.cause === null
        ? t('event.ended', { reason })
        : t('event.ended-cause', { reason, cause: happening.cause });
    }
    case 'unreachable':
      return t('event.unreachable');
    case 'denied':
      return t(`detail.${happening.denial}`);
    case 'phase':
      return t(`phase.${happening.phase}`);
    case 'command':
      return t('event.command', { command: happening.command, outcome: t(`commandOutcome.${happening.outcome}`) });
  }
}

export function processName({ kind, pages, service }: ProcessNumbers, t: Translate): string {
  if (kind === 'helper' && service !== '') return service;
  return pages.length === 0 ? t(`processKind.${kind}`) : pages.map((page) => t(`page.${page}`)).join(', ');
}

/** The versions in one line. */
export function versionsText({ versions }: DiagnosticsView, t: Translate): string {
  const parts = (['overlay', 'electron', 'chromium', 'node'] as const).map(
    (part) => `${t(`about.${part}`)} ${versions[part]}`,
  );
  return [...parts, versions.system].join(' · ');
}
