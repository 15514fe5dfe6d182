import { describe, expect, test } from 'vitest';
import { createLog } from '../../src/main/lib/log.ts';
import { parseConnectionString } from '../../src/main/sources/connection-string.ts';
import type { Engine, Source } from '../../src/main/sources/source.ts';
import { createSources } from '../../src/main/sources/sources.ts';
import { createTestClock } from '../support/clock.ts';

/** An engine that remembers what it opened and closed. */
function setUp() {
  const events: string[] = [];
  const engine: Engine = {
    open: (target, reach) => {
      events.push(`open ${target.database} ${reach}`);
      const unused = () => Promise.reject(new Error('not asked'));
      const source: Source = {
        dialect: 'postgres',
        test: unused,
        introspect: unused,
        run: unused,
        audit: unused,
        close: async () => void events.push(`close ${target.database}`),
      };
      return source;
    },
    [Symbol.asyncDispose]: async () => void events.push('end'),
  };
  const load = async () => {
    events.push('load');
    return { createEngine: () => engine };
  };
  const log = createLog('silent', { write: () => undefined });
  const sources = createSources({ clock: createTestClock(), log, engines: { postgres: load } });
  const target = (name: string) => parseConnectionString(`postgres://u:p@h/${name}`);
  return { events, sources, target };
}

describe('the open databases', () => {
  test('load an engine when first needed, and open each connection once', async () => {
    const { events, sources, target } = setUp();
    const [first, again] = await Promise.all([
      sources.open(1, target('a'), 'network'),
      sources.open(1, target('a'), 'network'),
    ]);
    await sources.open(2, target('b'), 'network');
    expect(first).toBe(again);
    expect(events).toEqual(['load', 'open a network', 'open b network']);
  });

  test('replace a connection whose target or reach changed', async () => {
    const { events, sources, target } = setUp();
    await sources.open(1, target('a'), 'network');
    await sources.open(1, target('b'), 'network');
    await sources.open(1, target('b'), 'anywhere');
    expect(events.slice(1)).toEqual([
      ...['open a network', 'open b network', 'close a', 'open b anywhere', 'close b'],
    ]);
  });

  test('forget what was removed, and close all at the end', async () => {
    const { events, sources, target } = setUp();
    await sources.open(1, target('a'), 'network');
    await sources.open(2, target('b'), 'network');
    await sources.forget(1);
    await sources.forget(1);
    await sources[Symbol.asyncDispose]();
    expect(events.slice(3)).toEqual(['close a', 'close b', 'end']);
    await expect(sources.open(3, target('c'), 'network')).rejects.toMatchObject({
      code: 'shutting_down',
    });
  });
});
