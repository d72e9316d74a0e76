import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src-main/diagnostics/metrics.ts';
import type { ClientNumbers } from '../../src-shared/diagnostics-contract.ts';
import { diagnosticsView, numbers } from './views.ts';

interface Family {
  help: string;
  type: string;
  readonly samples: Map<string, number>;
}

/** Reads the text format of Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/ */
function parse(text: string): Map<string, Family> {
  const families = new Map<string, Family>();
  const family = (name: string) => {
    const known = families.get(name) ?? { help: '', type: '', samples: new Map() };
    families.set(name, known);
    return known;
  };
  expect(text.endsWith('\n')).toBe(true);
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const meta = /^# (HELP|TYPE) ([a-z_]+) (.+)$/.exec(line);
    if (meta !== null) {
      const [, what, name = '', rest = ''] = meta;
      if (what === 'HELP') family(name).help = rest;
      else family(name).type = rest;
      continue;
    }
    const [, name = '', labels = '', value] = /^([a-z_]+)(\{.*\})? (-?[\d.e+-]+)$/.exec(line) ?? [];
    expect(name, line).not.toBe('');
    family(name).samples.set(labels, Number(value));
  }
  return families;
}

const scrape = async (clients: readonly ClientNumbers[] = diagnosticsView().clients) =>
  parse(
    await createMetrics({
      version: '1.2.3',
      startedEpochS: 1_800_000_000,
      clients: () => clients,
      processes: () => diagnosticsView().processes,
    }).text(),
  );

describe('the metrics', () => {
  it('have names, types and units as Prometheus wants them, and say what they are', async () => {
    const families = await scrape();
    expect(families.size).toBeGreaterThan(15);
    for (const [name, { help, type, samples }] of families) {
      expect(name).toMatch(/^asystent_overlay_[a-z_]+$/);
      expect(help, name).toMatch(/\w.*\.$/);
      expect(type, name).toBe(name.endsWith('_total') ? 'counter' : 'gauge');
      expect(name).not.toMatch(/_(ms|milliseconds|kb|percent)(_|$)/);
      expect(samples.size, name).toBeGreaterThan(0);
    }
  });

  it('tell what was counted', async () => {
    const families = await scrape();
    const samples = (name: string) => Object.fromEntries(families.get(`asystent_overlay_${name}`)?.samples ?? []);
    expect(samples('info')).toEqual({ '{version="1.2.3"}': 1 });
    expect(samples('start_time_seconds')).toEqual({ '': 1_800_000_000 });
    expect(samples('connected')).toEqual({
      '{client="local",transport="socket"}': 1,
      '{client="local",transport="polling"}': 0,
    });
    expect(samples('connection_age_seconds')).toEqual({ '{client="local"}': 65 });
    expect(samples('frames_received_total')).toEqual({ '{client="local"}': 12_345 });
    expect(samples('received_bytes_total')).toEqual({ '{client="local"}': 2_500_000 });
    expect(samples('connection_ends_total')).toMatchObject({
      '{client="local",reason="lost"}': 1,
      '{client="local",reason="silent"}': 0,
    });
    expect(samples('polls_total')).toMatchObject({ '{client="local",outcome="ok"}': 5 });
    expect(samples('commands_total')).toMatchObject({ '{client="local",outcome="unanswered"}': 1 });
    expect(samples('ping_round_trip_seconds_total')).toEqual({ '{client="local"}': 0.003 });
    expect(samples('process_resident_memory_bytes')).toEqual({
      '{pid="10",process="main"}': 120_000_000,
      '{pid="11",process="page"}': 80_000_000,
    });
  });

  it('are all in the documentation, with their types and labels, and nothing else is', async () => {
    const docs = readFileSync(join(import.meta.dirname, '../../docs/diagnostics.md'), 'utf8');
    const rows = [...docs.matchAll(/^\| `([a-z_]+)` \| (gauge|counter) \| (.*?) \|/gm)];
    const documented = rows.map(([, name, type, labels = '']) => {
      const names = [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label);
      return `asystent_overlay_${name} ${type} ${names.join()}`;
    });
    const told = [...(await scrape())].map(([name, { type, samples }]) => {
      const [labels = ''] = samples.keys();
      return `${name} ${type} ${[...labels.matchAll(/(\w+)="/g)].map(([, label]) => label).join()}`;
    });
    expect(documented.toSorted()).toEqual(told.toSorted());
  });

  it('are read anew at every scrape, and not added up', async () => {
    let clients = [numbers({ framesIn: 5 }), numbers({ id: 'k', name: 'Kitchen', framesIn: 1 })];
    const metrics = createMetrics({ version: '1', startedEpochS: 0, clients: () => clients, processes: () => [] });
    const received = async () =>
      Object.fromEntries(parse(await metrics.text()).get('asystent_overlay_frames_received_total')?.samples ?? []);
    expect(await received()).toEqual({ '{client="local"}': 5, '{client="Kitchen"}': 1 });
    clients = [numbers({ framesIn: 6 })];
    expect(await received()).toEqual({ '{client="local"}': 6 });
  });

  it('tell clients of one name apart, and bear any name', async () => {
    const clients = ['a', 'b'].map((id) => numbers({ id, name: 'Desk' }));
    const families = await scrape([...clients, numbers({ id: 'c', name: 'The "big"\\one' })]);
    expect([...(families.get('asystent_overlay_pings_total')?.samples.keys() ?? [])]).toEqual([
      '{client="Desk (a)"}',
      '{client="Desk (b)"}',
      '{client="The \\"big\\"\\\\one"}',
    ]);
  });
});
