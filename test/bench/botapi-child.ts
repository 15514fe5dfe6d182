import { startBotApi } from '../support/botapi/index.ts';

/**
 * Telegram's stand-in in a process of its own, so that both bots are measured without it. Told
 * `{people, each}` it lets so many people write so often, waits for every answer, and says how
 * many milliseconds that took.
 */
const api = await startBotApi({ keepCalls: 100, keepMessages: 10 });
let round = 0;

process.on('message', ({ people, each, text }: { people: number; each: number; text: string }) => {
  round += 1;
  void play(people, each, text).then((ms) => process.send?.({ ms }));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ root: api.root, token: api.token });

async function play(people: number, each: number, text: string): Promise<number> {
  const crowd = Array.from({ length: people }, (_, index) => api.user(round * 10_000 + index + 1));
  let left = people * each;
  const done = Promise.withResolvers<void>();
  const stop = api.world.events.listen((change) => {
    if (change.what !== 'message') return;
    const message = api.world.rooms.get(change.chat)?.messages.get(change.id)?.message;
    if (message?.from.id !== api.bot.id) return;
    left -= 1;
    const person = crowd[change.chat - round * 10_000 - 1];
    if (left <= 0) done.resolve();
    else if (person && sent(person.id) < each) write(person);
  });
  const counts = new Map<number, number>();
  const sent = (id: number): number => counts.get(id) ?? 0;
  const write = (person: (typeof crowd)[number]) => {
    counts.set(person.id, sent(person.id) + 1);
    person.send(text);
  };
  const began = performance.now();
  for (const person of crowd) write(person);
  await done.promise;
  stop();
  return performance.now() - began;
}
