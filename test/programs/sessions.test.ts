import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSessions, type Sessions } from '../../src/main/programs/sessions.ts';
import { createUsage } from '../../src/main/programs/usage.ts';
import { type ManagerStore, openManager } from '../../src/main/store/manager/manager.ts';
import { temporaryFolder } from '../support/folder.ts';

const user = fc.constantFrom('alice', 'bob');
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('say' as const), user, text: fc.string() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clear' as const), user }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('model' as const), user, model: fc.string() }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'forget' as const }) },
);

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

function act(sessions: Sessions, store: ManagerStore, one: Step, channelId: number, most: number) {
  if (one.kind === 'forget') return sessions.forget();
  const of = { channelId, userId: one.user };
  const key = { ...of, now: '2026-01-01T00:00:00.000Z' };
  const session = sessions.find(of);
  sessions.history(session, of, most);
  if (one.kind === 'clear') return sessions.clear(session, key);
  if (one.kind === 'model') return sessions.setModel(session, key, one.model);
  const texts = [one.text, `re ${one.text}`] as const;
  const total = store.transaction(() => sessions.exchange(session, key, texts));
  sessions.exchanged(session, of, texts, total);
}

/** Null where nothing is stored yet: its name is one of the moment. */
function seen(sessions: Sessions, channelId: number, userId: string, most: number) {
  const session = sessions.find({ channelId, userId });
  const history = sessions.history(session, { channelId, userId }, most);
  return session.id === 0 ? null : { session, history };
}

describe('sessions in use', () => {
  it('are as the store has them, whatever was said, cleared, chosen or forgotten', () => {
    const steps = fc.array(step, { maxLength: 40 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 6 }), (all, most) => {
        using folder = temporaryFolder();
        using store = openManager(folder.path);
        const channelId = store.first(store.query.selectFrom('channels').select('id'))?.id ?? 0;
        const sessions = createSessions(store);
        for (const one of all) {
          act(sessions, store, one, channelId, most);
          const read = createSessions(store);
          for (const userId of ['alice', 'bob'])
            expect(seen(sessions, channelId, userId, most)).toEqual(
              seen(read, channelId, userId, most),
            );
        }
      }),
      { numRuns: 25 },
    );
  });

  it('remember what retention left of them', () => {
    using folder = temporaryFolder();
    using store = openManager(folder.path);
    const channelId = store.first(store.query.selectFrom('channels').select('id'))?.id ?? 0;
    const sessions = createSessions(store);
    const say = (userId: string, text: string, day: string) => {
      const key = { channelId, userId, now: `2026-01-${day}` };
      const session = sessions.find(key);
      store.transaction(() => sessions.exchange(session, key, [text, `re ${text}`]));
    };
    say('alice', 'long ago', '01');
    say('bob', 'long ago too', '01');
    say('alice', 'lately', '20');
    createUsage(store).prune({ logs: null, messages: '2026-01-10' });
    const read = createSessions(store);
    expect(seen(read, channelId, 'alice', 6)?.history.map(({ text }) => text)).toEqual([
      'lately',
      're lately',
    ]);
    expect(seen(read, channelId, 'bob', 6)?.history).toEqual([]);
  });
});
